"""Tracing the contacts of those who were found, as many as the tracers can, and their quarantine."""

import numpy as np

from .compiled import Key, Real, Whole, inner
from .confining import restrict, span
from .finding import look_for
from .keyed import GOLDEN, KEEPING, TRACING, chance, mixed, stream, unit
from .queues import give_back, last_of, put
from .world import (
    ARRIVED,
    BUDGET,
    CARE_DAYS,
    CARE_DELAY,
    CARE_END,
    CARE_EXTRA,
    CARE_ROW,
    CARE_SHARE,
    CARE_START,
    CARE_WHAT,
    CHUNK,
    CONFINE,
    CONFINED_FROM,
    CONFINED_UNTIL,
    CONFINEMENT,
    DIES,
    ENDS,
    FAR,
    HEAD,
    INFECTED,
    KEY,
    KNOWN,
    LISTED_FOR,
    QUARANTINED,
    SERVED,
    TRACED,
    WAITING,
    WAITING_FOR,
    World,
)  # fmt: skip
from .world import TRACING as BY_TRACING

# An entry of the queue: the row of the tracing in the lower bits, the end of the quarantine above them.
_UNTIL, _ROW = np.uint64(16), np.uint64((1 << 16) - 1)


@inner
def trace(w: World, day: Whole) -> None:
    """Trace cases in the order in which they were found, until the day's capacity is used up."""
    row = tracing_row(w, day)
    if row < 0:
        # Nobody traces today, nor later what was found today.
        w.counts[SERVED] = w.counts[ARRIVED]
        return
    w.counts[BUDGET] = min(0, w.counts[BUDGET]) + np.int64(w.care[row, CARE_EXTRA])
    while w.counts[SERVED] < w.counts[ARRIVED] and w.counts[BUDGET] > 0:
        before = np.int64(w.daily[TRACED, day])
        trace_contacts(w, row, np.int64(w.lists[WAITING_FOR, w.counts[SERVED]]), day)
        w.counts[BUDGET] -= w.daily[TRACED, day] - before
        w.counts[SERVED] += 1
    w.daily[WAITING, day] = w.counts[ARRIVED] - w.counts[SERVED]


@inner
def tracing_row(w: World, day: Whole) -> Whole:
    """The tracing that is done on a day, −1 for none."""
    for row in range(len(w.care)):
        if w.care[row, CARE_WHAT] == BY_TRACING and w.care[row, CARE_START] <= day < w.care[row, CARE_END]:
            return row
    return -1


@inner
def trace_contacts(w: World, row: Whole, person: Whole, day: Whole) -> None:
    """Each contact of a case is reached by its own number, so that who is reached by few is also reached by more."""
    one_by_one = w.care[row, CARE_DELAY] == 0.0
    start = stream(w.root[0], w.who[person, KEY] if one_by_one else mixed(np.uint64(day)), TRACING)
    table = np.int64(w.care[row, CARE_ROW])
    first = np.int64(w.offsets[person, 0])
    until = day + np.int64(w.care[row, CARE_DAYS])
    for layer in range(w.offsets.shape[1] - 1):
        share = w.factors[table + 1, layer]
        if share <= 0.0:
            continue
        on = day + np.int64(w.factors[table + 2, layer])
        for at in range(np.int64(w.offsets[person, layer]), np.int64(w.offsets[person, layer + 1])):
            contact = np.int64(w.others[at])
            if one_by_one:
                if share < 1.0 and unit(start + np.uint64(at - first + 1) * GOLDEN) >= share:
                    continue
                w.daily[TRACED, day] += 1
            elif not on_the_list(w, start, contact, layer, day, share):
                continue
            if on < min(until, w.daily.shape[1]) and not stays(w, contact, on, until):
                put(w, CONFINE, on, np.uint64(contact), np.uint64(row) | (np.uint64(until) << _UNTIL))


@inner
def on_the_list(w: World, start: Key, contact: Whole, layer: Whole, day: Whole, share: Real) -> bool:
    """Whether somebody is reached when all cases of a day are asked at once: one number a layer and day, however many
    name them, and counted once a day."""
    if share < 1.0 and unit((start ^ w.who[contact, KEY]) + np.uint64(layer + 1) * GOLDEN) >= share:
        return False
    if w.state[contact, LISTED_FOR] != day:
        w.state[contact, LISTED_FOR] = day
        w.daily[TRACED, day] += 1
    return True


@inner
def stays(w: World, person: Whole, begin: Whole, end: Whole) -> bool:
    """Whether quarantine from one day until before another would change nothing for somebody."""
    if w.state[person, KNOWN] == 1:
        return True
    return bool(w.state[person, CONFINED_FROM] <= begin and end <= w.state[person, CONFINED_UNTIL])


@inner
def confine(w: World, day: Whole) -> None:
    """Those whose quarantine begins on a day."""
    chunk = np.int64(w.ends[CONFINE, HEAD, day])
    while chunk >= 0:
        for at in range(chunk * CHUNK, last_of(w, CONFINE, day, chunk)):
            person, row = np.int64(w.pool[at, 0]), np.int64(w.pool[at, 1] & _ROW)
            if w.state[person, KNOWN] == 1 or w.state[person, DIES] <= day:
                continue
            willing = w.care[row, CARE_SHARE]
            if willing >= 1.0 or chance(w.root[0], w.who[person, KEY], KEEPING) < willing:
                quarantine(w, row, person, day, np.int64(w.pool[at, 1] >> _UNTIL))
        chunk = np.int64(w.chain[chunk])
    give_back(w, CONFINE, day)


@inner
def quarantine(w: World, row: Whole, person: Whole, day: Whole, until: Whole) -> None:
    """Somebody is in quarantine from today on until before a day, or for longer than so far."""
    begin = day
    if w.state[person, CONFINED_FROM] <= day < w.state[person, CONFINED_UNTIL]:
        begin = np.int64(w.state[person, CONFINED_UNTIL])
        if until <= begin:
            return
    else:
        w.state[person, CONFINED_FROM] = day
    w.state[person, CONFINED_UNTIL] = until
    w.state[person, CONFINEMENT] = row
    span(w, QUARANTINED, begin, until, 1)
    restrict(w, person, begin, until)
    if w.state[person, INFECTED] < FAR and w.state[person, ENDS] > day:
        look_for(w, person, day)
