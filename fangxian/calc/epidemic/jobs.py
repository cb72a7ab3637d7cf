"""A scenario on a community made ready for compiled code, and runs of it one after another."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .borrowed import addresses
from .engine import simulate
from .model import world
from .places import Kind
from .population import Population
from .scenario import Scenario
from .world import DAILY, FULL, World, with_room


@dataclass(frozen=True)
class Chunk:
    """What some runs next to each other left: daily (runs × rows × days) and the log, as it is nearly empty.

    `cells` are numbers of entries of (ways × buildings × days), `infections` what stands in them.
    """

    daily: NDArray[np.int32]
    shape: tuple[int, int, int]
    cells: NDArray[np.int64]
    infections: NDArray[np.int32]


class Own:
    """A World with arrays of its own for one thread's runs, and where compiled code finds them."""

    def __init__(self, shared: World, room: int, log: NDArray[np.int32]) -> None:
        self.world = with_room(shared, room)
        self.words = addresses(self.world)
        self.address = np.uint64(self.words.ctypes.data)
        self.log = log


class Job:
    """A scenario on a community, ready to run; what one run needs for itself is used again by the next."""

    def __init__(self, population: Population, scenario: Scenario) -> None:
        self.world: World = world(population, scenario)
        self.log_shape = (len(population.layers) + 3, population.count(Kind.BUILDING) + 1, self.world.hazards.shape[1])
        self.room = max(4096, population.size // 4)
        self.spare: list[Own] = []

    def chunk(self, part: range, seed: int) -> Chunk:
        """Some runs, one after another. Threads may ask at the same time: each takes a workspace of its own."""
        daily = np.empty((len(part), DAILY, self.log_shape[2]), np.int32)
        mine = self._take()
        for table, number in zip(daily, part, strict=True):
            while simulate(mine.address, np.uint64(seed), np.uint64(number), table, mine.log) == FULL:
                self.room *= 2
                mine = Own(self.world, self.room, mine.log)
        flat = mine.log.reshape(-1)
        cells = np.flatnonzero(flat)
        infections = flat[cells]
        flat[cells] = 0
        self.spare.append(mine)
        return Chunk(daily, self.log_shape, cells, infections)

    def _take(self) -> Own:
        try:
            return self.spare.pop()
        except IndexError:
            return Own(self.world, self.room, np.zeros(self.log_shape, np.int32))
