"""One infection: the person's whole course, and all attempts to infect others, each put down for its day."""

import numpy as np

from .compiled import Key, Real, Whole, inner
from .keyed import ATTEMPTS, COURSE, GOLDEN, gamma, poisson, stream, unit
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
    INCUBATION,
    INFECTED,
    INFECTED_SO_FAR,
    INFECTIONS,
    INFECTIOUS,
    INFECTIVE,
    KEY,
    LISTED,
    MILD,
    ONSET,
    ONSETS,
    PRESYMPTOMATIC,
    SEVERE,
    SEVERE_DAYS,
    SEVERELY,
    SILENT,
    SILENT_DAYS,
    SYMPTOMATIC,
    TO_CRITICAL,
    TO_DEATH,
    TO_SEVERE,
    WAY,
    World,
)  # fmt: skip

_HIGH, _LAYER = np.uint64(32), np.uint64(48)
_FINE = float(1 << 48)


@inner
def infect(w: World, person: Whole, day: Whole, way: Whole) -> None:
    """Somebody is infected on a day by a way: a layer's number, or one of those behind the layers."""
    w.state[person, INFECTED] = day
    w.state[person, WAY] = way
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
    days = 0
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
        strength *= gamma(w.numbers[DISPERSION], state ^ GOLDEN)
    w.strength[person] = strength
    inner_step, outer_step = steps(w, person, length)
    total = attempt_rates(w, person, strength, inner_step, outer_step, length)
    count, state = poisson(total, state)
    for _ in range(count):
        state += GOLDEN
        cell = chosen(w.cells, unit(state) * total)
        step = cell % 3
        begin = 0 if step == 0 else (inner_step if step == 1 else outer_step)
        end = inner_step if step == 0 else (outer_step if step == 1 else length)
        state += GOLDEN
        on = infectious + begin + int(unit(state) * (end - begin))
        state += GOLDEN
        # A course that begins on the day of infection still infects from the next day on only.
        if day < on < w.numbers[DAYS]:
            aim(w, state, person, cell // 3, on)


@inner
def aim(w: World, state: Key, person: Whole, layer: Whole, on: Whole) -> None:
    """Choose whom an attempt is aimed at; those infected already cannot be infected any more."""
    low, high = np.int64(w.offsets[person, layer]), np.int64(w.offsets[person, layer + 1])
    target = w.others[low + int(unit(state) * (high - low))]
    if w.state[target, INFECTED] == FAR:
        sieve = np.uint64(unit(state ^ GOLDEN) * _FINE)
        put(w, ATTEMPT, on, np.uint64(person) | (np.uint64(target) << _HIGH), sieve | (np.uint64(layer) << _LAYER))


@inner
def steps(w: World, person: Whole, length: Whole) -> tuple[Whole, Whole]:
    """Where the load of a course changes: two days, counted from the first infectious one."""
    early = min(w.numbers[EARLY_SHARE] * length, w.numbers[EARLY_DAYS])
    loud = min(length, int(np.ceil(early)))
    silent = loud
    if w.numbers[BEFORE] != 1.0:
        silent = min(length, max(0, np.int64(w.state[person, ONSET]) - w.state[person, INFECTIOUS]))
    return min(loud, silent), max(loud, silent)


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
def attempt_rates(w: World, person: Whole, strength: Real, inner_step: Whole, outer_step: Whole, length: Whole) -> Real:
    """Attempts to be expected by layer and step of the course, in `cells`, and their sum."""
    total = 0.0
    w.cells[:] = 0.0
    for step in range(3):
        begin = 0 if step == 0 else (inner_step if step == 1 else outer_step)
        end = inner_step if step == 0 else (outer_step if step == 1 else length)
        if end <= begin:
            continue
        heavy = strength * load(w, person, length, begin)
        for layer in range(w.offsets.shape[1] - 1):
            links = w.offsets[person, layer + 1] - w.offsets[person, layer]
            if links > 0:
                rate = links * (end - begin) * per_contact(w, layer, heavy)
                w.cells[3 * layer + step] = rate
                total += rate
    return total


@inner
def per_contact(w: World, layer: Whole, heavy: Real) -> Real:
    """Attempts per contact and day; one or more of them happen with the chance the disease states."""
    rate = w.factors[0, layer] * heavy
    if w.numbers[CHANCE] == 0.0:
        return rate
    if rate < 0.02:
        # The logarithm's series, exact to eight digits here and much quicker.
        return rate * (1.0 + rate * (0.5 + rate * (1.0 / 3.0 + rate * 0.25)))
    return -np.log1p(-min(rate, 0.999999999))


@inner
def chosen(cells: Real, drawn: Real) -> Whole:
    """The cell a number falls into; the last one that has any when rounding would leave them all."""
    last = 0
    for cell in range(len(cells)):
        if cells[cell] > 0.0:
            last = cell
            if drawn < cells[cell]:
                return cell
            drawn -= cells[cell]
    return last
