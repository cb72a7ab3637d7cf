"""One community's day, from a pure picture to a pure plan: what a worker anywhere carries out, without a database.

Effort limits the search, not the clock: the same picture gives the same plan on any machine.
"""

import json
import traceback
from dataclasses import asdict, dataclass, replace
from typing import Any

from fangxian.calc import roster as duty
from fangxian.calc import routes

CLOCK_S = 600.0
"""So long a search may take on the slowest machine before the clock ends it after all."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard to try: the roster solver's work units for cover and for fairness, and the route search's iterations."""

    roster: float = 2.0
    fair: float = 0.5
    routes: int = 300


@dataclass(frozen=True, slots=True)
class Picture:
    """What is known of a community's day. No roster is asked for where one is in force or nobody is to stand.

    `rounds` are deliveries by the number of their needs round; `doors` the places due for disinfection; `checks`
    how many health checks are due.
    """

    code: str
    roster: duty.Problem | None = None
    rounds: tuple[tuple[int, routes.Problem], ...] = ()
    doors: tuple[routes.Door, ...] = ()
    checks: int = 0


@dataclass(frozen=True, slots=True)
class Tours:
    """Who brings which bags of a round, in order; bags no time was found for."""

    round: int
    tours: tuple[tuple[str, tuple[str, ...]], ...]
    unmet: tuple[str, ...]
    metres: int


@dataclass(frozen=True, slots=True)
class Planned:
    """A community's day, or in `fault` one sentence why there is none."""

    code: str
    fault: str = ""
    duties: tuple[duty.Duty, ...] = ()
    gaps: tuple[duty.Gap, ...] = ()
    costs: tuple[tuple[str, int], ...] = ()
    tours: tuple[Tours, ...] = ()
    walk: tuple[str, ...] = ()
    checks: int = 0

    def figures(self) -> dict[str, int]:
        """What was planned, in numbers."""
        return {
            "shifts": len(self.duties),
            "short": sum(gap.missing for gap in self.gaps),
            "bags": sum(len(bags) for each in self.tours for _, bags in each.tours),
            "unmet": sum(len(each.unmet) for each in self.tours),
            "places": len(self.walk),
            "checks": self.checks,
        }

    def as_json(self) -> str:
        """The whole plan as text; equal plans are equal byte for byte."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, default=_plain)


def planned(picture: Picture, effort: Effort) -> Planned:
    """Never raises: what goes wrong in one community is its own sentence, and the others go on."""
    try:
        return _planned(picture, effort)
    except (duty.RosterError, routes.RouteError) as fault:
        return Planned(picture.code, fault=str(fault))
    except Exception as fault:  # noqa: BLE001 - named in the plan instead
        where = traceback.extract_tb(fault.__traceback__)[-1].name
        return Planned(picture.code, fault=f"{type(fault).__name__} in {where}: {str(fault)[:200]}")


def _planned(picture: Picture, effort: Effort) -> Planned:
    made = Planned(picture.code, checks=picture.checks)
    if picture.roster is not None:
        limits = duty.Limits(seconds=CLOCK_S, workers=1, effort=effort.roster, fair_effort=effort.fair)
        found = duty.plan(picture.roster, limits=limits)
        made = replace(made, duties=found.duties, gaps=found.gaps, costs=found.costs)
    tours = tuple(_tours(number, asked, effort) for number, asked in picture.rounds)
    return replace(made, tours=tours, walk=tuple(door.id for door in routes.walking_order(picture.doors)))


def _tours(number: int, asked: routes.Problem, effort: Effort) -> Tours:
    made = routes.plan(asked, limits=routes.Limits(seconds=CLOCK_S, effort=effort.routes))
    return Tours(
        round=number,
        tours=tuple((tour.deliverer, tour.stops) for tour in made.tours if tour.stops),
        unmet=tuple(each.stop for each in made.unmet),
        metres=round(made.metres),
    )


def _plain(value: Any) -> Any:
    """Sets in the order of their members; everything else as it is written."""
    return sorted(value) if isinstance(value, set | frozenset) else str(value)
