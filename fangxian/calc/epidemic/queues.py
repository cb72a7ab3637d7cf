"""What is due on which day: one queue a day and purpose, of chunks that are used again when the day is over."""

import numpy as np

from .compiled import Key, Whole, inner
from .world import (
    CHUNK,
    CONFINED_UNTIL,
    COUNTED_UNTIL,
    FAR,
    FREE,
    FULL,
    HEAD,
    HITS,
    ISOLATED_UNTIL,
    KNOWN,
    NEXT,
    OPENS,
    OVERFLOW,
    SHUTS,
    TAIL,
    TOP,
    World,
)  # fmt: skip


@inner
def reset(w: World) -> None:
    """As if nobody were infected and nothing due."""
    for person in range(len(w.state)):
        w.due[person] = FAR
        for column in range(16):
            w.state[person, column] = FAR
        for column in (KNOWN, ISOLATED_UNTIL, CONFINED_UNTIL, COUNTED_UNTIL):
            w.state[person, column] = 0
    for number in range(len(w.counts)):
        w.counts[number] = 0
    w.counts[FREE] = -1
    for place in range(w.spots.shape[1]):
        w.spots[OPENS, place], w.spots[SHUTS, place] = w.set_up[OPENS, place], w.set_up[SHUTS, place]
        w.spots[HITS, place] = 0
    for day in range(w.daily.shape[1]):
        for row in range(len(w.daily)):
            w.daily[row, day] = 0
        for queue in range(3):
            w.ends[queue, HEAD, day], w.ends[queue, TAIL, day], w.ends[queue, NEXT, day] = -1, -1, 0


@inner
def put(w: World, queue: Whole, day: Whole, first: Key, second: Key) -> None:
    """Write something down for a day that lies within the run."""
    at = np.int64(w.ends[queue, NEXT, day])
    if at & (CHUNK - 1) == 0:
        chunk = fresh(w)
        if chunk < 0:
            w.counts[OVERFLOW] = FULL
            return
        if w.ends[queue, HEAD, day] < 0:
            w.ends[queue, HEAD, day] = chunk
        else:
            w.chain[w.ends[queue, TAIL, day]] = chunk
        w.ends[queue, TAIL, day] = chunk
        at = chunk * CHUNK
    w.pool[at, 0] = first
    w.pool[at, 1] = second
    w.ends[queue, NEXT, day] = at + 1


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
    if chunk == w.ends[queue, TAIL, day]:
        return np.int64(w.ends[queue, NEXT, day])
    return chunk * CHUNK + CHUNK


@inner
def give_back(w: World, queue: Whole, day: Whole) -> None:
    """The chunks of a day that is over may be used again."""
    first = w.ends[queue, HEAD, day]
    if first >= 0:
        w.chain[w.ends[queue, TAIL, day]] = w.counts[FREE]
        w.counts[FREE] = first
        w.ends[queue, HEAD, day], w.ends[queue, NEXT, day] = -1, 0
