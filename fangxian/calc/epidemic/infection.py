"""One infection: the person's whole course, and all attempts to infect others, each put down for its day."""

import numpy as np

from .compiled import Key, Real, Whole, inlined, inner
from .keyed import ATTEMPTS, COURSE, GOLDEN, mixed, poisson, stream, unit
from .places import Kind
from .queues import put
from .world import (
    AGE,
    ALIKE,
    ATTEMPT,
    BEFORE,
    BESIDE,
    CHANCE,
    CHUNK,
    CRITICAL,
    CRITICAL_DAYS,
    CRITICALLY,
    DEATHS,
    DIES,
    DISPERSION,
    DYING,
    EARLY_DAYS,
    EARLY_RATIO,
    EARLY_SHARE,
    ENDS,
    FAR,
    FEVER,
    FEVERISH,
    FIRST,
    GUIDES,
    INCUBATION,
    INFECTED,
    INFECTED_SO_FAR,
    INFECTIONS,
    INFECTIOUS,
    INFECTIVE,
    KEY,
    LASTING,
    LINKS,
    LISTED,
    LISTED_IN,
    LISTED_ON,
    LISTED_WAY,
    MILD,
    NEXT,
    OF_LAYER,
    ONSET,
    ONSETS,
    OPEN,
    PRESYMPTOMATIC,
    SEVERE,
    SEVERE_DAYS,
    SEVERELY,
    SILENT,
    SILENT_DAYS,
    SINCE,
    SYMPTOMATIC,
    TO_CRITICAL,
    TO_DEATH,
    TO_SEVERE,
    World,
)  # fmt: skip

_BUILDING = int(Kind.BUILDING)
_HALF, _LAYER, _SIEVE = np.uint64(32), np.uint64(48), np.uint64(16)
_CELL_BITS, _DAY_BITS, _WHOM_BITS = np.uint64(44), np.uint64(20), np.uint64(24)
_OF_CELL, _DAY, _WHOM = 1.0 / (1 << 20), np.uint64((1 << 20) - 1), np.uint64((1 << 24) - 1)


@inner
def infect(w: World, person: Whole, day: Whole, way: Whole) -> None:
    """Somebody is infected on a day by a way: a layer's number, or one of those behind the layers."""
    w.state[person, INFECTED] = day
    w.due[person] = -1
    last = w.counts[INFECTED_SO_FAR]
    w.lists[LISTED, last] = person
    w.lists[LISTED_WAY, last], w.lists[LISTED_ON, last] = way, day
    w.lists[LISTED_IN, last] = w.places[person, _BUILDING] + 1
    w.counts[INFECTED_SO_FAR] = last + 1
    w.daily[INFECTIONS, day] += 1
    draw_course(w, person, day)
    attempt(w, person, day)


@inlined
def draw_course(w: World, person: Whole, day: Whole) -> None:
    """When infectious, ill, well again or dead. Every number has its own place in the person's stream."""
    state = stream(w.root[0], w.who[person, KEY], COURSE)
    age = w.places[person, AGE]
    first = delay(w, FIRST, state, 1)
    before = delay(w, PRESYMPTOMATIC, state, 2)
    infectious, onset = day + first, day + first + before
    if w.numbers[INCUBATION] > 0.0:
        onset = day + first
        infectious = max(day + 1, onset - before)
    w.state[person, INFECTIOUS] = infectious
    if unit(state + np.uint64(3) * GOLDEN) >= w.curves[SYMPTOMATIC, age]:
        # Without symptoms the course counts from the beginning of infectiousness.
        w.state[person, ENDS] = infectious + delay(w, SILENT_DAYS, state, 4)
        return
    w.state[person, ONSET] = onset
    if unit(state + np.uint64(5) * GOLDEN) < w.numbers[FEVERISH]:
        w.state[person, FEVER] = onset
    note(w, ONSETS, onset)
    w.state[person, ENDS] = illness(w, state, person, age, onset)


@inlined
def illness(w: World, state: Key, person: Whole, age: Whole, onset: Whole) -> Whole:
    """The day on which an illness ends, in recovery or death; severe, critical and dead are counted on their days."""
    if unit(state + np.uint64(6) * GOLDEN) >= w.curves[SEVERELY, age]:
        return onset + delay(w, MILD, state, 7)
    severe = onset + delay(w, TO_SEVERE, state, 8)
    note(w, SEVERE, severe)
    if unit(state + np.uint64(9) * GOLDEN) >= w.curves[CRITICALLY, age]:
        return severe + delay(w, SEVERE_DAYS, state, 10)
    critical = severe + delay(w, TO_CRITICAL, state, 11)
    note(w, CRITICAL, critical)
    if unit(state + np.uint64(12) * GOLDEN) >= w.curves[DYING, age]:
        return critical + delay(w, CRITICAL_DAYS, state, 13)
    dies = critical + delay(w, TO_DEATH, state, 14)
    w.state[person, DIES] = dies
    note(w, DEATHS, dies)
    return dies


@inner
def note(w: World, row: Whole, day: Whole) -> None:
    """Count something on its day, if that is within the run."""
    if day < w.daily.shape[1]:
        w.daily[row, day] += 1


@inner
def delay(w: World, row: Whole, state: Key, number: Whole) -> Whole:
    """A delay by inversion of its cumulative chances, so that it grows with its number in the stream."""
    drawn = unit(state + np.uint64(number) * GOLDEN)
    days = np.int64(w.guides[row, np.int64(drawn * GUIDES)])
    while drawn > w.curves[row, days]:
        days += 1
    return days


@inlined
def attempt(w: World, person: Whole, day: Whole) -> None:
    """Draw the number of attempts over the whole course and put each down for its day and target."""
    infectious = np.int64(w.state[person, INFECTIOUS])
    length = np.int64(w.state[person, ENDS]) - infectious
    if length <= 0:
        return
    state = stream(w.root[0], w.who[person, KEY], ATTEMPTS)
    strength = w.curves[INFECTIVE, w.places[person, AGE]]
    if w.numbers[DISPERSION] > 0.0:
        strength *= w.strong[np.int64(unit(state ^ GOLDEN) * len(w.strong))]
    w.strength[person] = strength
    cells = lay_out(w, person, strength, length)
    total = w.up_to[cells - 1] if cells > 0 else 0.0
    count, state = poisson(total, state)
    for _ in range(count):
        state += GOLDEN
        # One number says it all: the first bits choose the cell, the next ones the day, the last ones whom.
        drawn = mixed(state)
        where = (np.float64(drawn >> _CELL_BITS) + 0.5) * _OF_CELL * total
        cell = 0
        while where >= w.up_to[cell] and cell < cells - 1:
            cell += 1
        late = ((drawn >> _WHOM_BITS) & _DAY) * w.cells[cell, LASTING] >> _DAY_BITS
        on = infectious + np.int64(w.cells[cell, SINCE] + late)
        # A course that begins on the day of infection still infects from the next day on only.
        if day < on < w.hazards.shape[1]:
            whom = w.cells[cell, BESIDE] + ((drawn & _WHOM) * w.cells[cell, LINKS] >> _WHOM_BITS)
            aim(w, state, person, np.int64(w.others[np.int64(whom)]), w.cells[cell, OF_LAYER], on)


@inlined
def lay_out(w: World, person: Whole, strength: Real, length: Whole) -> Whole:
    """Write the attempts to be expected by layer and step of the course into `cells`; how many cells there are.

    The load changes twice: after the early days, and at onset.
    """
    early = min(w.numbers[EARLY_SHARE] * length, w.numbers[EARLY_DAYS])
    loud = min(length, np.int64(np.ceil(early)))
    quiet = loud
    if w.numbers[BEFORE] != 1.0:
        quiet = min(length, max(0, np.int64(w.state[person, ONSET]) - w.state[person, INFECTIOUS]))
    first, second = min(loud, quiet), max(loud, quiet)
    cells, total = 0, 0.0
    for step in range(3):
        begin = 0 if step == 0 else (first if step == 1 else second)
        end = first if step == 0 else (second if step == 1 else length)
        if end <= begin:
            continue
        heavy = strength * load(w, person, length, begin)
        for layer in range(w.offsets.shape[1] - 1):
            beside = np.int64(w.offsets[person, layer])
            links = w.offsets[person, layer + 1] - beside
            if links > 0:
                total += links * (end - begin) * per_contact(w, w.factors[0, layer] * heavy)
                w.up_to[cells] = total
                w.cells[cells, OF_LAYER], w.cells[cells, SINCE] = np.uint64(layer), np.uint64(begin)
                w.cells[cells, LASTING], w.cells[cells, BESIDE] = np.uint64(end - begin), np.uint64(beside)
                w.cells[cells, LINKS] = np.uint64(links)
                cells += 1
    return cells


@inner
def load(w: World, person: Whole, length: Whole, since: Whole) -> Real:
    """How infectious somebody is, so many days after becoming it (Covasim's two-level viral load)."""
    value = 1.0 / (1.0 + w.numbers[EARLY_SHARE] * (w.numbers[EARLY_RATIO] - 1.0))
    if since < min(w.numbers[EARLY_SHARE] * length, w.numbers[EARLY_DAYS]):
        value *= w.numbers[EARLY_RATIO]
    onset = w.state[person, ONSET]
    if onset == FAR:
        return value * w.numbers[SILENT]
    if w.state[person, INFECTIOUS] + since < onset:
        return value * w.numbers[BEFORE]
    return value


@inner
def per_contact(w: World, heavy: Real) -> Real:
    """Attempts per contact and day; one or more of them happen with the chance the disease states."""
    return heavy if w.numbers[CHANCE] == 0.0 else hazard_of(heavy)


@inner
def hazard_of(chance: Real) -> Real:
    """How often something happens that happens at all with a chance, −log(1 − chance)."""
    if chance < 0.02:
        # The logarithm's series, exact to eight digits here and much quicker.
        return chance * (1.0 + chance * (0.5 + chance * (1.0 / 3.0 + chance * 0.25)))
    return -np.log1p(-min(chance, 0.999999999))


@inlined
def aim(w: World, state: Key, person: Whole, target: Whole, layer: Key, on: Whole) -> None:
    """Put an attempt down for its day, unless it comes too late for its target."""
    if w.numbers[OPEN] == ALIKE:
        due = w.due[target]
        sooner = on < due
        at = np.int64(w.ends[ATTEMPT, NEXT, on])
        if at & (CHUNK - 1) != 0:
            # Which attempts come too late is as good as random: both are written down, and one of them is kept.
            w.pool[at, 0] = np.uint64(person) | (np.uint64(target) << _HALF)
            w.pool[at, 1] = layer << _LAYER
            w.due[target] = on if sooner else due
            w.ends[ATTEMPT, NEXT, on] = at + sooner
            return
    if on >= w.due[target]:
        return
    sieve = np.uint64(0)
    if w.numbers[OPEN] == 0.0:
        sieve = mixed(state ^ GOLDEN) >> _SIEVE
    else:
        left = np.float64(w.yields[target])
        if left < 1.0 and unit(state ^ GOLDEN) >= as_chance(w, person, np.int64(layer), on, left):
            return
        # It will succeed, and whatever comes later will not.
        w.due[target] = on
    put(w, ATTEMPT, on, np.uint64(person) | (np.uint64(target) << _HALF), sieve | (layer << _LAYER))


@inner
def as_chance(w: World, source: Whole, layer: Whole, day: Whole, left: Real) -> Real:
    """What to let through of attempts so that a daily chance p becomes left × p, and not 1 − (1 − p)^left."""
    if w.numbers[CHANCE] == 0.0:
        return left
    infectious = np.int64(w.state[source, INFECTIOUS])
    heavy = w.strength[source] * load(w, source, w.state[source, ENDS] - infectious, day - infectious)
    chance = w.factors[0, layer] * heavy
    if chance < 1e-6:
        return left
    return hazard_of(left * chance) / hazard_of(chance)
