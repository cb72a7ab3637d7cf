"""When everything of a deliverer's trips happens: as early as windows allow, and nobody waits at the first door."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from fangxian.calc.routes.problem import Deliverer, Stop
from fangxian.calc.routes.result import Trip, Visit
from fangxian.calc.routes.ways import Ways


@dataclass(frozen=True, slots=True)
class Timed:
    """Trips that keep every window and are back in time, and the stops that had to be left out for it."""

    trips: tuple[Trip, ...]
    left: tuple[Stop, ...]


def timed(
    ways: Ways, deliverer: Deliverer, loads: Sequence[Sequence[Stop]], *, since: int, until: int, urgent: bool
) -> Timed:
    """One trip after the other from `since`, back by `until`."""
    trips, left, now = list[Trip](), list[Stop](), since
    for stops in loads:
        trip, missed = _trip(ways, deliverer, stops, now=now, until=until, urgent=urgent)
        left += missed
        if trip:
            trips.append(trip)
            now = trip.returns
    return Timed(tuple(trips), tuple(left))


def _trip(
    ways: Ways, deliverer: Deliverer, stops: Sequence[Stop], *, now: int, until: int, urgent: bool
) -> tuple[Trip | None, list[Stop]]:
    seconds = ways.seconds(deliverer.speed_m_s)
    visits, served, left = list[Visit](), list[Stop](), list[Stop]()
    at, here = now + deliverer.loading_s, 0
    for stop in stops:
        row = ways.at[stop.id]
        arrives = at + int(seconds[here, row])
        begins = max(arrives, stop.window[0])
        back = begins + stop.service_s + int(seconds[row, 0])
        if begins > stop.window[1] or back > until:
            left.append(stop)
            continue
        visits.append(Visit(stop.id, arrives, begins, begins + stop.service_s))
        served.append(stop)
        at, here = begins + stop.service_s, row
    if not visits:
        return None, left
    first = visits[0]
    out = int(seconds[0, ways.at[first.stop]])
    visits[0] = Visit(first.stop, first.begins, first.begins, first.ends)
    rows = [0, *(ways.at[stop.id] for stop in served), 0]
    metres = sum(float(ways.metres[a, b]) for a, b in pairwise(rows))
    trip = Trip(
        urgent=urgent,
        leaves=first.begins - out,
        returns=at + int(seconds[here, 0]),
        visits=tuple(visits),
        load=sum(stop.load for stop in served),
        metres=metres,
    )
    return trip, left
