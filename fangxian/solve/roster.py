"""Rosters on a file. Moments are local times without a zone, clock times "HH:MM", lengths hours."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from fangxian.calc.roster import Limits, Problem, plan, replan, shapes
from fangxian.calc.roster import problem as asked
from fangxian.calc.roster.nrp import read as read_nrp
from fangxian.calc.roster.nrp import solve as solve_nrp
from fangxian.calc.roster.problem import DAY, HOUR, RosterError
from fangxian.calc.roster.result import Gap, Roster
from fangxian.calc.windows import Span

Clock = str
MOST_DAYS = 400
Hours = Annotated[float, Field(le=10_000)]
People = Annotated[int, Field(le=10_000)]
Weight = Annotated[int, Field(ge=-100_000, le=100_000)]
Cost = Annotated[int, Field(ge=0, le=100_000)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Stretch(_Part):
    """From a moment up to another."""

    since: datetime
    until: datetime


class DutyPart(_Part):
    """One person at one post."""

    person: str
    post: str
    start: datetime
    end: datetime


class PersonPart(_Part):
    """One member of the team; `past` is duty before the first day, `pregnant_month` 0 when not pregnant."""

    id: str = Field(min_length=1)
    name: str = ""
    skills: tuple[str, ...] = ()
    trainings: tuple[str, ...] = ()
    age: int | None = None
    pregnant_month: int = 0
    nursing_month: int | None = None
    no_night: bool = False
    max_weekly_h: Hours | None = None
    unavailable: tuple[Stretch, ...] = ()
    never: tuple[str, ...] = ()
    home_post: str = ""
    past: tuple[DutyPart, ...] = ()


class NeedPart(_Part):
    """So many people between two clock times, on the named days (0 is the first) or daily."""

    start: Clock
    end: Clock
    people: People
    days: tuple[int, ...] | None = None
    some: dict[str, People] = {}


class PatternPart(_Part):
    """A shift that may be used: when it starts, and how many hours it lasts."""

    start: Clock
    hours: Hours


class PostPart(_Part):
    """A place to be staffed; without patterns a need is cut into equal shifts."""

    id: str = Field(min_length=1)
    name: str = ""
    needs: tuple[NeedPart, ...] = ()
    patterns: tuple[PatternPart, ...] = ()
    skills: tuple[str, ...] = ()
    trainings: tuple[str, ...] = ()
    some: dict[str, People] = {}
    captain: bool = False
    min_team: int = 1
    min_age: int = 0
    outdoor: bool = False


class WishPart(_Part):
    """Rather work (weight above 0) or rather not (below) on a day, or in the shift from `start`."""

    person: str
    day: int
    weight: Weight
    start: Clock | None = None


class DerogationPart(_Part):
    """Shorter rest for one person by a named decision, with an end and the rest given back."""

    person: str
    since: datetime
    until: datetime
    rest_h: Hours
    decided_by: str
    reason: str
    compensation: Stretch


class RulesPart(_Part):
    """Rest as the governing rule pack has it; hours."""

    min_rest_h: Hours = 11
    max_weekly_h: Hours = 48
    max_daily_h: Hours = 8
    max_shift_h: Hours = 8
    max_nights_in_row: People = 3
    max_days_in_row: People = 6
    days_off_per_7: People = 1
    weekly_rest_h: Hours = 24
    night_min_h: Hours = 3
    derogation_rest_h: Hours = 8
    overtime_above_h: Hours = 40
    max_cold_h: Hours = 4


class WeightsPart(_Part):
    """What each unmet wish costs; only their proportions matter."""

    uncovered_hour: Cost = 125
    missing_skill_hour: Cost = 50
    night: Cost = 20
    weekend: Cost = 10
    early: Cost = 5
    hours: Cost = 2
    lone_day_off: Cost = 2
    wish: Cost = 1
    away: Cost = 0


class Input(_Part):
    """A roster asked for. With `old` it is mended with the fewest changes; `extra` adds people who are not there yet.

    `plain` is filled by itself from a plain planning file (shifts, posts, people, unavail, wish); `nrp` holds a
    public instance in its text format.
    """

    first_day: date = date(2020, 1, 27)
    days: int = Field(default=7, le=MOST_DAYS)
    people: tuple[PersonPart, ...] = ()
    posts: tuple[PostPart, ...] = ()
    rules: RulesPart = RulesPart()
    weights: WeightsPart = WeightsPart()
    wishes: tuple[WishPart, ...] = ()
    pinned: tuple[DutyPart, ...] = ()
    derogations: tuple[DerogationPart, ...] = ()
    cold_days: tuple[int, ...] = ()
    old: tuple[DutyPart, ...] | None = None
    extra: tuple[PersonPart, ...] = ()
    plain: dict[str, Any] | None = None
    nrp: str = ""

    @model_validator(mode="before")
    @classmethod
    def _from_plain(cls, data: Any) -> Any:
        return {"plain": data} if isinstance(data, dict) and shapes.is_shape(data) else data


class GapPart(_Part):
    """A place that stays short: when, by how many, why, what keeps people away, and the cheapest repairs first."""

    post: str
    start: datetime
    end: datetime
    missing: int
    skill: str
    reasons: tuple[dict[str, Any], ...]
    people: dict[str, int]
    repairs: tuple[dict[str, Any], ...]


class LoadPart(_Part):
    """What one person does in all these days."""

    person: str
    hours: float
    shifts: int
    nights: int
    weekend_days: int
    early_starts: int
    outdoor_h: float
    days_off: int
    longest_row: int
    shortest_rest_h: float | None


class Output(_Part):
    """A roster: duties, cost by part, a proven bound (no roster costs less), gaps with reasons, fairness figures.

    `ended` is proven, gap, time or cancelled. `lines` answers a public instance: the shift of every day.
    """

    duties: tuple[DutyPart, ...] = ()
    cost: int
    costs: dict[str, int] = {}
    bound: float
    gap: float
    ended: str
    covered: bool = True
    gaps: tuple[GapPart, ...] = ()
    fairness: tuple[LoadPart, ...] = ()
    changed: int = 0
    first_cover_s: float | None = None
    seconds: float
    lines: dict[str, tuple[str, ...]] = {}


def solve(data: Input, *, seconds: float, seed: int) -> Output:
    """Raises `RosterError`, whose sentence names the field and the person or post."""
    limits = Limits(seconds=seconds, seed=seed)
    if data.nrp:
        return _solve_nrp(data.nrp, limits)
    problem = shapes.problem_of(data.plain) if data.plain is not None else problem_of(data)
    if data.old is None:
        return _output(problem, plan(problem, limits=limits))
    old = tuple(_duty(d, problem.first_day) for d in data.old)
    return _output(problem, replan(problem, old, limits=limits))


def problem_of(data: Input) -> Problem:
    """The planner's problem of an input."""
    first = data.first_day
    return Problem(
        first_day=first,
        days=data.days,
        people=tuple(_person(p, first) for p in (*data.people, *data.extra)),
        posts=tuple(_post(p) for p in data.posts),
        rules=asked.Rules(**data.rules.model_dump()),
        wishes=tuple(
            asked.Wish(w.person, w.day, w.weight, None if w.start is None else _minute(w.start, w.person))
            for w in data.wishes
        ),
        pinned=tuple(_duty(d, first) for d in data.pinned),
        derogations=tuple(_derogation(d, first) for d in data.derogations),
        weights=asked.Weights(**data.weights.model_dump()),
        cold_days=frozenset(data.cold_days),
    )


def _person(part: PersonPart, first: date) -> asked.Person:
    values = part.model_dump(exclude={"skills", "trainings", "never", "unavailable", "past"})
    return asked.Person(
        **values,
        skills=frozenset(part.skills),
        trainings=frozenset(part.trainings),
        never=frozenset(part.never),
        unavailable=tuple(Span(_from(first, s.since), _from(first, s.until)) for s in part.unavailable),
        past=tuple(_duty(d, first) for d in part.past),
    )


def _post(part: PostPart) -> asked.Post:
    values = part.model_dump(exclude={"needs", "patterns", "skills", "trainings", "some"})
    return asked.Post(
        **values,
        needs=tuple(_need(need, part.id) for need in part.needs),
        patterns=tuple(asked.Pattern(_minute(p.start, part.id), round(p.hours * HOUR)) for p in part.patterns),
        skills=frozenset(part.skills),
        trainings=frozenset(part.trainings),
        some=tuple(part.some.items()),
    )


def _need(part: NeedPart, post: str) -> asked.Need:
    start, end = _minute(part.start, post), _minute(part.end, post)
    days = None if part.days is None else frozenset(part.days)
    return asked.Need(start, end if end > start else end + DAY, part.people, days, tuple(part.some.items()))


def _derogation(part: DerogationPart, first: date) -> asked.Derogation:
    given = Span(_from(first, part.compensation.since), _from(first, part.compensation.until))
    return asked.Derogation(
        part.person,
        _from(first, part.since),
        _from(first, part.until),
        part.rest_h,
        part.decided_by,
        part.reason,
        given,
    )


def _duty(part: DutyPart, first: date) -> asked.Duty:
    return asked.Duty(part.person, part.post, _from(first, part.start), _from(first, part.end))


def _from(first: date, moment: datetime) -> int:
    midnight = datetime.combine(first, datetime.min.time())
    return round((moment.replace(tzinfo=None) - midnight).total_seconds() / 60)


def _at(first: date, minutes: int) -> datetime:
    return datetime.combine(first, datetime.min.time()) + timedelta(minutes=minutes)


def _minute(clock: Clock, subject: str) -> int:
    hours, _, minutes = clock.partition(":")
    if (
        clock.isascii()
        and hours.isdigit()
        and minutes.isdigit()
        and int(minutes) < HOUR
        and int(hours) * HOUR + int(minutes) <= DAY
    ):
        return (int(hours) * HOUR + int(minutes)) % DAY
    raise RosterError(f"start or end of {subject}: {clock!r} is no time of day.", field="start", subject=subject)


def _output(problem: Problem, roster: Roster) -> Output:
    first = problem.first_day
    return Output(
        duties=tuple(
            DutyPart(person=d.person, post=d.post, start=_at(first, d.start), end=_at(first, d.end))
            for d in roster.duties
        ),
        cost=roster.cost,
        costs=dict(roster.costs),
        bound=roster.bound,
        gap=roster.gap,
        ended=roster.ended,
        covered=roster.covered,
        gaps=tuple(_gap(gap, first) for gap in roster.gaps),
        fairness=tuple(
            LoadPart(**{name: getattr(load, name) for name in LoadPart.model_fields}) for load in roster.loads
        ),
        changed=roster.changed,
        first_cover_s=roster.first_cover_s,
        seconds=roster.seconds,
    )


def _gap(gap: Gap, first: date) -> GapPart:
    return GapPart(
        post=gap.post,
        start=_at(first, gap.span.start),
        end=_at(first, gap.span.end),
        missing=gap.missing,
        skill=gap.skill,
        reasons=tuple({"code": o.code, **dict(o.params)} for o in gap.reasons),
        people=dict(gap.people),
        repairs=tuple({"code": r.code, **dict(r.params)} for r in gap.repairs),
    )


def _solve_nrp(text: str, limits: Limits) -> Output:
    found = solve_nrp(read_nrp(text), limits=limits)
    gap = (found.cost - found.bound) / found.cost if found.cost > found.bound else 0.0
    return Output(
        cost=found.cost, bound=found.bound, gap=gap, ended=found.ended, seconds=found.seconds, lines=dict(found.lines)
    )


def _nrp(text: str) -> Input:
    read_nrp(text)
    return Input(nrp=text)


FORMATS: dict[str, Callable[[str], Input]] = {"nrp": _nrp}
