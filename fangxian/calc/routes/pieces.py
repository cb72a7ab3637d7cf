"""Neighbouring routes as a smaller problem: a search of two hundred customers makes far more steps a second.

Pieces do not share a route, so several are searched at once and put back without asking each other.
"""

import random
from dataclasses import dataclass

import numpy as np
from pyvrp import Client, Depot, ProblemData, Route, Solution

Visits = tuple[int, ...]

SIZE = 150
"""Customers in a piece, about."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some customers of a problem with the routes they have now; `clients` are their numbers there."""

    data: ProblemData
    clients: tuple[int, ...]
    routes: tuple[Visits, ...]

    def begin(self) -> Solution:
        """The routes as they are, in the piece's own numbers."""
        return as_solution(self.data, [tuple(map(self.clients.index, route)) for route in self.routes])

    def in_whole(self, visits: Visits) -> Visits:
        """A route of the piece in the whole problem's numbers."""
        return tuple(self.clients[visit] for visit in visits)


def routes_of(solution: Solution) -> list[Visits]:
    """The customers of every route, in order."""
    return [tuple(visit.idx for visit in route if visit.is_client()) for route in solution.routes()]


def as_solution(data: ProblemData, routes: list[Visits]) -> Solution:
    """A solution of these routes."""
    return Solution(data, [Route(data, list(visits), 0) for visits in routes if visits])


def pieces(data: ProblemData, routes: list[Visits], *, count: int, dice: random.Random) -> list[Piece]:
    """Up to `count` pieces around customers picked at random, far from each other."""
    lengths = data.distance_matrix(0)
    places = np.array([client.location for client in data.clients()])
    left = [list(route) for route in routes]
    found = list[Piece]()
    middle = dice.randrange(data.num_clients)
    size = min(SIZE, data.num_clients // count)
    for _ in range(count):
        near = sorted(left, key=lambda route: (lengths[places[middle], places[route]].min(), route))
        taken, customers = list[list[int]](), 0
        while near and customers < size:
            taken.append(near.pop(0))
            customers += len(taken[-1])
        left = near
        if len(taken) > 1:
            found.append(_piece(data, [tuple(route) for route in taken], spare=data.num_vehicles - len(routes)))
        outside = [customer for route in left for customer in route]
        if not outside:
            break
        middle = max(outside, key=lambda customer: (lengths[places[middle], places[customer]], customer))
    return found


def _piece(data: ProblemData, routes: list[Visits], *, spare: int) -> Piece:
    clients = tuple(sorted(customer for route in routes for customer in route))
    whole, kind = data.clients(), data.vehicle_type(0)
    places = [data.depot(0).location, *(whole[client].location for client in clients)]
    cut = np.ix_(places, places)
    part = data.replace(
        locations=[data.location(place) for place in places],
        clients=[_moved(whole[client], at) for at, client in enumerate(clients, start=1)],
        depots=[_depot(data)],
        distance_matrices=[data.distance_matrix(0)[cut]],  # type: ignore[list-item]
        duration_matrices=[data.duration_matrix(0)[cut]],  # type: ignore[list-item]
        vehicle_types=[kind.replace(num_available=len(routes) + min(spare, 2))],
    )
    return Piece(part, clients, tuple(routes))


def _moved(client: Client, place: int) -> Client:
    """The same customer at another place of the matrix."""
    return Client(
        place,
        delivery=client.delivery,
        pickup=client.pickup,
        service_duration=client.service_duration,
        tw_early=client.tw_early,
        tw_late=client.tw_late,
        release_time=client.release_time,
    )


def _depot(data: ProblemData) -> Depot:
    """The depot at the first place."""
    depot = data.depot(0)
    return Depot(0, tw_early=depot.tw_early, tw_late=depot.tw_late, service_duration=depot.service_duration)
