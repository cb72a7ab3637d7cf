"""Plans deliveries, and plans them again when somebody drops out or a need is added."""

import time
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from fangxian.calc.routes.checks import check
from fangxian.calc.routes.engine import Stop as Ended
from fangxian.calc.routes.explain import explain, hopeless
from fangxian.calc.routes.problem import Limits, Problem, Stop
from fangxian.calc.routes.queue import Free, Queue, Served, serve
from fangxian.calc.routes.result import Plan, Tour, Trip, Unmet
from fangxian.calc.routes.ways import Ways, ways_of

KEEP_S = (1200, 240, 60)
"""What a change of hands costs in seconds of walking, tried from the dearest until the way grows little enough."""

NEVER_S = 100_000
"""What a change of hands costs when few changes come before short ways."""

GUESS, FREE = 0.15, 0.45
"""Parts of the effort that go into guessing the work in all, and into the shortest way; the rest keeps households."""


def plan(problem: Problem, *, limits: Limits, stop: Ended | None = None) -> Plan:
    """Tours for everybody: urgent stops on trips of their own first, then the others. Raises `RouteError`."""
    return _planned(problem, limits, stop, change_s=KEEP_S)


def replan(
    problem: Problem,
    old: Mapping[str, str],
    *,
    now: int,
    done: frozenset[str] = frozenset(),
    limits: Limits,
    stop: Ended | None = None,
) -> Plan:
    """What is left to bring from `now` on, with the fewest stops changing hands; `done` stops stay as they are.

    `old` says who was to bring what; `problem` is what holds now: people gone taken out, new needs put in. Everybody
    starts from the base. Raises `RouteError`.
    """
    left = replace(
        problem,
        stops=tuple(stop for stop in problem.stops if stop.id not in done),
        deliverers=tuple(
            replace(one, since=max(one.since, now)) for one in problem.deliverers if one.until > max(one.since, now)
        ),
        keep=dict(old),
        balance=None,
    )
    return _planned(left, limits, stop, change_s=(NEVER_S,))


def _planned(problem: Problem, limits: Limits, stop: Ended | None, *, change_s: tuple[int, ...]) -> Plan:
    began = time.perf_counter()
    check(problem)
    ways = ways_of(problem)
    lost = {each.stop: each for each in hopeless(problem, ways)}
    trips: dict[str, tuple[Trip, ...]] = {}
    left, shortest = list[Stop](), 0.0
    for urgent in (True, False):
        stops = tuple(s for s in problem.stops if s.urgent is urgent and s.id not in lost)
        queue = Queue(problem, ways, stops, tuple(_free(problem, trips)), urgent)
        served, metres = _queue(queue, _part(limits, len(stops) / max(1, len(problem.stops))), stop, change_s)
        shortest += metres
        left += served.left
        trips = {one.id: _in_order(trips.get(one.id, ()), served.trips.get(one.id, ())) for one in problem.deliverers}
    tours = tuple(Tour(one.id, trips.get(one.id, ())) for one in problem.deliverers)
    unmet = (*lost.values(), *(explain(problem, ways, tours, each) for each in left))
    return _plan(problem, tours, unmet, shortest, time.perf_counter() - began)


def _plan(problem: Problem, tours: tuple[Tour, ...], unmet: tuple[Unmet, ...], shortest: float, seconds: float) -> Plan:
    metres = sum(tour.metres for tour in tours)
    found = {stop: tour.deliverer for tour in tours for stop in tour.stops}
    before = {stop: problem.keep[stop] for stop in found if stop in problem.keep}
    kept = sum(found[stop] == who for stop, who in before.items())
    return Plan(tours, unmet, metres, min(shortest, metres), kept, len(before) - kept, seconds)


def _in_order(some: tuple[Trip, ...], more: tuple[Trip, ...]) -> tuple[Trip, ...]:
    return tuple(sorted((*some, *more), key=lambda trip: trip.leaves))


def _free(problem: Problem, trips: Mapping[str, tuple[Trip, ...]]) -> list[Free]:
    """The stretches left to everybody between the trips they make already."""
    found = list[Free]()
    for one in problem.deliverers:
        since = one.since
        for trip in trips.get(one.id, ()):
            if trip.leaves - one.loading_s > since:
                found.append(Free(one, since, trip.leaves - one.loading_s))
            since = trip.returns
        if one.until > since:
            found.append(Free(one, since, one.until))
    return found


def _queue(queue: Queue, limits: Limits, stop: Ended | None, change_s: tuple[int, ...]) -> tuple[Served, float]:
    """The trips of one queue, and the shortest way found without keeping anybody's households."""
    if not queue.stops:
        return Served({}, ()), 0.0
    if change_s == (NEVER_S,):
        kept = serve(queue, limits=limits, change_s=NEVER_S, stop=stop)
        return kept, kept.metres
    here = {one.deliverer.id for one in queue.free}
    keeps = any(queue.problem.keep.get(each.id) in here for each in queue.stops)
    free = _balanced(queue, _part(limits, FREE if keeps else 1.0), stop)
    if not keeps:
        return free, free.metres
    rest = _part(limits, (1.0 - FREE) / len(change_s))
    for each in change_s:
        kept = serve(queue, limits=rest, change_s=each, stop=stop)
        if len(kept.left) <= len(free.left) and kept.metres <= free.metres * (1 + queue.problem.keep_share):
            return kept, free.metres
    return free, free.metres


def _balanced(queue: Queue, limits: Limits, stop: Ended | None) -> Served:
    """The shortest way with nobody's work far above the fair share, unless that leaves more unmet."""
    people = {free.deliverer.id for free in queue.free}
    balance = queue.problem.balance
    if balance is None or len(people) < 2:
        return serve(queue, limits=limits, stop=stop)
    guess = serve(queue, limits=_part(limits, GUESS), stop=stop)
    work = _work(queue, queue.ways, guess)
    most = max(int(balance * sum(work) / len(people)), _largest(queue))
    fair = serve(queue, limits=_part(limits, 1 - GUESS), most_s=most, stop=stop)
    return fair if len(fair.left) <= len(guess.left) else guess


def _work(queue: Queue, ways: Ways, served: Served) -> list[int]:
    """Seconds everybody walks and hands over; waiting and loading are none."""
    service = {stop.id: stop.service_s for stop in queue.stops}
    speed = {free.deliverer.id: free.deliverer.speed_m_s for free in queue.free}
    found = []
    for who, trips in served.trips.items():
        seconds = ways.seconds(speed[who])
        rows = [[0, *(ways.at[visit.stop] for visit in trip.visits), 0] for trip in trips]
        walk = sum(int(seconds[a, b]) for way in rows for a, b in pairwise(way))
        found.append(walk + sum(service[visit.stop] for trip in trips for visit in trip.visits))
    return found


def _largest(queue: Queue) -> int:
    """The work of the farthest stop alone, for whoever is slowest."""
    seconds = queue.ways.seconds(min(free.deliverer.speed_m_s for free in queue.free))
    rows = [(queue.ways.at[stop.id], stop.service_s) for stop in queue.stops]
    return max(int(seconds[0, row] + seconds[row, 0]) + service for row, service in rows)


def _part(limits: Limits, share: float) -> Limits:
    effort = None if limits.effort is None else max(1, round(limits.effort * share))
    return replace(limits, seconds=limits.seconds * share if limits.effort is None else limits.seconds, effort=effort)
