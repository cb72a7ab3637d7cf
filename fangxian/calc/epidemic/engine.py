"""One run, day by day: event-driven thinning, so that it costs what infections and contacts traced cost."""

from .borrowed import borrow
from .compiled import Array, Key, Whole, compiled, inner
from .confining import restricted_by_all
from .finding import find
from .keyed import root
from .outside import begin, bring_in, reveal
from .queues import reset
from .spread import try_attempts
from .tracing import confine, trace
from .world import (
    AWAY,
    FULL,
    INFECTED_SO_FAR,
    ISOLATED,
    LISTED_IN,
    LISTED_ON,
    LISTED_WAY,
    OVERFLOW,
    QUARANTINED,
    RESTRICTED,
    WARM,
    World,
)  # fmt: skip


@compiled
def simulate(address: Key, seed: Key, run: Key, daily: Array, log: Array) -> Whole:
    """One run: its table goes into `daily`, its infections are added to `log` (ways × buildings × days).

    `address` is that of the World's words (see borrowed). FULL when the queues were too small, else 0.
    """
    w = borrow(address)
    w.root[0] = root(seed, run)
    reset(w)
    restricted_by_all(w)
    begin(w)
    try_attempts(w, 0)
    for day in range(w.daily.shape[1]):
        if day == w.numbers[WARM]:
            reveal(w, day)
        find(w, day)
        trace(w, day)
        confine(w, day)
        bring_in(w, day)
        try_attempts(w, day)
        if w.counts[OVERFLOW]:
            return FULL
    for row in (ISOLATED, AWAY, QUARANTINED, RESTRICTED):
        for day in range(1, w.daily.shape[1]):
            w.daily[row, day] += w.daily[row, day - 1]
    # Numba compiles seconds of messages for arrays that are copied whole and might not fit.
    for row in range(len(w.daily)):
        for day in range(w.daily.shape[1]):
            daily[row, day] = w.daily[row, day]
    enter(w, log)
    return 0


@inner
def enter(w: World, log: Array) -> None:
    """Add a run's infections to the log."""
    for listed in range(w.counts[INFECTED_SO_FAR]):
        log[w.lists[LISTED_WAY, listed], w.lists[LISTED_IN, listed], w.lists[LISTED_ON, listed]] += 1
