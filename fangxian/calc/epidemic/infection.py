"""One infection: the person's whole course, and all attempts to infect others, each put down for its day."""

import numpy as np

from .compiled import Key, Real, Whole, inner
from .keyed import ATTEMPTS, COURSE, GOLDEN, mixed, poisson, stream, unit
from .queues import put
from .world import (
    AGE,
    ATTEMPT,
    BEFORE,
    CHANCE,
    CRITICAL,
    CRITICAL_DAYS,
    CRITICALLY,
    DAYS,
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
    LAYER,
    LISTED,
    MILD,
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
    UP_TO,
    WAY,
    World,
)  # fmt: skip

_HALF, _LOWER, _LAYER = np.uint64(32), np.uint64(0xFFFFFFFF), np.uint64(48)
_FINE, _OF_HALF = float(1 << 48), 1.0 / (1 << 32)


@inner
def infect(w: World, person: Whole, day: Whole, way: Whole) -> None:
    """Somebody is infected on a day by a way: a layer's number, or one of those behind the layers."""
    w.state[person, INFECTED] = day
    w.state[person, WAY] = way
    w.due[person] = -1
    w.lists[LISTED, w.counts[INFECTED_SO_FAR]] = person
    w.counts[INFECTED_SO_FAR] += 1
    w.daily[INFECTIONS, day] += 1
    draw_course(w, person, day)
    attempt(w, person, day)


@inner
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


@inner
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


@inner
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
    total = w.cells[cells - 1, UP_TO] if cells > 0 else 0.0
    count, state = poisson(total, state)
    for _ in range(count):
        state += GOLDEN
        drawn = mixed(state)
        where = (np.float64(drawn >> _HALF) + 0.5) * _OF_HALF * total
        cell = 0
        while where >= w.cells[cell, UP_TO] and cell < cells - 1:
            cell += 1
        before = w.cells[cell - 1, UP_TO] if cell > 0 else 0.0
        days = w.cells[cell, LASTING]
        inside = np.int64((where - before) / (w.cells[cell, UP_TO] - before) * days)
        on = infectious + np.int64(w.cells[cell, SINCE]) + min(inside, np.int64(days) - 1)
        # A course that begins on the day of infection still infects from the next day on only.
        if day < on < w.numbers[DAYS]:
            aim(w, state, drawn & _LOWER, person, np.int64(w.cells[cell, LAYER]), on)


@inner
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
            links = w.offsets[person, layer + 1] - w.offsets[person, layer]
            rate = links * (end - begin) * per_contact(w, w.factors[0, layer] * heavy)
            if rate > 0.0:
                total += rate
                w.cells[cells, UP_TO], w.cells[cells, LAYER] = total, layer
                w.cells[cells, SINCE], w.cells[cells, LASTING] = begin, end - begin
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


@inner
def aim(w: World, state: Key, drawn: Key, person: Whole, layer: Whole, on: Whole) -> None:
    """Choose whom an attempt is aimed at, and put it down unless it comes too late."""
    low = np.int64(w.offsets[person, layer])
    links = np.uint64(w.offsets[person, layer + 1] - low)
    target = np.int64(w.others[low + np.int64((drawn * links) >> _HALF)])
    if on >= w.due[target]:
        return
    sieve = np.uint64(unit(state ^ GOLDEN) * _FINE)
    if w.numbers[OPEN] > 0.0:
        left = np.float64(w.yields[target])
        if left < 1.0:
            if np.float64(sieve) >= _FINE * as_chance(w, person, layer, on, left):
                return
            sieve = np.uint64(0)
        # It will succeed, and whatever comes later will not.
        w.due[target] = on
    put(w, ATTEMPT, on, np.uint64(person) | (np.uint64(target) << _HALF), sieve | (np.uint64(layer) << _LAYER))


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
