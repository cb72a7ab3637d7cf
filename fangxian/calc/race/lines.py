"""A person's whole line of duty as a path: day by day an option, a small state, a few counted things.

The cheapest line for everybody at given prices is found by dynamic programming over (day, state, counts), all
people at once in numpy. What a line may not do at all is in the states; what it pays for at the end is a table
over the counts. Rules left out here only make the bound weaker, never wrong.
"""

from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
NEVER = np.inf
SAME = 1e-7


class Step(NamedTuple):
    """From a state by an option to a state, for a fee, with something counted on each axis."""

    state: int
    option: int
    after: int
    fee: float
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """What lines there are. Option 0 is a day off; `variable[person, day, option]` is -1 where there is none.

    `steps[day]` are the moves of that day, `start[person]` the states people begin in, `finish[person, counts…]`
    what the counts cost in the end; the last cell
    of an axis that `gathers` stands for more, other counts beyond their axis are not done at all.
    `base[person, day, option]` is what an option costs by itself (wishes).
    """

    steps: tuple[tuple[Step, ...], ...]
    states: int
    start: Ints
    variable: Ints
    base: Floats
    finish: Floats
    gathers: tuple[bool, ...]

    @property
    def people(self) -> int:
        """How many people there are."""
        return int(self.variable.shape[0])

    @property
    def days(self) -> int:
        """How many days there are."""
        return len(self.steps)


Line = tuple[int, ...]
"""An option for every day."""


def cheapest(lines: Lines, price: Floats, who: list[int]) -> list[tuple[float, Line]]:
    """For each of these people the cheapest line and its cost when option o of day d costs `price[p, d, o]`."""
    tables = _forward(lines, price, who)
    ends = np.stack([table if table is not None else np.full(lines.finish[who].shape, NEVER) for table in tables[-1]])
    ends = ends + lines.finish[who][None]
    found: list[tuple[float, Line]] = []
    for row, person in enumerate(who):
        mine = ends[:, row]
        place = np.unravel_index(int(np.argmin(mine)), mine.shape)
        cost = float(mine[place])
        if cost == NEVER:
            found.append((NEVER, ()))
            continue
        state, counts = int(place[0]), tuple(int(i) for i in place[1:])
        found.append((cost, _back(lines, price[person], tables, row, state, counts)))
    return found


Tables = list[list[Floats | None]]


def _forward(lines: Lines, price: Floats, who: list[int]) -> Tables:
    shape = (len(who), *lines.finish.shape[1:])
    first: list[Floats | None] = [None] * lines.states
    for row, person in enumerate(who):
        table = _table(first, int(lines.start[person]), shape)
        table[(row, *(0,) * (len(shape) - 1))] = 0.0
    tables: Tables = [first]
    reach = [1] * (len(shape) - 1)
    for day, steps in enumerate(lines.steps):
        after: list[Floats | None] = [None] * lines.states
        cost = price[who, day]
        there = [bool(np.isfinite(cost[:, option]).any()) for option in range(cost.shape[1])]
        for step in steps:
            now = tables[-1][step.state]
            if now is not None and there[step.option]:
                some = now[(slice(None), *(slice(0, n) for n in reach))]
                _move(some, _table(after, step.after, shape), step, cost[:, step.option], lines.gathers)
        tables.append(after)
        most = np.max([step.counts for step in steps], axis=0)
        reach = [min(size, n + int(more)) for size, n, more in zip(shape[1:], reach, most, strict=True)]
    return tables


def _table(tables: list[Floats | None], state: int, shape: tuple[int, ...]) -> Floats:
    table = tables[state]
    if table is None:
        table = tables[state] = np.full(shape, NEVER)
    return table


def _move(now: Floats, after: Floats, step: Step, cost: Floats, gathers: tuple[bool, ...]) -> None:
    """Relax every cell of one state by one step; `now` ends where no count can be yet."""
    paid = now + (cost + step.fee).reshape(-1, *(1,) * (now.ndim - 1))
    axes = zip(now.shape[1:], after.shape[1:], step.counts, gathers, strict=True)
    for way in product(*(_cells(*axis) for axis in axes)):
        to = (slice(None), *(cells[1] for cells in way))
        np.minimum(after[to], paid[(slice(None), *(cells[0] for cells in way))], out=after[to])


Cells = tuple[slice, slice]


def _cells(reach: int, size: int, count: int, gather: bool) -> list[Cells]:
    """From which cells of an axis to which: all move by `count`; the last ones gather in the last, or fall off."""
    if not count:
        return [(slice(0, reach), slice(0, reach))]
    inside = min(reach, size - count)
    moved = [(slice(0, inside), slice(count, count + inside))] if inside > 0 else []
    beyond = range(max(0, inside), reach) if gather else ()
    return [*moved, *((slice(at, at + 1), slice(size - 1, size)) for at in beyond)]


def _back(lines: Lines, price: Floats, tables: Tables, row: int, state: int, counts: tuple[int, ...]) -> Line:
    """The line that led to an end, read backwards."""
    line: list[int] = []
    for day in range(lines.days - 1, -1, -1):
        after = tables[day + 1][state]
        assert after is not None  # noqa: S101 - the end was reached through it
        cost = float(after[(row, *counts)])
        state, counts, option = _before(lines, day, price[day], tables[day], row, state, counts, cost)
        line.append(option)
    return tuple(reversed(line))


def _before(
    lines: Lines,
    day: int,
    price: Floats,
    tables: list[Floats | None],
    row: int,
    state: int,
    counts: tuple[int, ...],
    cost: float,
) -> tuple[int, tuple[int, ...], int]:
    best: tuple[float, int, tuple[int, ...], int] | None = None
    for step in lines.steps[day]:
        table = tables[step.state]
        if step.after != state or table is None or not np.isfinite(price[step.option]):
            continue
        for before in _froms(counts, step.counts, lines):
            off = abs(float(table[(row, *before)]) + price[step.option] + step.fee - cost)
            if best is None or off < best[0]:
                best = off, step.state, before, step.option
        if best is not None and best[0] <= SAME:
            break
    assert best is not None  # noqa: S101 - every finite cell has one before it
    return best[1], best[2], best[3]


def _froms(counts: tuple[int, ...], moved: tuple[int, ...], lines: Lines) -> list[tuple[int, ...]]:
    """The cells a step may have come from; several where the last cell gathers what lies beyond."""
    found: list[tuple[int, ...]] = [()]
    sizes = lines.finish.shape[1:]
    for at, count, size, gather in zip(counts, moved, sizes, lines.gathers, strict=True):
        gathered = count and gather and at == size - 1
        ways = range(max(0, size - 1 - count), size) if gathered else range(at - count, at - count + 1)
        found = [(*before, way) for before in found for way in ways if way >= 0]
    return found


def cost_of(lines: Lines, person: int, line: Line) -> float:
    """What a line costs by itself; `NEVER` when it is no path."""
    state, counts, cost = int(lines.start[person]), np.zeros(lines.finish.ndim - 1, int), 0.0
    last = np.array(lines.finish.shape[1:]) - 1
    for day, option in enumerate(line):
        step = next((s for s in lines.steps[day] if s.state == state and s.option == option), None)
        if step is None:
            return NEVER
        state, cost = step.after, cost + step.fee + float(lines.base[person, day, option])
        counts = counts + step.counts
        if ((counts > last) & ~np.array(lines.gathers, bool)).any():
            return NEVER
        counts = np.minimum(counts, last)
    return cost + float(lines.finish[(person, *counts)])
