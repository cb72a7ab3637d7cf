"""Plans, re-plans and checks swaps: the three questions asked of this package."""

import time
from dataclasses import dataclass, field, replace

from fangxian.calc.roster.changes import changed_days, changes, covering
from fangxian.calc.roster.checks import check
from fangxian.calc.roster.deal import deal, missing_skills
from fangxian.calc.roster.demand import uncovered_cells
from fangxian.calc.roster.districts import by_home
from fangxian.calc.roster.explain import explain
from fangxian.calc.roster.figures import derogations_used, loads
from fangxian.calc.roster.model import Model, Part
from fangxian.calc.roster.objections import Objection, objections
from fangxian.calc.roster.outdoors import evened
from fangxian.calc.roster.paths import places
from fangxian.calc.roster.problem import Duty, Limits, Problem, RosterError
from fangxian.calc.roster.result import Report, Roster, Stop
from fangxian.calc.roster.rolling import FORTNIGHT, WEEK, Each, part_by_part
from fangxian.calc.roster.search import Outcome, search
from fangxian.calc.roster.soft import soft_costs
from fangxian.calc.roster.starts import Asked, Decided, completed, decisions, guess, settled

GUESS_SHARE, HOME_SHARE = 0.65, 0.35
"""The part of the time a long roster may take for its first guess: week by week, and post by post."""

PART_GAP, AT_ONCE_SHARE = 0.04, 0.7
"""How near to its best each part of a first guess comes, and the part of its time before cover comes first."""

COVER_SHARE, CHANGES_SHARE = 0.6, 0.8
"""The parts of the time that may go into cover, and into few changes; most plans need a fraction of them."""

HURRY_S, LEAST_WEEK_S = 6.0, 1.0
"""With less than this for a fortnight it is covered and no more, week by week; the least each of those weeks has."""

LEAST_S, EXPLAIN_S = 0.3, 4.0
"""Seconds every plan has for a first roster, and for saying why there are gaps."""


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


def _begun(model: Model, *, limits: Limits, report: Report | None, stop: Stop | None) -> list[Duty]:
    """A first roster, post by post or week by week, as a hint; empty for what is small enough."""
    share = replace(limits, seconds=limits.seconds * _guess_share(model))
    if model.local:
        start = by_home(model.problem, limits=share, stop=stop)
    else:
        start = _parts(model, limits=share, report=report, stop=stop)
    guess(model, start)
    return start


def _guess_share(model: Model) -> float:
    return HOME_SHARE if model.local else GUESS_SHARE


def _parts(model: Model, *, limits: Limits, report: Report | None, stop: Stop | None) -> list[Duty]:
    """Fair fortnights where there is time for each of them; and where those do not cover, weeks that only cover."""
    began, fair, days = time.perf_counter(), list[Duty](), model.problem.days
    timed = limits.effort is None and limits.seconds >= HURRY_S * days / FORTNIGHT.kept
    if timed and days <= FORTNIGHT.days:
        return fair
    if timed:
        fair = part_by_part(model.problem, FORTNIGHT, _each(report, stop), limits=limits, stop=stop)
        if not _short(model, fair):
            return fair
    left = replace(limits, seconds=max(0.0, limits.seconds - (time.perf_counter() - began)))
    bare = part_by_part(
        model.problem, WEEK, lambda p, share: _covered(p, limits=share, stop=stop), limits=left, stop=stop
    )
    return min((fair, bare), key=lambda duties: _short(model, duties))


def _short(model: Model, duties: list[Duty]) -> int:
    """Person-minutes these duties leave uncovered."""
    return sum(cell.span.minutes * missing for cell, missing in uncovered_cells(model.demand, duties))


def _each(report: Report | None, stop: Stop | None) -> Each:
    """Plans one part of many nearly to its best; after one that cannot be covered whole, cover comes first."""
    tried = [True]

    def part(problem: Problem, limits: Limits) -> list[Duty]:
        began = time.perf_counter()
        near = replace(limits, gap=max(limits.gap, PART_GAP), seconds=limits.seconds * AT_ONCE_SHARE)
        fair = _at_once(problem, limits=near, report=report, stop=stop) if tried[-1] else []
        if fair:
            return fair
        tried.append(False)
        left = replace(near, seconds=max(LEAST_WEEK_S, limits.seconds - (time.perf_counter() - began)))
        found = _solved(problem, old=None, limits=left, began=time.perf_counter(), report=report, stop=stop)
        return deal(found.model, found.best, limits=left)

    return part


def _at_once(problem: Problem, *, limits: Limits, report: Report | None, stop: Stop | None) -> list[Duty]:
    """Duties that cover everything and are fair, in one stage; none when no such roster was found."""
    model = Model(problem)
    soft = soft_costs(model)
    for part in (model.gaps_cost(), model.skills_cost()):
        model.cp.add(part.total == 0)
    model.cp.minimize(sum((part.total for part in soft), start=0))
    outcome = settled(model, Asked("fairness", {}), limits=limits, report=report, stop=stop)
    return deal(model, outcome, limits=limits) if outcome.found else []


def _covered(problem: Problem, *, limits: Limits, stop: Stop | None) -> list[Duty]:
    """Duties that cover a week, fair or not; a search of at least `LEAST_WEEK_S`, for the ones before go on from it."""
    limits = replace(limits, seconds=max(limits.seconds, LEAST_WEEK_S))
    model = Model(problem)
    model.cp.minimize(sum((part.total for part in (model.gaps_cost(), model.skills_cost())), start=0))
    outcome = search(model.cp, phase="week", limits=limits, stop=stop)
    return deal(model, outcome, limits=limits) if outcome.found else []


@dataclass(slots=True)
class _Stage:
    """One lexicographic step: what to minimise, and within how much of the time.

    `cover` is what the best costs nothing for, if anything can.
    """

    name: str
    parts: list[Part]
    until: float
    cover: list[Part] = field(default_factory=list)


@dataclass(slots=True)
class _Solved:
    """A model with the best found in it: the parts of its cost, the proven bound, when everything was covered."""

    model: Model
    best: Outcome
    parts: list[Part]
    bound: float
    first: float | None


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
    found = _solved(problem, old=old, limits=limits, began=began, report=report, stop=stop)
    dealt = deal(found.model, found.best, limits=limits, old=old or ())
    duties = evened(found.model, dealt, old=old or (), limits=limits)
    missing = missing_skills(found.model, duties)
    left = limits.seconds - (time.perf_counter() - began)
    return Roster(
        duties=tuple(duties),
        gaps=explain(found.model, duties, missing, limits=replace(limits, seconds=max(EXPLAIN_S, left)), stop=stop),
        costs=tuple((part.name, found.best.of(part.total)) for part in found.parts),
        bound=found.bound,
        ended=found.best.ended,
        seconds=time.perf_counter() - began,
        first_cover_s=found.first,
        loads=loads(problem, duties),
        derogations=derogations_used(problem, duties),
        changed=0 if old is None else changed_days(old, tuple(duties)),
    )


def _solved(
    problem: Problem,
    *,
    old: tuple[Duty, ...] | None,
    limits: Limits,
    began: float,
    report: Report | None,
    stop: Stop | None,
) -> _Solved:
    """Cover first, then few changes where there is an old roster, then fairness.

    Where cover cannot be proven in its time, cover and fairness go on together: what was found is no promise then.
    """
    model = Model(problem)
    cover = [model.gaps_cost(), model.skills_cost()]
    change = [] if old is None else [changes(model, old)]
    soft = soft_costs(model)
    start = list(old) if old is not None else _begun(model, limits=limits, report=report, stop=stop)
    ask = _Asking(model, limits, began, report, stop, decisions(model, start), old or ())
    first = ask.stage(_first(model, cover, change))
    if first is None:
        raise RosterError("pinned duties and rest rules contradict each other, or time ran out.", field="pinned")
    uncovered = sum(first.of(part.total) for part in cover)
    covered = first.covered or time.perf_counter() if uncovered == 0 else None
    open_ = old is None and limits.effort is None and first.ended == "time"
    if not open_:
        ask.keep(cover, first)
        ask.keep(change, first)
    best, bound = first, first.bound if not change else uncovered * float(first.ended == "proven")
    parts = [*cover, *soft] if open_ else soft
    if fair := ask.stage(_Stage("fairness", parts, 1.0)):
        best = fair if open_ else _weakest(best, fair)
        bound = max(bound, fair.bound) if open_ else bound + fair.bound
    if covered is None and not sum(best.of(part.total) for part in cover):
        covered = best.covered or time.perf_counter()
    return _Solved(model, best, [*cover, *soft], bound, None if covered is None else covered - began)


def _first(model: Model, cover: list[Part], change: list[Part]) -> _Stage:
    """Cover; and with an old roster the fewest changes at once, worth less together than the least thing uncovered."""
    if not change:
        # A long roster that does not cover after its first guess is worked on as a whole at once.
        return _Stage("cover", cover, COVER_SHARE if model.problem.days <= FORTNIGHT.days else _guess_share(model))
    every = 1 + len(model.problem.people) * (model.problem.days + 2)
    dear = [Part(part.name, [(every * weight, term) for weight, term in part.terms]) for part in cover]
    return _Stage("changes", [*dear, *change], CHANGES_SHARE, cover)


def _weakest(before: Outcome, after: Outcome) -> Outcome:
    """Only as good as its weakest step: a fair roster that is not proven to cover all it could is not proven."""
    return after if before.ended == "proven" else replace(after, ended=before.ended)


@dataclass(slots=True)
class _Asking:
    """One model asked several questions, each from the answer before."""

    model: Model
    limits: Limits
    began: float
    report: Report | None
    stop: Stop | None
    decided: Decided
    old: tuple[Duty, ...] = ()
    cancelled: bool = False

    def stage(self, stage: _Stage) -> Outcome | None:
        """The best for one stage; None when there is no time left for it, or nothing was found."""
        left = self.limits.seconds * stage.until - (time.perf_counter() - self.began)
        first = stage.name != "fairness"
        if not stage.parts or (not first and (left <= 0 or self.cancelled)):
            return None
        self.model.cp.minimize(sum(part.total for part in stage.parts))
        effort = self.limits.effort if stage.name != "fairness" else self.limits.fair_effort or self.limits.effort
        workers = 1 if stage.name == "cover" else self.limits.workers
        share = replace(self.limits, seconds=max(left, LEAST_S), workers=workers, effort=effort)
        asked = Asked(stage.name, self.decided, self.old, covering(self.model, stage.cover) if stage.cover else None)
        outcome = settled(self.model, asked, limits=share, report=self.report, stop=self.stop)
        if first and not outcome.found and outcome.ended != "proven":
            outcome = _from_nothing(self.model, self.limits) or outcome
        return self._taken(outcome) if outcome.found else None

    def _taken(self, outcome: Outcome) -> Outcome:
        self.cancelled = outcome.ended == "cancelled"
        _hint(self.model, outcome)
        self.decided = {index: outcome.values[index] for index in places(self.model)}
        return outcome

    def keep(self, parts: list[Part], outcome: Outcome) -> None:
        """From now on these parts cost no more than they do now."""
        if parts:
            total = sum(part.total for part in parts)
            self.model.cp.add(total <= outcome.of(total))


def _from_nothing(model: Model, limits: Limits) -> Outcome | None:
    """The empty roster (with what is pinned), when the limits were too narrow to find any; None: there is none."""
    pinned = {(d.person, d.span) for d in model.problem.pinned}
    return completed(model, {x.index: int(key in pinned) for key, x in model.work.items()}, limits)


def _hint(model: Model, outcome: Outcome) -> None:
    model.cp.clear_hints()  # type: ignore[no-untyped-call]
    model.cp.proto.solution_hint.vars.extend(range(len(outcome.values)))
    model.cp.proto.solution_hint.values.extend(outcome.values)


def _check_pins(problem: Problem) -> None:
    people = {p.id: p for p in problem.people}
    for duty in problem.pinned:
        others = [d for d in problem.pinned if d.person == duty.person and d != duty]
        found = objections(problem, people[duty.person], duty, others=others)
        if found:
            sentence = f"pinned: {duty.person} at {duty.post} breaks {found[0].code}."
            raise RosterError(sentence, field="pinned", subject=duty.person)
