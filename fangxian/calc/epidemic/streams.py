"""One stream of random numbers a run, for models that draw in the order of events; its state is an array of one."""

from typing import Any

import numpy as np

from .compiled import compiled
from .keyed import GOLDEN, root, unit


@compiled
def stream(seed: int, run: int) -> Any:
    """The beginning of a run's stream; neighbouring runs and seeds have unrelated ones."""
    state = np.empty(1, np.uint64)
    state[0] = root(seed, run)
    return state


@compiled
def uniform(state: Any) -> float:
    """The next number strictly between 0 and 1."""
    state[0] += GOLDEN
    return float(unit(state[0]))


@compiled
def normals(state: Any) -> tuple[float, float]:
    """The next two standard normal numbers (Box and Muller)."""
    radius = np.sqrt(-2.0 * np.log(uniform(state)))
    angle = 2.0 * np.pi * uniform(state)
    return radius * np.cos(angle), radius * np.sin(angle)
