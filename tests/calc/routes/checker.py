"""An independent checker of delivery plans: walks every tour step by step, shares no code with the planner."""

from math import hypot
from typing import Any


def faults(problem: Any, plan: Any) -> list[str]:
    """Everything a plan breaks, as short sentences."""
    stops = {stop.id: stop for stop in problem.stops}
    people = {one.id: one for one in problem.deliverers}
    found = []
    seen: list[str] = []
    for tour in plan.tours:
        clock = people[tour.deliverer].since
        for trip in tour.trips:
            found += _trip(problem, people[tour.deliverer], trip, stops, clock)
            clock = trip.returns
            seen += [visit.stop for visit in trip.visits]
        found += _order(tour, people[tour.deliverer])
    unmet = [each.stop for each in plan.unmet]
    if sorted([*seen, *unmet]) != sorted(stops):
        found.append("a stop is lost, or stands there twice")
    found += [f"{each.stop} is unmet without a repair" for each in plan.unmet if not each.repairs]
    return found


def _order(tour: Any, person: Any) -> list[str]:
    found = []
    if person.trips is not None and len(tour.trips) > person.trips:
        found.append(f"{person.id} makes too many trips")
    if tour.trips and tour.trips[-1].returns > person.until:
        found.append(f"{person.id} is home too late")
    return found


def _trip(problem: Any, person: Any, trip: Any, stops: Any, clock: int) -> list[str]:
    found = []
    mine = [stops[visit.stop] for visit in trip.visits]
    if sum(stop.load for stop in mine) != trip.load or trip.load > person.capacity:
        found.append(f"{person.id} carries {trip.load}")
    if {stop.urgent for stop in mine} != {trip.urgent}:
        found.append(f"{person.id} mixes urgent and ordinary")
    if trip.leaves < clock + person.loading_s:
        found.append(f"{person.id} leaves before the bags are loaded")
    now, here, floor, stairs, metres = trip.leaves, problem.base, 0, ("", ""), 0.0
    for visit, stop in zip(trip.visits, mine, strict=True):
        way = way_between(problem, here, stop.place)
        metres += way
        now += way / person.speed_m_s + _climb(problem, floor, stairs, stop)
        if visit.begins < now - 1e-6 or visit.begins < visit.arrives:
            found.append(f"{stop.id} is served before anybody is there")
        if not stop.window[0] <= visit.begins <= stop.window[1]:
            found.append(f"{stop.id} is served outside its window")
        if visit.ends - visit.begins != stop.service_s:
            found.append(f"{stop.id} is served in {visit.ends - visit.begins} s")
        now, here, floor, stairs = visit.ends, stop.place, stop.floor, (stop.place, stop.unit)
    way = way_between(problem, here, problem.base)
    if trip.returns < now + way / person.speed_m_s + max(0, floor - 1) * problem.stairs_s - 1e-6:
        found.append(f"{person.id} is home before it is possible")
    if abs(metres + way - trip.metres) > 0.5:
        found.append(f"{person.id} walks {metres + way}, not {trip.metres}")
    return found


def _climb(problem: Any, floor: int, stairs: tuple[str, str], stop: Any) -> float:
    if stairs == (stop.place, stop.unit):
        return float(abs(max(1, floor) - max(1, stop.floor)) * problem.stairs_s)
    return float((max(1, floor) - 1 + max(1, stop.floor) - 1) * problem.stairs_s)


def way_between(problem: Any, one: str, other: str) -> float:
    """Metres, by matrix or as the crow flies; footpaths are walked by Floyd and Warshall."""
    ground = problem.ground
    if one == other:
        return 0.0
    if ground.matrix:
        return float(ground.matrix[one][other])
    if ground.paths:
        return _by_paths(ground, one, other)
    (x, y), (u, v) = ground.xy[one], ground.xy[other]
    return hypot(x - u, y - v) * ground.detour


def _by_paths(ground: Any, one: str, other: str) -> float:
    nodes = sorted({end for path in ground.paths for end in (path.a, path.b)})
    length = {(a, b): 0.0 if a == b else float("inf") for a in nodes for b in nodes}
    for path in ground.paths:
        (x, y), (u, v) = ground.xy[path.a], ground.xy[path.b]
        straight = hypot(x - u, y - v) if path.metres is None else path.metres
        length[path.a, path.b] = length[path.b, path.a] = min(straight, length[path.a, path.b])
    for k in nodes:
        for a in nodes:
            for b in nodes:
                length[a, b] = min(length[a, b], length[a, k] + length[k, b])
    return length[one, other]


def vrp_faults(instance: Any, routes: Any) -> list[str]:
    """Everything the routes of a public instance break."""
    found = []
    if sorted(customer for route in routes for customer in route) != list(range(1, len(instance.demand))):
        found.append("not everybody is served once")
    if instance.vehicles and len(routes) > instance.vehicles:
        found.append("too many routes")
    for route in routes:
        if sum(instance.demand[customer] for customer in route) > instance.capacity:
            found.append(f"{route} carries too much")
        found += _on_time(instance, route)
    return found


def _on_time(instance: Any, route: Any) -> list[str]:
    found, now, here, length = [], 0.0, 0, 0.0
    for node in [*route, 0]:
        step = float(instance.matrix[here, node])
        now, length = now + step, length + step
        if instance.windows:
            early, late = instance.windows[node]
            now = max(now, early)
            if now > late + 1e-6:
                found.append(f"{node} is reached too late")
        service = instance.service[node] if instance.service else 0.0
        now, length, here = now + service, length + service, node
    if instance.limit and length > instance.limit + 1e-6:
        found.append(f"{route} is too long")
    return found
