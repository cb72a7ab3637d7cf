"""Where a search begins, and which engines run it: one stage of a plan, from the roster there is."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ortools.sat.python import cp_model

from fangxian.calc.race import Board, Course, settle
from fangxian.calc.roster.demand import uncovered_cells
from fangxian.calc.roster.model import Model
from fangxian.calc.roster.paths import ROUGH_ROOM, places, priced
from fangxian.calc.roster.problem import Duty, Limits
from fangxian.calc.roster.result import Report, Stop
from fangxian.calc.roster.search import Outcome, compete, search

Decided = Mapping[int, int]
"""The value of every decision, by its number in the model; empty when nothing is decided yet."""

SETTLE_S = 30.0
"""Seconds for completing what is decided, whatever the limits: it takes a fraction of one, and nothing is lost."""


def guess(model: Model, duties: list[Duty]) -> None:
    """Start the search from these duties."""
    if not duties:
        return
    decided = decisions(model, duties)
    dealt = Counter((d.post, d.span) for d in duties)
    model.cp.clear_hints()  # type: ignore[no-untyped-call]
    for x in (*model.work.values(), *model.at.values()):
        model.cp.add_hint(x, decided[x.index])
    for place, count in model.dealt.items():
        model.cp.add_hint(count, dealt[place])
    short = dict.fromkeys(model.demand.cells, 0) | dict(uncovered_cells(model.demand, duties))
    for cell, variable in zip(model.demand.cells, model.short, strict=True):
        model.cp.add_hint(variable, short[cell])


def decisions(model: Model, duties: list[Duty]) -> Decided:
    """What these duties decide in a model."""
    if not duties:
        return {}
    held = {(d.person, d.span) for d in duties}
    at = {(d.person, d.span, d.post) for d in duties}
    work = {x.index: int(key in held) for key, x in model.work.items()}
    return work | {x.index: int(key in at) for key, x in model.at.items()}


@dataclass(frozen=True, slots=True)
class Asked:
    """One stage: its name, what is decided before it, the old roster, and the model in which nothing is short."""

    name: str
    decided: Decided
    old: tuple[Duty, ...] = ()
    narrow: cp_model.CpModel | None = None


def settled(model: Model, asked: Asked, *, limits: Limits, report: Report | None, stop: Stop | None) -> Outcome:
    """One stage. By work units on CP-SAT alone, which ends the same way every time; by the clock as a race."""
    whole = completed(model, asked.decided, limits)
    if asked.name == "cover" and whole is not None and whole.cost == 0:
        return replace(whole, ended="proven")
    if limits.effort is not None or (asked.name == "cover" and model.local):
        found = _searched(model, asked, limits=limits, report=report, stop=stop)
        return found if found.found or whole is None else replace(whole, ended=found.ended)
    short = {variable.index for variable in (*model.short, *(miss for _, miss in model.missing))}
    course = _course(model, asked, whole)
    return compete(course, phase=asked.name, limits=limits, short=short, report=report, stop=stop)


def _searched(model: Model, asked: Asked, *, limits: Limits, report: Report | None, stop: Stop | None) -> Outcome:
    """On CP-SAT alone; what covers everything first, where that is asked."""
    if asked.narrow is not None:
        # One worker: OR-tools 9.15 aborts the process when two interleave on a copied model with a hint.
        found = search(asked.narrow, phase=asked.name, limits=replace(limits, workers=1), report=report, stop=stop)
        if found.found:
            return found
    return search(model.cp, phase=asked.name, limits=limits, report=report, stop=stop)


def completed(model: Model, decided: Decided, limits: Limits) -> Outcome | None:
    """What is decided already, completed; None when it cannot be."""
    board = Board(seconds=SETTLE_S)
    if not decided or not settle(model.cp, decided, board, limits.seed) or board.best is None:
        return None
    return Outcome(values=board.best.values, found=True, cost=board.best.cost, bound=0.0, ended="time")


def _course(model: Model, asked: Asked, whole: Outcome | None) -> Course:
    """What is raced on; lines prove what cover, changes and fairness cost."""
    changing, fair = asked.name == "changes", asked.name == "fairness"
    grown = priced(model, fair=fair, old=asked.old if changing else None)
    rough = priced(model, fair=True, room=ROUGH_ROOM) if grown and fair else None
    return Course(
        model.cp,
        places(model),
        grown.shared if grown else (),
        grown.lines if grown else None,
        (whole.cost, whole.values) if whole else None,
        asked.decided if changing else {},
        asked.narrow,
        (rough.lines, rough.shared) if rough and grown and rough.shared != grown.shared else None,
        parted=fair,
    )
