"""The attempts of a day: each infects if its target still can be, and if nothing that is done about it prevents it."""

import numpy as np

from .borrowed import fetch
from .compiled import Real, Whole, inner
from .finding import look_for
from .infection import as_chance, infect
from .keeping import allowed, kept_apart
from .queues import give_back, last_of
from .world import (
    ATTEMPT,
    CHUNK,
    HEAD,
    NOBODY,
    OPEN,
    World,
)  # fmt: skip

_LOW, _HIGH, _LAYER = np.uint64(0xFFFFFFFF), np.uint64(32), np.uint64(48)
_PRECISE, _UNIT = np.uint64((1 << 48) - 1), 1.0 / (1 << 48)


@inner
def try_attempts(w: World, day: Whole) -> None:
    """Carry out what was put down for a day."""
    chunk = np.int64(w.ends[ATTEMPT, HEAD, day])
    while chunk >= 0:
        last = last_of(w, ATTEMPT, day, chunk)
        for at in range(chunk * CHUNK, last):
            bring_near(w, at, last)
            first, second = w.pool[at, 0], w.pool[at, 1]
            target = np.int64(first >> _HIGH)
            if w.due[target] >= 0:
                source, layer = np.int64(first & _LOW), np.int64(second >> _LAYER)
                if passes(w, source, target, layer, day, np.float64(second & _PRECISE) * _UNIT):
                    infect(w, target, day, layer)
                    look_for(w, target, day)
        chunk = np.int64(w.chain[chunk])
    give_back(w, ATTEMPT, day)


@inner
def bring_near(w: World, at: Whole, last: Whole) -> None:
    """Have the rows of those fetched whose turn is soon; their links later, when it is known where they lie."""
    soon = np.int64(w.pool[min(at + 8, last - 1), 0] >> _HIGH)
    if w.due[soon] >= 0:
        fetch(w.offsets, soon)
        fetch(w.state, soon)
        fetch(w.who, soon)
        fetch(w.places, soon)
    soon = np.int64(w.pool[min(at + 4, last - 1), 0] >> _HIGH)
    if w.due[soon] >= 0:
        links = np.int64(w.offsets[soon, 0])
        fetch(w.others, links)
        fetch(w.others, links + 16)
        fetch(w.others, links + 32)


@inner
def passes(w: World, source: Whole, target: Whole, layer: Whole, day: Whole, sieve: Real) -> bool:
    """Whether an attempt gets through: its number `sieve`, between 0 and 1, against all that stands in its way."""
    if layer == w.factors.shape[1] or (w.numbers[OPEN] > 0.0 and source != NOBODY):
        # Those with whom it begins, and what was decided when it was put down.
        return True
    left = w.yields[target] * kept_apart(w, source, target, layer, day)
    if sieve >= left:
        return False
    for rule in range(len(w.rules)):
        left *= allowed(w, rule, source, target, layer, day)
    if left < 1.0 and source != NOBODY:
        left = as_chance(w, source, layer, day, left)
    return bool(sieve < left)
