"""What must hold before deliveries can be planned; the first thing that does not is named in one sentence."""

from collections import Counter
from collections.abc import Iterable

from fangxian.calc.routes.problem import Deliverer, Problem, RouteError, Stop


def check(problem: Problem) -> None:
    """Raises `RouteError` naming the field and the stop or deliverer."""
    if not problem.deliverers:
        raise RouteError("deliverers is empty; somebody must carry the bags.", field="deliverers")
    _once("stops", (stop.id for stop in problem.stops))
    _once("deliverers", (one.id for one in problem.deliverers))
    for stop in problem.stops:
        _check_stop(stop)
    for one in problem.deliverers:
        _check_deliverer(one)
    if problem.ground.detour < 1:
        raise RouteError("detour must be 1 or more: no way is shorter than the straight line.", field="detour")
    if problem.balance is not None and problem.balance < 1:
        raise RouteError("balance must be 1 or more.", field="balance")


def _once(field: str, names: Iterable[str]) -> None:
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        raise RouteError(f"{field}: {twice[0]} stands there twice.", field=field, subject=twice[0])


def _check_stop(stop: Stop) -> None:
    begin, end = stop.window
    if end < begin:
        raise RouteError(f"window of {stop.id} ends before it begins.", field="window", subject=stop.id)
    if stop.load < 0:
        raise RouteError(f"load of {stop.id} is below zero.", field="load", subject=stop.id)
    if stop.service_s < 0:
        raise RouteError(f"service_s of {stop.id} is below zero.", field="service_s", subject=stop.id)


def _check_deliverer(one: Deliverer) -> None:
    if one.until <= one.since:
        raise RouteError(f"until of {one.id} is not after since.", field="until", subject=one.id)
    if one.capacity < 1:
        raise RouteError(f"capacity of {one.id} must be at least 1.", field="capacity", subject=one.id)
    if not one.speed_m_s > 0:
        raise RouteError(f"speed_m_s of {one.id} must be above zero.", field="speed_m_s", subject=one.id)
    if one.loading_s < 0:
        raise RouteError(f"loading_s of {one.id} is below zero.", field="loading_s", subject=one.id)
    if one.trips is not None and one.trips < 1:
        raise RouteError(f"trips of {one.id} must be at least 1.", field="trips", subject=one.id)
