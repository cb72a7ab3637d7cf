"""Solves a public instance with the engine the neighbourhood's rounds use."""

import time

import numpy as np
from pyvrp import Client, Depot, Location, ProblemData, VehicleType

from fangxian.calc.routes.engine import Stop, cost_of, search
from fangxian.calc.routes.problem import Limits, RouteError
from fangxian.calc.routes.public.instance import Answer, Instance, length_of

FAR = int(np.iinfo(np.int64).max)
"""PyVRP's word for no limit."""


def solve(instance: Instance, *, limits: Limits, stop: Stop | None = None) -> Answer:
    """The best routes within the limits. Raises `RouteError` for a customer no vehicle can serve."""
    began = time.perf_counter()
    heavy = next((n for n, load in enumerate(instance.demand) if load > instance.capacity), None)
    if heavy is not None:
        raise RouteError(f"DEMAND_SECTION: customer {heavy} needs more than a vehicle carries.", subject=str(heavy))
    if len(instance.demand) < 2:
        return Answer((), 0.0, True, 0.0)
    best = search(_data(instance), limits=limits, stop=stop)
    routes = tuple(
        tuple(visit.idx + 1 for visit in route if visit.is_client()) for route in best.routes() if route.num_clients()
    )
    feasible = cost_of(best) < float("inf")
    return Answer(routes, length_of(instance, routes), feasible, time.perf_counter() - began)


def as_sol(answer: Answer) -> str:
    """The text of a `.sol` file."""
    lines = [f"Route #{number}: {' '.join(map(str, route))}" for number, route in enumerate(answer.routes, start=1)]
    return "\n".join([*lines, f"Cost {answer.cost:g}" if answer.cost % 1 == 0 else f"Cost {answer.cost}"])


def _data(instance: Instance) -> ProblemData:
    scale = instance.scale
    lengths = np.rint(instance.matrix * scale).astype(np.int64)
    size = len(instance.demand)
    windows = [(round(a * scale), round(b * scale)) for a, b in instance.windows] or [(0, FAR)] * size
    service = [round(s * scale) for s in instance.service] or [0] * size
    clients = [
        Client(
            node,
            delivery=[instance.demand[node]],
            service_duration=service[node],
            tw_early=windows[node][0],
            tw_late=windows[node][1],
        )
        for node in range(1, size)
    ]
    kind = VehicleType(
        num_available=instance.vehicles or size - 1,
        capacity=[instance.capacity],
        tw_early=windows[0][0],
        tw_late=windows[0][1],
        shift_duration=round(instance.limit * scale) if instance.limit else FAR,
    )
    places = [Location(0, 0) for _ in range(size)]
    return ProblemData(places, clients, [Depot(0)], [kind], [lengths], [lengths])  # type: ignore[list-item]
