"""People who may stand in for each other trade stretches of their lines: who is there stays, what is fair gets fairer.

Cover is untouched by a trade between people who count for the same rows, so long rosters made week by week lose what
was unfair in them at once: no search finds that, for each trade moves many decisions together.
"""

from typing import NamedTuple

import numpy as np
from numba import njit

from fangxian.calc.race.binding import Binding
from fangxian.calc.race.kernel import Floats, Ints
from fangxian.calc.race.lines import Flat, Line, Lines

GAIN = 1e-6
SWEEPS = 20


class Rules(NamedTuple):
    """Everybody's steps in arrays, for the compiled loop: `step_at[day, state, kind]` is a step's number, or -1."""

    base: Floats
    kind_of: Ints
    step_at: Ints
    after: Ints
    fee: Floats
    move: Ints
    targets: Ints
    start: Ints
    finish: Floats


def traded(whole: Binding, lines: list[Line]) -> list[Line]:
    """The lines after every trade of a stretch between two alike that makes both together cheaper."""
    flat, start = whole.lines.flat, whole.lines.start.astype(np.int32)
    rules = Rules(
        whole.lines.base, flat.kind_of, _step_at(whole.lines, flat), flat.after, flat.fee, flat.move, flat.targets,
        start, flat.finish,
    )  # fmt: skip
    mine = np.array(lines, np.int32)
    _trade(mine, _alike(whole), rules)
    return [tuple(int(option) for option in row) for row in mine]


def _alike(whole: Binding) -> Ints:
    """`[a, b]`: do two people count for the same wherever both may be? Rows of one person alone are left out."""
    variable = whole.lines.variable
    number: dict[tuple[tuple[int, float], ...], int] = {}
    counts = np.full(variable.shape, -1, np.int32)
    for place in np.argwhere(variable >= 0):
        rows = whole.weight.get(int(variable[tuple(place)]), ())
        shared = tuple(sorted((row, factor) for row, factor in rows if row not in whole.alone))
        counts[tuple(place)] = number.setdefault(shared, len(number))
    flat = counts.reshape(len(counts), -1)
    found = [[bool(((a == b) | (a < 0) | (b < 0)).all()) for b in flat] for a in flat]
    return np.array(found, np.int32)


def _step_at(lines: Lines, flat: Flat) -> Ints:
    """The number of the step of each day from a state by a kind, or -1."""
    at = np.full((lines.days, lines.states, int(flat.kind_of.max()) + 1), -1, np.int32)
    for day in range(lines.days):
        steps = slice(flat.first[day], flat.first[day + 1])
        at[day, flat.before[steps], flat.kind[steps]] = np.arange(flat.first[day], flat.first[day + 1])
    return at


@njit(nogil=True, cache=True)  # type: ignore[untyped-decorator, unused-ignore]
def _worth(line: Ints, who: int, rules: Rules) -> float:
    """What a line costs somebody by itself, infinite where it is no path."""
    state, cell, cost = rules.start[who], 0, 0.0
    for day in range(len(line)):
        step = rules.step_at[day, state, rules.kind_of[line[day]]]
        if step < 0:
            return np.inf
        cell = rules.targets[rules.move[step], cell]
        if cell < 0:
            return np.inf
        cost += rules.fee[step] + rules.base[who, day, line[day]]
        state = rules.after[step]
    return float(cost + rules.finish[who, cell])


@njit(nogil=True, cache=True)  # type: ignore[untyped-decorator, unused-ignore]
def _trade_of_two(lines: Ints, a: int, b: int, rules: Rules) -> bool:
    """Takes the first stretch these two gain by trading; did they?"""
    now = _worth(lines[a], a, rules) + _worth(lines[b], b, rules)
    for first in range(lines.shape[1]):
        if lines[a, first] == lines[b, first]:
            continue
        one, other = lines[a].copy(), lines[b].copy()
        for last in range(first, lines.shape[1]):
            one[last], other[last] = lines[b, last], lines[a, last]
            cost = _worth(one, a, rules)
            if one[last] != other[last] and cost < now and cost + _worth(other, b, rules) < now - GAIN:
                lines[a], lines[b] = one, other
                return True
    return False


@njit(nogil=True, cache=True)  # type: ignore[untyped-decorator, unused-ignore]
def _trade(lines: Ints, alike: Ints, rules: Rules) -> None:
    """Takes every trade that gains, until none does; `lines` are changed in place."""
    for _ in range(SWEEPS):
        gained = False
        for a in range(len(lines)):
            for b in range(a + 1, len(lines)):
                while alike[a, b] and _trade_of_two(lines, a, b, rules):
                    gained = True
        if not gained:
            break
