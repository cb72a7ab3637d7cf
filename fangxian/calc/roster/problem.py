"""What a roster is asked for: people, posts, rest rules, wishes. Plain values, minutes, no Django.

Every moment is a whole number of minutes after midnight of `Problem.first_day`; moments before it are
negative. A caller with aware datetimes converts at the edge, so a roster is the same in every time zone.
"""

from dataclasses import dataclass, field, replace
from datetime import date

from fangxian.calc.windows import Span, touch

DAY = 1440
HOUR = 60


class RosterError(ValueError):
    """Input that cannot be planned with. One sentence; `field` and `subject` name the place to put right."""

    def __init__(self, sentence: str, *, field: str, subject: str = "") -> None:
        super().__init__(sentence)
        self.field = field
        self.subject = subject


@dataclass(frozen=True, slots=True)
class Rules:
    """Rest, as one rule pack sees it (domain-rules H-01 to H-05). Hours are hours, never broken.

    A night is a shift with at least `night_min_h` hours between `night_from` and `night_until` (minutes of
    the day). No derogation may go below `derogation_rest_h`. A day off is a whole calendar day without a
    minute of duty; `weekly_rest_h` asks for that much rest around one. From the named month of a pregnancy,
    and while a child younger than so many months is nursed, there is no night work and no hour beyond
    `overtime_above_h` a week (H-02). On a cold day nobody stands outdoors longer than `max_cold_h` at a time.
    """

    min_rest_h: float
    max_weekly_h: float
    max_daily_h: float
    max_shift_h: float
    max_nights_in_row: int
    max_days_in_row: int
    days_off_per_7: int = 1
    weekly_rest_h: float = 24
    night_from: int = 22 * HOUR
    night_until: int = 30 * HOUR
    night_min_h: float = 3
    early_before: int = 7 * HOUR
    derogation_rest_h: float = 8
    no_night_from_pregnant_month: int = 7
    no_night_until_nursing_month: int = 12
    overtime_above_h: float = 40
    max_cold_h: float = 4


@dataclass(frozen=True, slots=True)
class Duty:
    """One person at one post from start to end."""

    person: str
    post: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        """When it is."""
        return Span(self.start, self.end)

    @property
    def day(self) -> int:
        """The day it starts on; a duty belongs to that day."""
        return self.start // DAY


@dataclass(frozen=True, slots=True)
class Person:
    """One member of the team.

    `past` is duty already done or fixed before this plan (post may be empty); rest, nights and days in a row
    go on counting from it. `never` names posts this person may not be given,
    `barred` the very shifts. `pregnant_month` counts from 1
    (0: not pregnant), `nursing_month` is the age in months of a child nursed.
    """

    id: str
    name: str = ""
    skills: frozenset[str] = frozenset()
    trainings: frozenset[str] = frozenset()
    age: int | None = None
    no_night: bool = False
    max_weekly_h: float | None = None
    unavailable: tuple[Span, ...] = ()
    barred: frozenset[Span] = frozenset()
    never: frozenset[str] = frozenset()
    home_post: str = ""
    pregnant_month: int = 0
    nursing_month: int | None = None
    past: tuple[Duty, ...] = ()


@dataclass(frozen=True, slots=True)
class Pattern:
    """A shift a post may use: minute of the day it starts and how long it lasts."""

    start: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Need:
    """So many people from `start` to `end` (minutes of the day, may pass midnight), on `days` or daily.

    `some` asks for people with a skill among them in this window alone, on top of what the post always asks.
    """

    start: int
    end: int
    people: int
    days: frozenset[int] | None = None
    some: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Post:
    """A place and function that must be staffed.

    `skills` and `trainings` are asked of everybody there; `some` asks for that many people with a skill
    among those on the shift (one driver, one medic), a captain likewise; fewer than `min_team` people are
    never left there.
    """

    id: str
    name: str = ""
    needs: tuple[Need, ...] = ()
    patterns: tuple[Pattern, ...] = ()
    skills: frozenset[str] = frozenset()
    trainings: frozenset[str] = frozenset()
    some: tuple[tuple[str, int], ...] = ()
    captain: bool = False
    min_team: int = 1
    min_age: int = 0
    outdoor: bool = False

    @property
    def wanted(self) -> tuple[tuple[str, int], ...]:
        """Skills wanted among those on a shift, the captain's included."""
        return (*self.some, ("captain", 1)) if self.captain else self.some

    def wants(self, span: Span) -> tuple[tuple[str, int], ...]:
        """Skills wanted among those on this very shift."""
        found = dict(self.wanted)
        for need in (need for need in self.needs if need.some):
            days = range(span.start // DAY - 1, span.end // DAY + 1)
            asked = (day for day in days if need.days is None or day in need.days)
            if any(touch(span, Span(day * DAY + need.start, day * DAY + need.end)) for day in asked):
                found |= {skill: max(wanted, found.get(skill, 0)) for skill, wanted in need.some}
        return tuple(found.items())


@dataclass(frozen=True, slots=True)
class Wish:
    """A person would like (`weight` > 0) or rather not (< 0) to work a day, or a shift from `start`."""

    person: str
    day: int
    weight: int
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Derogation:
    """Reduced rest for one person in an emergency: by name, with an end, and with the rest given back.

    `compensation` is the rest owed, already scheduled: the person has no duty in it.
    """

    person: str
    start: int
    end: int
    rest_h: float
    decided_by: str
    reason: str
    compensation: Span


@dataclass(frozen=True, slots=True)
class Weights:
    """What a soft wish costs when it is not met. Only their proportions matter.

    `away` is paid for every duty of somebody with a home post at another post.
    """

    uncovered_hour: int = 125
    missing_skill_hour: int = 50
    night: int = 20
    weekend: int = 10
    early: int = 5
    hours: int = 2
    lone_day_off: int = 2
    wish: int = 1
    away: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """A roster asked for: `days` days from `first_day`. `pinned` duties stay exactly as they are."""

    first_day: date
    days: int
    people: tuple[Person, ...]
    posts: tuple[Post, ...]
    rules: Rules
    wishes: tuple[Wish, ...] = ()
    pinned: tuple[Duty, ...] = ()
    derogations: tuple[Derogation, ...] = ()
    weights: Weights = field(default_factory=Weights)
    cold_days: frozenset[int] = frozenset()

    @property
    def horizon(self) -> Span:
        """All the days asked for."""
        return Span(0, self.days * DAY)

    def without(self, *people: str) -> "Problem":
        """The same problem with these people gone, and everything said about them."""
        gone = frozenset(people)
        return replace(
            self,
            people=tuple(p for p in self.people if p.id not in gone),
            wishes=tuple(w for w in self.wishes if w.person not in gone),
            pinned=tuple(d for d in self.pinned if d.person not in gone),
            derogations=tuple(d for d in self.derogations if d.person not in gone),
        )


@dataclass(frozen=True, slots=True)
class Limits:
    """How hard to try. Same seed, workers and effort: the same roster, unless `seconds` is what ends it.

    `effort` counts the solver's own deterministic work units (about a second each); None leaves only the
    clock. `fair_effort` is another number of them for the fairness of a roster that covers already. `gap` ends the
    search when cost is proven within this share of the best possible.
    """

    seconds: float = 30
    seed: int = 1
    workers: int = 2
    effort: float | None = None
    fair_effort: float | None = None
    gap: float = 0.0
