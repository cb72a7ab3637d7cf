"""What is due on which day: one queue a day and purpose, of chunks that are used again when the day is over."""

import numpy as np

from .compiled import Key, Whole, inner
from .world import (
    CHUNK,
    CONFINED_UNTIL,
    COUNTED_UNTIL,
    FAR,
    FILL,
    FREE,
    FULL,
    HEAD,
    HITS,
    INFECTED,
    ISOLATED_UNTIL,
    KNOWN,
    OVERFLOW,
    TAIL,
    TOP,
    World,
)  # fmt: skip


@inner
def reset(w: World) -> None:
    """As if nobody were infected and nothing due."""
    for person in range(len(w.state)):
        for column in range(INFECTED, KNOWN):
            w.state[person, column] = FAR
        w.state[person, KNOWN] = 0
        w.state[person, ISOLATED_UNTIL] = 0
        w.state[person, CONFINED_UNTIL] = 0
        w.state[person, COUNTED_UNTIL] = 0
    w.counts[:] = 0
    w.counts[FREE] = -1
    w.spots[:HITS] = w.set_up
    w.spots[HITS] = 0
    w.ends[:, :FILL] = -1
    w.ends[:, FILL] = CHUNK
    w.daily[:] = 0


@inner
def put(w: World, queue: Whole, day: Whole, first: Key, second: Key) -> None:
    """Write something down for a day that lies within the run."""
    if w.ends[queue, FILL, day] == CHUNK:
        chunk = fresh(w)
        if chunk < 0:
            w.counts[OVERFLOW] = FULL
            return
        if w.ends[queue, HEAD, day] < 0:
            w.ends[queue, HEAD, day] = chunk
        else:
            w.chain[w.ends[queue, TAIL, day]] = chunk
        w.ends[queue, TAIL, day] = chunk
        w.ends[queue, FILL, day] = 0
    at = w.ends[queue, TAIL, day] * CHUNK + w.ends[queue, FILL, day]
    w.pool[at, 0], w.pool[at, 1] = first, second
    w.ends[queue, FILL, day] += 1


@inner
def fresh(w: World) -> Whole:
    """A chunk that nobody uses, −1 when there is none."""
    chunk = w.counts[FREE]
    if chunk >= 0:
        w.counts[FREE] = w.chain[chunk]
    elif w.counts[TOP] < len(w.chain):
        chunk = w.counts[TOP]
        w.counts[TOP] += 1
    else:
        return np.int64(-1)
    w.chain[chunk] = -1
    return chunk


@inner
def last_of(w: World, queue: Whole, day: Whole, chunk: Whole) -> Whole:
    """Where the entries of one of a day's chunks end; they begin at chunk × CHUNK."""
    full = CHUNK
    if chunk == w.ends[queue, TAIL, day]:
        full = w.ends[queue, FILL, day]
    return chunk * CHUNK + full


@inner
def give_back(w: World, queue: Whole, day: Whole) -> None:
    """The chunks of a day that is over may be used again."""
    first = w.ends[queue, HEAD, day]
    if first >= 0:
        w.chain[w.ends[queue, TAIL, day]] = w.counts[FREE]
        w.counts[FREE] = first
        w.ends[queue, HEAD, day] = -1
        w.ends[queue, FILL, day] = CHUNK
