"""What changes from a roster people know: counted in the model, in the lines, and between two rosters."""

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model

from fangxian.calc.roster.model import Model, Part
from fangxian.calc.roster.problem import DAY, Duty


def changes(model: Model, old: tuple[Duty, ...]) -> Part:
    """Person-days that differ from the roster people know."""
    mine: dict[tuple[str, int], set[tuple[int, int]]] = defaultdict(set)
    for duty in old:
        mine[duty.person, duty.day].add(duty.span)
    part = Part("changes")
    for person in model.problem.people:
        spans = model.spans_of(person)
        for day in range(-1, model.problem.days + 1):
            changed = model.cp.new_bool_var("")
            kept = mine[person.id, day]
            for span in (s for s in spans if s.start // DAY == day):
                x = model.work[person.id, span]
                model.cp.add(changed >= (1 - x if span in kept else x))
            part.terms.append((1, changed))
    return part


def fees(model: Model, old: tuple[Duty, ...], variable: NDArray[np.int64], days: range) -> NDArray[np.float64]:
    """One for every option of a day (person, day, option) that is not what the old roster has there."""
    person = {p.id: n for n, p in enumerate(model.problem.people)}
    held = {model.work[key].index for key in ((d.person, d.span) for d in old) if key in model.work}
    fee = np.where(np.isin(variable, list(held)), 0.0, 1.0)
    fee[:, :, 0] = 0.0
    # A day off costs nothing where the old duty cannot be stood any more: nothing there could be as it was.
    for duty in (d for d in old if (d.person, d.span) in model.work and d.day in days):
        fee[person[duty.person], duty.day - days.start, 0] = 1.0
    return fee


def covering(model: Model, cover: list[Part]) -> cp_model.CpModel:
    """The model as it stands, in which nothing may be short."""
    narrow = model.cp.clone()
    narrow.add(sum(part.total for part in cover) <= 0)
    return narrow


def changed_days(old: tuple[Duty, ...], new: tuple[Duty, ...]) -> int:
    """Person-days whose hours differ between two rosters (a change of post at the same hours is none)."""
    before, after = ({(d.person, d.day, d.start, d.end) for d in duties} for duties in (old, new))
    return len({(person, day) for person, day, _, _ in before ^ after})
