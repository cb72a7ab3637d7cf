"""The ways of one problem: seconds and metres from the base to every stop and between stops, stairs included."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fangxian.calc.routes.ground import metres_between
from fangxian.calc.routes.problem import Problem, Stop

Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Ways:
    """Rows and columns are the base (0) and the stops in their order; `stairs` in seconds, `metres` on the ground."""

    at: dict[str, int]
    metres: NDArray[np.float64]
    stairs: Whole

    def seconds(self, speed_m_s: float) -> Whole:
        """Whole seconds for each way at a speed, rounded up."""
        return np.asarray(np.ceil(self.metres / speed_m_s - 1e-9), dtype=np.int64) + self.stairs


def ways_of(problem: Problem) -> Ways:
    """Raises `RouteError` where a place is unknown or cannot be reached."""
    places = list(dict.fromkeys([problem.base, *(stop.place for stop in problem.stops)]))
    number = {place: at for at, place in enumerate(places)}
    rows = np.array([0, *(number[stop.place] for stop in problem.stops)])
    metres = metres_between(problem.ground, places)[np.ix_(rows, rows)]
    at = {stop.id: row for row, stop in enumerate(problem.stops, start=1)}
    return Ways(at, metres, _stairs(problem))


def _stairs(problem: Problem) -> Whole:
    """Seconds on stairs: down from one door and up to the other, or straight along one staircase."""
    stops = problem.stops
    climb = np.array([0, *(max(0, stop.floor - 1) for stop in stops)])
    found = climb[:, None] + climb[None, :]
    together: dict[tuple[str, str], list[int]] = {}
    for row, stop in enumerate(stops, start=1):
        together.setdefault(staircase(stop), []).append(row)
    for rows in together.values():
        cells = np.ix_(rows, rows)
        found[cells] = np.abs(climb[rows][:, None] - climb[rows][None, :])
    return np.asarray(found * problem.stairs_s, dtype=np.int64)


def staircase(stop: Stop) -> tuple[str, str]:
    """The stairs a door lies on."""
    return stop.place, stop.unit
