"""What a planner answers: duties, cost by part, proven bound, fairness, and why there are gaps."""

from collections.abc import Callable
from dataclasses import dataclass

from fangxian.calc.roster.objections import Objection
from fangxian.calc.roster.problem import Duty
from fangxian.calc.windows import Span


@dataclass(frozen=True, slots=True)
class Load:
    """One person's week in figures. Hours are hours; the rest are counts of shifts or days."""

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


@dataclass(frozen=True, slots=True)
class Repair:
    """A way to close a gap: a code and its numbers, the cheapest first."""

    code: str
    params: tuple[tuple[str, str | int | float], ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """A post that stays short: from when to when, by how many, the binding reasons, and what would help.

    `skill` is empty when people are missing, and names the skill when only that is missing. `people` counts
    why each member of the team cannot come: {"weekly_hours": 9, "rest": 3, …}.
    """

    post: str
    span: Span
    missing: int
    reasons: tuple[Objection, ...]
    people: tuple[tuple[str, int], ...] = ()
    repairs: tuple[Repair, ...] = ()
    skill: str = ""


@dataclass(frozen=True, slots=True)
class Used:
    """A derogation that the roster really makes use of: who rests how long, and the rest given back."""

    person: str
    ends: int
    rest_h: float
    decided_by: str
    compensation: Span


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a running search is."""

    phase: str
    cost: float
    bound: float
    seconds: float


Report = Callable[[Progress], None]
Stop = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Roster:
    """A roster and everything it says about itself.

    `ended` is how the search ended: proven, gap (close enough), effort, time or cancelled. `bound` is
    proven: no roster costs less. `changed` counts changed person-days of a re-planning.
    """

    duties: tuple[Duty, ...]
    gaps: tuple[Gap, ...]
    costs: tuple[tuple[str, int], ...]
    bound: float
    ended: str
    seconds: float
    first_cover_s: float | None
    loads: tuple[Load, ...]
    derogations: tuple[Used, ...] = ()
    changed: int = 0

    @property
    def cost(self) -> int:
        """All parts together."""
        return sum(cost for _, cost in self.costs)

    @property
    def gap(self) -> float:
        """Share of the cost not yet proven necessary; 0 is proven best."""
        return 0.0 if self.cost <= self.bound else (self.cost - self.bound) / self.cost

    @property
    def covered(self) -> bool:
        """Is every post fully staffed, with every skill?"""
        return not self.gaps
