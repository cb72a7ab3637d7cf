"""One queue of deliveries for PyVRP: who is free when, what each way costs them, and the trips that come back."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from pyvrp import Activity, ActivityType, Client, Depot, Location, ProblemData, Route, Solution, VehicleType
from pyvrp.constants import MAX_SIZE

from fangxian.calc.routes.engine import Stop as Ended
from fangxian.calc.routes.engine import search
from fangxian.calc.routes.problem import Deliverer, Limits, Problem, Stop
from fangxian.calc.routes.result import Trip
from fangxian.calc.routes.timing import timed
from fangxian.calc.routes.ways import Ways, Whole

FAR = int(np.iinfo(np.int64).max)
"""PyVRP's word for no limit."""

PRIZE = 10_000_000
"""Seconds of walking a stop is worth: no way is too far to bring something to a door."""


@dataclass(frozen=True, slots=True)
class Free:
    """A stretch in which a deliverer can be out."""

    deliverer: Deliverer
    since: int
    until: int


@dataclass(frozen=True, slots=True)
class Queue:
    """The stops of one kind, and who can be out for them."""

    problem: Problem
    ways: Ways
    stops: tuple[Stop, ...]
    free: tuple[Free, ...]
    urgent: bool


@dataclass(frozen=True, slots=True)
class Served:
    """The trips of a queue by deliverer, and the stops nobody serves."""

    trips: dict[str, tuple[Trip, ...]]
    left: tuple[Stop, ...]

    @property
    def metres(self) -> float:
        """The whole way."""
        return sum(trip.metres for trips in self.trips.values() for trip in trips)

    def deliverer_of(self) -> dict[str, str]:
        """Who serves each stop."""
        return {v.stop: who for who, trips in self.trips.items() for trip in trips for v in trip.visits}


def serve(
    queue: Queue, *, limits: Limits, change_s: int = 0, most_s: int | None = None, stop: Ended | None = None
) -> Served:
    """The shortest way round within the limits.

    A stop that goes to another deliverer than before costs `change_s` more; nobody works (walks and hands over)
    longer than `most_s`.
    """
    if not queue.stops or not queue.free:
        return Served({}, queue.stops)
    data = _data(queue, change_s=change_s, most_s=most_s)
    begin = _as_before(queue, data) if change_s else None
    return _served(queue, search(data, limits=limits, begin=begin, stop=stop))


def _data(queue: Queue, *, change_s: int, most_s: int | None) -> ProblemData:
    """One vehicle type for each free stretch; deliverers who load equally long share a depot."""
    loading = sorted({free.deliverer.loading_s for free in queue.free})
    profiles = list(dict.fromkeys(_profile(free.deliverer, change_s) for free in queue.free))
    rows = np.array([0, *(queue.ways.at[stop.id] for stop in queue.stops)])
    walks = [queue.ways.seconds(speed)[np.ix_(rows, rows)] for speed, _ in profiles]
    costs = [_costs(queue, walk, who, change_s) for walk, (_, who) in zip(walks, profiles, strict=True)]
    kinds = [
        VehicleType(
            capacity=[free.deliverer.capacity],
            start_depot=(depot := loading.index(free.deliverer.loading_s)),
            end_depot=depot,
            reload_depots=[depot],
            tw_early=free.since,
            tw_late=free.until,
            profile=profiles.index(_profile(free.deliverer, change_s)),
            max_reloads=MAX_SIZE if free.deliverer.trips is None else free.deliverer.trips - 1,
            max_distance=FAR if most_s is None else most_s,
        )
        for free in queue.free
    ]
    clients = [
        Client(
            place,
            delivery=[stop.load],
            service_duration=stop.service_s,
            tw_early=stop.window[0],
            tw_late=stop.window[1],
            prize=PRIZE,
            required=False,
        )
        for place, stop in enumerate(queue.stops, start=1)
    ]
    depots = [Depot(0, service_duration=seconds) for seconds in loading]
    places = [Location(0, 0) for _ in range(len(rows))]
    return ProblemData(places, clients, depots, kinds, costs, walks)  # type: ignore[arg-type]


def _as_before(queue: Queue, data: ProblemData) -> Solution:
    """Everybody with the stops they had, in the order they had them; nobody with the others yet."""
    row = {stop.id: at for at, stop in enumerate(queue.stops)}
    mine: dict[str, list[int]] = {}
    for stop, who in queue.problem.keep.items():
        if stop in row:
            mine.setdefault(who, []).append(row[stop])
    routes = []
    for kind, free in enumerate(queue.free):
        stops = mine.pop(free.deliverer.id, [])
        if stops:
            routes.append(Route(data, _activities(queue, free, stops, data.vehicle_type(kind).start_depot), kind))
    return Solution(data, routes)


def _activities(queue: Queue, free: Free, stops: list[int], depot: int) -> list[Activity]:
    """Trips as full as they get, in this order."""
    found, carried, trips = list[Activity](), 0, 1
    for at in stops:
        load = queue.stops[at].load
        if carried + load > free.deliverer.capacity and carried and trips != free.deliverer.trips:
            found.append(Activity(ActivityType.DEPOT, depot))
            carried, trips = 0, trips + 1
        found.append(Activity(ActivityType.CLIENT, at))
        carried += load
    return found


def _profile(deliverer: Deliverer, change_s: int) -> tuple[float, str]:
    """Ways differ by speed, and by person where changing hands costs something."""
    return deliverer.speed_m_s, deliverer.id if change_s else ""


def _costs(queue: Queue, walk: Whole, who: str, change_s: int) -> Whole:
    """What each way costs: walking, handing over at its end, and changing hands."""
    more = [stop.service_s for stop in queue.stops]
    if who:
        here = {free.deliverer.id for free in queue.free}
        keep = queue.problem.keep
        for at, stop in enumerate(queue.stops):
            if keep.get(stop.id, who) != who and keep[stop.id] in here:
                more[at] += change_s
    found = walk + np.array([0, *more], dtype=np.int64)[None, :]
    np.fill_diagonal(found, 0)
    return found


def _served(queue: Queue, solution: Solution) -> Served:
    trips: dict[str, tuple[Trip, ...]] = {}
    for route in solution.routes():
        free = queue.free[route.vehicle_type()]
        loads: list[list[Stop]] = []
        for step in route:
            if step.is_depot():
                loads.append([])
            else:
                loads[-1].append(queue.stops[step.idx])
        done = timed(
            queue.ways, free.deliverer, _carried(loads, free.deliverer), since=free.since, until=free.until,
            urgent=queue.urgent,
        )  # fmt: skip
        if done.trips:
            trips[free.deliverer.id] = trips.get(free.deliverer.id, ()) + done.trips
    reached = {visit.stop for all_trips in trips.values() for trip in all_trips for visit in trip.visits}
    return Served(trips, tuple(stop for stop in queue.stops if stop.id not in reached))


def _carried(loads: Sequence[Sequence[Stop]], deliverer: Deliverer) -> list[list[Stop]]:
    """Trips without what does not fit: a search that found nothing feasible may hand back more than one can carry."""
    found = list[list[Stop]]()
    for load in loads:
        fits, carried = list[Stop](), 0
        for stop in load:
            if carried + stop.load <= deliverer.capacity:
                fits.append(stop)
                carried += stop.load
        found.append(fits)
    return found
