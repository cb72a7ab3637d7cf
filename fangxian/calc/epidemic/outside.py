"""How infection comes in: with the first infected, with residents who go out, with visitors.

All of it is put down as attempts without a source, and tried with the others.
"""

import numpy as np

from .compiled import Key, Real, Whole, inner
from .keyed import CROSSINGS, GOLDEN, SEEDS, VISITORS, mixed, poisson, stream, unit
from .queues import put
from .world import (
    ATTEMPT,
    BASE,
    BEGIN,
    BEGIN_FOUND,
    BEGIN_GIVEN,
    COMING,
    COMING_FEVER,
    CROSSING,
    FEBRILE,
    FIND,
    FOUND_ON,
    KEY,
    KNOWN,
    LEFT,
    LISTED,
    MEETING,
    NOBODY,
    OPENS,
    SHUTS,
    WAITING_FOR,
    World,
)  # fmt: skip

_HIGH, _LAYER = np.uint64(32), np.uint64(48)
_FINE = float(1 << 48)


@inner
def begin(w: World) -> None:
    """The first infected, by lot: whoever has the smallest numbers, so that more of them include the fewer."""
    wanted, people = np.int64(w.numbers[BEGIN]), len(w.lot)
    for number in range(people):
        key = stream(w.root[0], w.who[w.lot[number], KEY], SEEDS)
        w.tickets[number] = (number + 0.5) / people if w.numbers[BEGIN_GIVEN] > 0.0 else unit(key + GOLDEN)
    # Only the smallest are put in order: a few more than are wanted, and more yet should they be too few.
    below, drawn = 0.0, 0
    while drawn < wanted:
        below = 2.0 * below + (wanted + 4.0 * np.sqrt(wanted)) / people
        drawn = in_order(w, below)
    for first in range(wanted):
        come(w, np.int64(w.lot[np.int64(w.lists[WAITING_FOR, first])]), w.factors.shape[1], 0, 0.0)


@inner
def in_order(w: World, below: Real) -> Whole:
    """Put the tickets below a number in ascending order where later the waiting stand; how many they are."""
    drawn = 0
    for number in range(len(w.lot)):
        ticket = w.tickets[number]
        if ticket < below:
            at = drawn
            while at > 0 and w.tickets[np.int64(w.lists[WAITING_FOR, at - 1])] > ticket:
                w.lists[WAITING_FOR, at] = w.lists[WAITING_FOR, at - 1]
                at -= 1
            w.lists[WAITING_FOR, at] = number
            drawn += 1
    return drawn


@inner
def reveal(w: World, day: Whole) -> None:
    """On the scenario's day 0 some of the first infected are found."""
    for listed in range(min(w.numbers[BEGIN], w.numbers[BEGIN_FOUND])):
        person = np.int64(w.lists[LISTED, listed])
        if w.state[person, KNOWN] == 0:
            w.state[person, FOUND_ON] = day
            put(w, FIND, day, np.uint64(person), np.uint64(0))


@inner
def bring_in(w: World, day: Whole) -> None:
    """What comes from outside on a day: residents are infected by their crossings, or by visitors."""
    way = w.factors.shape[1] - 2
    everybody = w.passing[len(w.passing) - 1]
    if w.numbers[CROSSING] > 0.0 and everybody > 0.0:
        state = stream(w.root[0], mixed(np.uint64(day)), CROSSINGS)
        count, state = poisson(w.numbers[CROSSING] * everybody, state)
        for _ in range(count):
            state += GOLDEN
            person = passer(w, unit(state) * everybody)
            state += GOLDEN
            come(w, person, way, day, unit(state))
    if w.numbers[COMING] > 0.0:
        visit(w, way + 1, day)


@inner
def passer(w: World, drawn: Real) -> Whole:
    """Who it is, in proportion to how often people pass: the first up to whom there are more crossings than drawn."""
    low, high = 0, len(w.passing) - 1
    while low < high:
        middle = (low + high) // 2
        if w.passing[middle] > drawn:
            high = middle
        else:
            low = middle + 1
    return low


@inner
def visit(w: World, way: Whole, day: Whole) -> None:
    """Infectious visitors; those with a fever may be turned back at a gate."""
    state = stream(w.root[0], mixed(np.uint64(day)), VISITORS)
    count, state = poisson(w.numbers[COMING], state)
    for _ in range(count):
        state += GOLDEN
        feverish = unit(state) < w.numbers[COMING_FEVER]
        state += GOLDEN
        if feverish and unit(state) >= unnoticed(w, way, day):
            continue
        meet(w, state, way, day)


@inner
def meet(w: World, state: Key, way: Whole, day: Whole) -> None:
    """An infectious visitor meets residents at random."""
    met, inside = poisson(w.numbers[MEETING] * w.factors[0, way], state ^ GOLDEN)
    for _ in range(met):
        inside += GOLDEN
        person = int(unit(inside) * len(w.who))
        inside += GOLDEN
        come(w, np.int64(person), way, day, unit(inside))


@inner
def unnoticed(w: World, way: Whole, day: Whole) -> Real:
    """The chance that a visitor with a fever is not noticed."""
    missed = 1.0
    for rule in range(len(w.rules)):
        at = int(w.rules[rule, BASE])
        if w.rules[rule, FEBRILE] > 0.0 and w.spots[OPENS, at] <= day < w.spots[SHUTS, at]:
            missed *= w.factors[int(w.rules[rule, LEFT]), way]
    return missed


@inner
def come(w: World, person: Whole, way: Whole, day: Whole, sieve: Real) -> None:
    """Somebody would be infected from outside today, unless something prevents it."""
    first = np.uint64(NOBODY) | (np.uint64(person) << _HIGH)
    put(w, ATTEMPT, day, first, np.uint64(sieve * _FINE) | (np.uint64(way) << _LAYER))
