"""A public instance as plain values. Customers are numbered as in `.sol` files: 1 to n, the depot is 0."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]

ROUNDED: Final = "rounded"
TENTHS: Final = "tenths"
EXACT: Final = "exact"
"""How a public instance counts lengths: to whole numbers, cut off after one decimal, or as they are."""

SCALES = {ROUNDED: 1, TENTHS: 10, EXACT: 1000}


@dataclass(frozen=True, slots=True)
class Instance:
    """Vehicles of one kind from one depot. `windows` and `service` may be empty; 0 vehicles is any number.

    `limit` is the longest a route may last, service included. `matrix` is as the convention counts it, not yet
    scaled; node 0 is the depot.
    """

    name: str
    matrix: Matrix
    demand: tuple[int, ...]
    capacity: int
    vehicles: int = 0
    windows: tuple[tuple[float, float], ...] = ()
    service: tuple[float, ...] = ()
    limit: float | None = None
    convention: str = ROUNDED

    @property
    def scale(self) -> int:
        """What lengths are multiplied by to become whole numbers."""
        return SCALES[self.convention]


@dataclass(frozen=True, slots=True)
class Answer:
    """Routes of customers, what they cost as the convention counts, and how many seconds it took."""

    routes: tuple[tuple[int, ...], ...]
    cost: float
    feasible: bool
    seconds: float


def length_of(instance: Instance, routes: tuple[tuple[int, ...], ...]) -> float:
    """The length of all routes, to the decimal the convention counts."""
    total = 0.0
    for route in routes:
        way = [0, *route, 0]
        total += sum(float(instance.matrix[a, b]) for a, b in pairwise(way))
    return round(total, 3)
