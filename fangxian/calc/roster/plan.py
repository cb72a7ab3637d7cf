"""Plans, re-plans and checks swaps: the three questions asked of this package."""

import time
from collections import defaultdict
from dataclasses import dataclass, replace

from fangxian.calc.roster.checks import check
from fangxian.calc.roster.deal import deal, missing_skills
from fangxian.calc.roster.districts import by_home
from fangxian.calc.roster.explain import explain
from fangxian.calc.roster.figures import derogations_used, loads
from fangxian.calc.roster.model import Model, Part
from fangxian.calc.roster.objections import Objection, objections
from fangxian.calc.roster.paths import places
from fangxian.calc.roster.problem import DAY, Duty, Limits, Problem, RosterError
from fangxian.calc.roster.result import Report, Roster, Stop
from fangxian.calc.roster.rolling import week_by_week
from fangxian.calc.roster.search import Outcome, search
from fangxian.calc.roster.soft import soft_costs
from fangxian.calc.roster.starts import Decided, decisions, guess, settled

GUESS_SHARE = 0.4
"""The part of the time a long roster may take for its first guess, week by week."""

COVER_SHARE, CHANGES_SHARE = 0.8, 0.9
"""The parts of the time that may go into cover, and into few changes; most plans need a fraction of them."""


def plan(problem: Problem, *, limits: Limits, report: Report | None = None, stop: Stop | None = None) -> Roster:
    """A roster that covers as much as rest allows, and among those a fair one. Raises `RosterError`."""
    return _run(problem, old=None, limits=limits, report=report, stop=stop)


def replan(
    problem: Problem,
    old: tuple[Duty, ...],
    *,
    limits: Limits,
    report: Report | None = None,
    stop: Stop | None = None,
) -> Roster:
    """Covers again with the fewest changed person-days, and among those at least cost. Raises `RosterError`.

    `problem` is what holds now (people gone or away already taken out); `old` the roster people know.
    """
    known = {p.id for p in problem.people}
    return _run(problem, old=tuple(d for d in old if d.person in known), limits=limits, report=report, stop=stop)


def check_swap(problem: Problem, duties: tuple[Duty, ...], one: Duty, other: Duty) -> dict[str, list[Objection]]:
    """What stands against two people taking each other's duty, by person; both empty: it may be done."""
    for duty in (one, other):
        if duty not in duties:
            raise RosterError(f"{duty.person} has no such duty.", field="duties", subject=duty.person)
    return {
        one.person: check_take(problem, duties, replace(other, person=one.person), instead=one),
        other.person: check_take(problem, duties, replace(one, person=other.person), instead=other),
    }


def check_take(
    problem: Problem, duties: tuple[Duty, ...], duty: Duty, *, instead: Duty | None = None
) -> list[Objection]:
    """What stands against `duty.person` taking that duty, giving up `instead`."""
    person = next((p for p in problem.people if p.id == duty.person), None)
    if person is None:
        raise RosterError(f"people: nobody is called {duty.person}.", field="people", subject=duty.person)
    return objections(problem, person, duty, others=[d for d in duties if d.person == person.id and d != instead])


RESCUE_S = 5.0
"""Seconds for a start from the empty roster, when nothing was found within the limits."""


def _begun(model: Model, *, limits: Limits, stop: Stop | None) -> list[Duty]:
    """A first roster, post by post or week by week, as a hint; empty for what is small enough."""
    begin = by_home if model.local else week_by_week
    start = begin(model.problem, limits=replace(limits, seconds=limits.seconds * GUESS_SHARE), stop=stop)
    guess(model, start)
    return start


@dataclass(slots=True)
class _Stage:
    """One lexicographic step: what to minimise, and within how much of the time."""

    name: str
    parts: list[Part]
    until: float


def _run(
    problem: Problem,
    *,
    old: tuple[Duty, ...] | None,
    limits: Limits,
    report: Report | None,
    stop: Stop | None,
) -> Roster:
    check(problem)
    _check_pins(problem)
    began = time.perf_counter()
    model = Model(problem)
    cover = [model.gaps_cost(), model.skills_cost()]
    changes = [] if old is None else [_changes(model, old)]
    soft = soft_costs(model)
    start = [] if old is not None else _begun(model, limits=limits, stop=stop)
    stages = [
        _Stage("cover", cover, COVER_SHARE),
        _Stage("changes", changes, CHANGES_SHARE),
        _Stage("fairness", soft, 1.0),
    ]
    decided = decisions(model, start)
    best, bound, first = _stages(model, stages, decided, limits=limits, began=began, report=report, stop=stop)
    duties = deal(model, best, limits=limits, old=old or ())
    parts = [*cover, *soft]
    return Roster(
        duties=tuple(duties),
        gaps=explain(model, duties, missing_skills(model, duties), limits=limits, stop=stop),
        costs=tuple((part.name, best.of(part.total)) for part in parts),
        bound=bound,
        ended=best.ended,
        seconds=time.perf_counter() - began,
        first_cover_s=first,
        loads=loads(problem, duties),
        derogations=derogations_used(problem, duties),
        changed=0 if old is None else changed_days(old, tuple(duties)),
    )


def _stages(
    model: Model,
    stages: list[_Stage],
    decided: Decided,
    *,
    limits: Limits,
    began: float,
    report: Report | None,
    stop: Stop | None,
) -> tuple[Outcome, float, float | None]:
    """The last stage that found something, the proven bound, and when a first roster was there."""
    best: Outcome | None = None
    bound, first = 0.0, None
    for stage in (s for s in stages if s.parts):
        left = limits.seconds * stage.until - (time.perf_counter() - began)
        if best is not None and (left <= 0 or best.ended == "cancelled"):
            break
        total = sum(part.total for part in stage.parts)
        model.cp.minimize(total)
        workers = 1 if stage.name == "cover" else limits.workers
        effort = limits.effort if stage.name != "fairness" else limits.fair_effort or limits.effort
        share = replace(limits, seconds=left, workers=workers, effort=effort)
        outcome = settled(model, stage.name, decided, limits=share, report=report, stop=stop)
        if best is None and not outcome.found and outcome.ended != "proven":
            outcome = _from_nothing(model, limits)
        if stage.name == "cover" and outcome.found:
            first = time.perf_counter() - began
        if stage.name != "changes":
            bound += max(0.0, outcome.bound)
        if not outcome.found:
            break
        # Only as good as its weakest step: a fair roster that is not proven to cover all it could is not proven.
        best = outcome if best is None or best.ended == "proven" else replace(outcome, ended=best.ended)
        model.cp.add(total <= round(outcome.cost))
        _hint(model, outcome)
        decided = {index: outcome.values[index] for index in places(model)}
    if best is None:
        raise RosterError("pinned duties and rest rules contradict each other, or time ran out.", field="pinned")
    return best, bound, first


def _from_nothing(model: Model, limits: Limits) -> Outcome:
    """The empty roster (with what is pinned) as a start, when the limits were too narrow to find any."""
    model.cp.clear_hints()  # type: ignore[no-untyped-call]
    for x in model.work.values():
        model.cp.add_hint(x, 0)
    return search(model.cp, phase="cover", limits=replace(limits, seconds=RESCUE_S, effort=None, workers=1, gap=1.0))


def _hint(model: Model, outcome: Outcome) -> None:
    model.cp.clear_hints()  # type: ignore[no-untyped-call]
    model.cp.proto.solution_hint.vars.extend(range(len(outcome.values)))
    model.cp.proto.solution_hint.values.extend(outcome.values)


def _changes(model: Model, old: tuple[Duty, ...]) -> Part:
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


def changed_days(old: tuple[Duty, ...], new: tuple[Duty, ...]) -> int:
    """Person-days whose hours differ between two rosters (a change of post at the same hours is none)."""
    before, after = ({(d.person, d.day, d.start, d.end) for d in duties} for duties in (old, new))
    return len({(person, day) for person, day, _, _ in before ^ after})


def _check_pins(problem: Problem) -> None:
    people = {p.id: p for p in problem.people}
    for duty in problem.pinned:
        others = [d for d in problem.pinned if d.person == duty.person and d != duty]
        found = objections(problem, people[duty.person], duty, others=others)
        if found:
            sentence = f"pinned: {duty.person} at {duty.post} breaks {found[0].code}."
            raise RosterError(sentence, field="pinned", subject=duty.person)
