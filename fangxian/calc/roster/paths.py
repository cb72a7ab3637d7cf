"""Everybody's duty as a path through days: what the prover's columns are made of.

Rest from one day to the next, days and nights in a row and the day off are in the states; nights, weekends, early
starts and hours are counted; past duty, weekly hours and whole rests stay in the model alone. `priced` is None where
two shifts of one day may follow each other: then lines are no simple paths.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import reduce
from itertools import product
from math import gcd, prod
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from fangxian.calc.race import Lines, Place, Step
from fangxian.calc.roster.changes import fees
from fangxian.calc.roster.model import Band, Model
from fangxian.calc.roster.objections import days_touched, is_night, weekly_cap
from fangxian.calc.roster.problem import DAY, HOUR, Duty, Person
from fangxian.calc.windows import Span

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

ROOM, ROUGH_ROOM = 16_000, 4_000
"""Most cells of a table of counts; beyond, what takes most of them is nobody's: counted in the master, as a mixture."""

SPARE, SPARE_HOURS = 2, 16 * HOUR
"""So far above everybody's band a count, and minutes, are told apart."""


class State(NamedTuple):
    """At the end of a day: the kind of shift stood (-1 off), days off, and rows of days, busy days and nights."""

    kind: int
    off: int
    row: int
    busy: int
    nights: int


WEEK = 7


def streak(days: set[int], last: int) -> int:
    """How many days in a row end with `last`."""
    found = 0
    while last - found in days:
        found += 1
    return found


@dataclass(frozen=True, slots=True)
class Axis:
    """Something counted: how much each shift adds, how many cells there are, and whose band it is."""

    bands: dict[str, Band]
    unit: int
    size: int
    gathers: bool

    def adds(self, span: Span) -> int:
        """Cells one shift moves on."""
        return next(iter(self.bands.values())).counts(span) // self.unit


def places(model: Model) -> dict[int, Place]:
    """Whom and which day every decision of a model is about; people who may stand at one post are near each other."""
    at = {p.id: n for n, p in enumerate(model.problem.people)}
    post = {p.id: n for n, p in enumerate(model.problem.posts)}
    if model.local:
        return {x.index: Place(at[who], span.start // DAY, post[where]) for (who, span, where), x in model.at.items()}
    return {x.index: Place(at[who], span.start // DAY) for (who, span), x in model.work.items()}


@dataclass(frozen=True, slots=True)
class Priced:
    """Lines, and the variables that are nobody's with them: more where a count is left to the master."""

    lines: Lines
    shared: frozenset[int]


def priced(model: Model, *, fair: bool, old: tuple[Duty, ...] | None = None, room: int = ROOM) -> Priced | None:
    """Lines of a model whose soft costs are laid already; without `fair` they cost nothing but what is not covered.

    With an `old` roster they cost the days that are not as they were. Counts that take more than `room` cells go to
    the master.
    """
    if not model.work or model.local or _twice_a_day(model):
        return None
    kinds = sorted({(s.start % DAY, s.minutes) for s in model.spans})
    first = min(s.start // DAY for s in model.spans)
    days = range(min(0, first), max(model.problem.days, 1 + max(s.start // DAY for s in model.spans)))
    axes, left_out = _axes(model, fair=fair, whole_week=len(days) <= WEEK, room=room)
    moves = _Moves(model, [Span(start, start + minutes) for start, minutes in kinds], axes, fair=fair)
    begin = [moves.begin(person, days.start) for person in model.problem.people]
    steps, number = moves.all(days, set(begin))
    variable = _variables(model, kinds, days)
    base = _base(model, kinds, days, variable, fair=fair)
    lines = Lines(
        steps=steps,
        states=len(number),
        start=np.array([number[state] for state in begin]),
        variable=variable,
        base=base if old is None else base + fees(model, old, variable, days),
        finish=_finish(model, axes, fair=fair, whole_week=len(days) <= WEEK),
        gathers=tuple(axis.gathers for axis in axes),
        kinds=np.arange(len(kinds) + 1),
        unlike=_unlike(model),
    )
    return Priced(lines, frozenset(model.common | left_out))


def _unlike(model: Model) -> Ints:
    """A number for everybody, the same for those of whom rest asks the same: what is no row is in no line either."""
    asked = model.problem.derogations
    kinds = [
        (
            weekly_cap(model.problem.rules, p),
            tuple((d.start, d.end) for d in p.past),
            p.pregnant_month,
            p.nursing_month,
            tuple(replace(d, person="") for d in asked if d.person == p.id),
        )
        for p in model.problem.people
    ]
    return np.array([kinds.index(kind) for kind in kinds])


def _twice_a_day(model: Model) -> bool:
    """May anybody stand two of these shifts on one day?"""
    rest, daily = _least_rest(model), round(model.problem.rules.max_daily_h * HOUR)
    return any(
        a.start // DAY == b.start // DAY and b.start - a.end >= rest and a.minutes + b.minutes <= daily
        for a, b in product(model.spans, model.spans)
    )


def _least_rest(model: Model) -> int:
    held = [model.problem.rules.min_rest_h, *(d.rest_h for d in model.problem.derogations)]
    return round(min(held) * HOUR)


def _axes(model: Model, *, fair: bool, whole_week: bool, room: int) -> tuple[list[Axis], set[int]]:
    """What is counted in lines, and the variables of what would take too many cells."""
    bands = [band for band in model.bands if (fair and band.weight) or (whole_week and band.name == "hours")]
    names = list(dict.fromkeys(band.name for band in bands))
    axes = [axis for axis in (_axis(model, name, whole_week=whole_week) for name in names) if axis.size > 1]
    axes.sort(key=lambda axis: axis.size)
    left_out = set[int]()
    while prod(axis.size for axis in axes) > room:
        left_out |= {variable for band in axes.pop().bands.values() for variable in band.outside}
    return axes, left_out


def _axis(model: Model, name: str, *, whole_week: bool) -> Axis:
    bands = {band.person: band for band in model.bands if band.name == name}
    adds = [next(iter(bands.values())).counts(span) for span in model.spans]
    unit = max(1, reduce(gcd, adds, 0))
    weeks = -(-(model.problem.days + 1) // 7)
    per_day = max((max(b.counts(s) for s in model.spans) for b in bands.values()), default=0)
    most = per_day * (model.problem.days + 1) - per_day * (model.problem.days // 7)
    high = max(max(0, band.high - band.done) for band in bands.values())
    if name == "hours":
        most = min(most, max(weekly_cap(model.problem.rules, p) for p in model.problem.people) * weeks)
        size = (most if whole_week else min(most, high + SPARE_HOURS)) // unit + 1
        return Axis(bands, unit, size, gathers=size <= most // unit)
    size = min(most // unit, high + SPARE) + 1
    return Axis(bands, unit, size, gathers=size <= most // unit)


class _Moves:
    """Makes the steps of every day, from the states that can be reached."""

    def __init__(self, model: Model, kinds: list[Span], axes: list[Axis], *, fair: bool) -> None:
        self.model, self.kinds, self.axes = model, kinds, axes
        self.lone = float(model.problem.weights.lone_day_off) if fair else 0.0
        self.rules = model.problem.rules
        self.rest = _least_rest(model)
        self.crosses = [kind.end > DAY for kind in kinds]
        self.night = [is_night(self.rules, kind) for kind in kinds]
        after = [tuple(b.start + DAY - a.end >= self.rest for b in kinds) for a in kinds]
        alike = {(after[k], self.crosses[k]): k for k in reversed(range(len(kinds)))}
        self.like = [alike[after[k], self.crosses[k]] for k in range(len(kinds))]
        self.after = after
        self.number: dict[State, int] = {}

    def begin(self, person: Person, day: int) -> State:
        """The state somebody begins `day` in, from the duty already done."""
        last = max((d for d in person.past if d.day < day), key=lambda d: d.end, default=None)
        kinds = [(k.start, k.minutes) for k in self.kinds]
        kind = -1
        if last and last.day == day - 1 and (last.start % DAY, last.span.minutes) in kinds:
            kind = self.like[kinds.index((last.start % DAY, last.span.minutes))]
        touched = {d for duty in person.past for d in days_touched(duty.span)}
        return State(
            kind,
            0 if kind >= 0 else 2,
            streak({d.day for d in person.past}, day - 1),
            streak(touched, day - 1) if self.rules.days_off_per_7 else 0,
            streak({d.day for d in person.past if is_night(self.rules, d.span)}, day - 1),
        )

    def all(self, days: range, begin: set[State]) -> tuple[tuple[tuple[Step, ...], ...], dict[State, int]]:
        """The steps of every day, and the number of every state."""
        now, steps = begin, []
        self.number |= {state: number for number, state in enumerate(sorted(begin))}
        for day in days:
            today = list(self._of_day(day, now))
            steps.append(tuple(step for step, _ in today))
            now = {state for _, state in today}
        return tuple(steps), self.number

    def _of_day(self, day: int, now: set[State]) -> Iterator[tuple[Step, State]]:
        for state in sorted(now):
            for option in range(len(self.kinds) + 1):
                after = self._rest(state) if option == 0 else self._stand(state, option - 1)
                if after is not None:
                    number = self.number.setdefault(after, len(self.number))
                    fee = self._lone(state, day) if option else 0.0
                    yield Step(self.number[state], option, number, fee, self._counts(option, day)), after

    def _rest(self, state: State) -> State | None:
        touched = state.kind >= 0 and self.crosses[state.kind]
        return State(
            -1, 1 if state.kind >= 0 else 2, 0, state.busy + 1 if touched and self.rules.days_off_per_7 else 0, 0
        )

    def _stand(self, state: State, kind: int) -> State | None:
        if state.kind >= 0 and not self.after[state.kind][kind]:
            return None
        row, busy = state.row + 1, state.busy + 1 if self.rules.days_off_per_7 else 0
        nights = state.nights + 1 if self.night[kind] else 0
        if row > self.rules.max_days_in_row or nights > self.rules.max_nights_in_row:
            return None
        if self.rules.days_off_per_7 and busy + self.crosses[kind] > 6:
            return None
        return State(self.like[kind], 0, row, busy, nights)

    def _lone(self, state: State, day: int) -> float:
        lone = state.off == 1 and 2 <= day <= self.model.problem.days - 1
        return self.lone if lone else 0.0

    def _counts(self, option: int, day: int) -> tuple[int, ...]:
        if not option:
            return (0,) * len(self.axes)
        kind = self.kinds[option - 1]
        span = Span(kind.start + day * DAY, kind.end + day * DAY)
        return tuple(axis.adds(span) for axis in self.axes)


def _variables(model: Model, kinds: list[tuple[int, int]], days: range) -> Ints:
    variable = -np.ones((len(model.problem.people), len(days), len(kinds) + 1), int)
    at = {kind: place for place, kind in enumerate(kinds, start=1)}
    person = {p.id: n for n, p in enumerate(model.problem.people)}
    for (who, span), x in model.work.items():
        variable[person[who], span.start // DAY - days.start, at[span.start % DAY, span.minutes]] = x.index
    return variable


def _base(model: Model, kinds: list[tuple[int, int]], days: range, variable: Ints, *, fair: bool) -> Floats:
    """What an option costs by itself: wishes, counted from their constant; nothing that is not there."""
    base = np.where(variable >= 0, 0.0, np.inf)
    base[:, :, 0] = 0.0
    person = {p.id: n for n, p in enumerate(model.problem.people)}
    for wish in model.problem.wishes if fair else ():
        worth = -wish.weight * model.problem.weights.wish
        for option, (start, _) in enumerate(kinds, start=1):
            if wish.start is None or wish.start == start:
                base[person[wish.person], wish.day - days.start, option] += worth
    pinned = {(person[d.person], d.day - days.start): (d.start % DAY, d.end - d.start) for d in model.problem.pinned}
    for (who, day), kind in pinned.items():
        base[who, day, [k for k in range(len(kinds) + 1) if k == 0 or kinds[k - 1] != kind]] = np.inf
    return base


def _finish(model: Model, axes: list[Axis], *, fair: bool, whole_week: bool) -> Floats:
    """What the counts cost everybody in the end; more than a week's hours in a week is not done at all."""
    finish = np.zeros((len(model.problem.people), *(axis.size for axis in axes)))
    for place, axis in enumerate(axes, start=1):
        for row, person in enumerate(model.problem.people):
            band = axis.bands.get(person.id)
            if band is None:
                continue
            cost = np.array([_outside(band, band.done + n * axis.unit) * fair for n in range(axis.size)])
            if band.name == "hours" and whole_week:
                cost[[n * axis.unit > weekly_cap(model.problem.rules, person) for n in range(axis.size)]] = np.inf
            shape = [1] * len(axes)
            shape[place - 1] = axis.size
            finish[row] += cost.reshape(shape)
    return finish


def _outside(band: Band, count: int) -> float:
    over, under = max(0, count - band.high), max(0, band.low - count)
    return float(band.weight * (-(-over // band.unit) - (-under // band.unit)))
