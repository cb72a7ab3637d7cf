"""Counting who is restricted, in quarantine or isolation, on which days."""

import numpy as np

from .compiled import Whole, inner
from .keeping import adheres, keeps
from .world import (
    BASE,
    BOUND,
    CASES,
    COUNTED_UNTIL,
    DELAY,
    END,
    FAR,
    KIND,
    OPENS,
    RESTRICTED,
    RESTRICTS,
    START,
    World,
)  # fmt: skip


@inner
def span(w: World, row: Whole, begin: Whole, end: Whole, sign: Whole) -> None:
    """Count somebody from a day until before another, as differences that are summed up when the run is over."""
    days = w.daily.shape[1]
    if begin < min(end, days):
        w.daily[row, begin] += sign
        if end < days:
            w.daily[row, end] -= sign


@inner
def restrict(w: World, person: Whole, begin: Whole, end: Whole) -> None:
    """Count somebody's restricted days, each once, besides those on which all are restricted with them."""
    begin = max(begin, np.int64(w.state[person, COUNTED_UNTIL]))
    if w.numbers[BOUND] == 0.0:
        span(w, RESTRICTED, begin, end, 1)
    else:
        for day in range(begin, min(end, w.daily.shape[1])):
            if not covered(w, person, day):
                span(w, RESTRICTED, day, day + 1, 1)
    w.state[person, COUNTED_UNTIL] = max(end, begin)


@inner
def covered(w: World, person: Whole, day: Whole) -> bool:
    """Whether a measure that was there from the start restricts somebody on a day anyhow."""
    held = False
    for rule in range(len(w.rules)):
        held = held or (from_the_start(w, rule) and keeps(w, rule, person, day))
    return held


@inner
def restricted_by_all(w: World) -> None:
    """Count on every day whom the measures restrict that were there from the start, each person once."""
    if w.numbers[BOUND] == 0.0:
        return
    kinds = 1
    for rule in range(len(w.rules)):
        if from_the_start(w, rule):
            kinds *= 2
    people = np.zeros(kinds, np.int64)
    for person in range(len(w.who)):
        people[bound_by(w, person)] += 1
    for day in range(w.daily.shape[1]):
        held = held_on(w, day)
        for mask in range(kinds):
            if mask & held:
                span(w, RESTRICTED, day, day + 1, people[mask])


@inner
def from_the_start(w: World, rule: Whole) -> bool:
    """Whether a rule restricts people, and not only when there are cases."""
    return bool(w.rules[rule, RESTRICTS] > 0.0 and w.rules[rule, CASES] == 0.0)


@inner
def held_on(w: World, day: Whole) -> Whole:
    """Which of these measures hold on a day, a bit each."""
    mask, bit = 0, 1
    for rule in range(len(w.rules)):
        if from_the_start(w, rule):
            if w.rules[rule, START] + w.rules[rule, DELAY] <= day < w.rules[rule, END]:
                mask |= bit
            bit *= 2
    return mask


@inner
def bound_by(w: World, person: Whole) -> Whole:
    """Which of these measures somebody keeps to when they hold, a bit each."""
    mask, bit = 0, 1
    for rule in range(len(w.rules)):
        if from_the_start(w, rule):
            place = np.int64(w.places[person, np.int64(w.rules[rule, KIND])])
            if place >= 0 and w.spots[OPENS, np.int64(w.rules[rule, BASE]) + place] < FAR and adheres(w, rule, person):
                mask |= bit
            bit *= 2
    return mask
