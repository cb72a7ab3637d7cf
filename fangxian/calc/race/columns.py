"""Column generation: whole lines of duty as columns, prices from HiGHS, the bound from Lagrange.

The master holds the rows of the model that bind people together (cover, skills); everything said of one person
alone is in their lines. Its bound is that of the best mixture of true lines, far above the plain relaxation's.
People who are alike are one group with a number, and a column says how many of them have that line.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray

from fangxian.calc.race.binding import Binding, Shared, bind
from fangxian.calc.race.groups import Groups, grouped
from fangxian.calc.race.linear import Linear
from fangxian.calc.race.lines import NEVER, Floats, Ints, Line, Lines, cost_of
from fangxian.calc.race.neighbours import Place
from fangxian.calc.race.prover import solver

Ints32 = NDArray[np.int32]

NEAR = 1e-6

PRIMAL = 4
"""HiGHS's number for the primal simplex."""

FIRST_TOLL, TOLL_GROWS, LAST_TOLL = 3.0, 10.0, 1e6
"""What a person without a line, or a row not kept, costs in the master: at first this many times the dearest thing
there is, then more while the mixture still pays it. Low tolls keep prices near true ones from the beginning."""


@dataclass(frozen=True, slots=True)
class Column:
    """One line of one group in the master: its column there, and whether the whole model allows it."""

    group: int
    line: Line
    index: int
    sound: bool


@dataclass
class Master:
    """The rows that bind people, as a linear program that grows by columns; `tolls` are columns for what is missing."""

    whole: Binding
    groups: Groups
    highs: Any
    toll: float
    tolls: Ints32
    step: int
    columns: list[Column] = field(default_factory=list)
    known: dict[tuple[int, Line], Column] = field(default_factory=dict)

    @property
    def lines(self) -> Lines:
        """The lines of one of each group."""
        return self.groups.one.lines

    @property
    def shared(self) -> Shared:
        """What is nobody's, with the rows about one alone for whole groups."""
        return self.groups.one.shared

    @property
    def rows(self) -> int:
        """How many rows bind people."""
        return len(self.shared.low)

    @cached_property
    def sizes(self) -> list[int]:
        """How many people are in each group."""
        return [len(some) for some in self.groups.members]

    def add(self, group: int, line: Line) -> bool:
        """Take a line in; False when it is known already or is no path."""
        if (group, line) in self.known:
            return False
        cost = cost_of(self.lines, group, line)
        if cost == NEVER:
            return False
        inside: dict[int, float] = {self.rows + group: 1.0}
        for variable in self.lines.switched(group, line):
            for row, factor in self.groups.one.weight.get(variable, ()):
                inside[row] = inside.get(row, 0.0) + factor
        column = Column(group, line, self.highs.getNumCol(), self._sound(inside))
        self.known[group, line] = column
        self.columns.append(column)
        self.highs.addCol(cost, 0.0, highspy.kHighsInf, len(inside),
                          np.array(list(inside), np.int32), np.array(list(inside.values())))  # fmt: skip
        return True

    def _sound(self, inside: Mapping[int, float]) -> bool:
        """Does the line keep the rows that speak of one person alone, and are in no line's steps?"""
        low, high = self.groups.low, self.groups.high
        alone = self.groups.one.alone & inside.keys()
        return all(low[row] - NEAR <= inside[row] <= high[row] + NEAR for row in alone)

    def forget(self, room: float) -> None:
        """Let go of the lines that cost more than `room` beyond what they bring in the mixture last solved."""
        dear = np.array(self.highs.getSolution().col_dual)
        kept = [c for c in self.columns if c.index >= len(dear) or dear[c.index] <= room]
        if len(kept) == len(self.columns):
            return
        gone = np.array(sorted({c.index for c in self.columns} - {c.index for c in kept}), np.int32)
        self.highs.deleteCols(len(gone), gone)
        first = len(self.shared.cost) + len(self.tolls)
        self.columns = [replace(column, index=first + n) for n, column in enumerate(kept)]
        self.known = {(column.group, column.line): column for column in self.columns}

    def solve(self) -> tuple[float, Floats, Floats]:
        """Cost, prices of the rows and then of the groups, and values of the columns of the linear master."""
        self.highs.run()
        solution = self.highs.getSolution()
        cost = self.highs.getInfo().objective_function_value
        duals = np.array(solution.row_dual)
        return cost, np.append(self.shared.clean(duals[: self.rows]), duals[self.rows :]), np.array(solution.col_value)

    def price(self, duals: Floats) -> Floats:
        """What every option of every group costs at these prices."""
        variable, row, factor = self._cells
        worth = np.bincount(variable, duals[row] * factor, minlength=int(self.lines.last) + 2)
        worth[-1] = 0.0
        price: Floats = self.lines.base - worth[self.lines.variable]
        return price if self.lines.also is None else price - worth[self.lines.also]

    @cached_property
    def _cells(self) -> tuple[Ints, Ints, Floats]:
        """Variable, row and factor of every place where a decision meets a row."""
        cells = [(variable, row, f) for variable, rows in self.groups.one.weight.items() for row, f in rows]
        met = np.array(cells, float).reshape(-1, 3)
        return met[:, 0].astype(int), met[:, 1].astype(int), met[:, 2]

    def paid(self, values: Floats) -> bool:
        """Does the mixture still pay tolls?"""
        return bool(values[self.tolls].sum() > NEAR)

    def raise_toll(self) -> bool:
        """Dearer tolls; False when they are as dear as they get."""
        if self.toll >= LAST_TOLL:
            return False
        self.toll *= TOLL_GROWS
        self.highs.changeColsCost(len(self.tolls), self.tolls, np.full(len(self.tolls), self.toll))
        return True


def master(program: Linear, lines: Lines, places: Mapping[int, Place], shared: Collection[int]) -> Master:
    """The master of a model; see `bind` for what its rows are."""
    dearest = float(np.abs(program.program.col_cost_).max(initial=0.0))
    return _started(bind(program, lines, places, shared), FIRST_TOLL * max(1.0, dearest), program.step)


def anew(before: Master, lines: Lines) -> Master:
    """The same rows with other lines, and none taken in yet."""
    whole = Binding(lines, before.whole.shared, before.whole.weight, before.whole.alone)
    return _started(whole, before.toll, before.step)


def _started(whole: Binding, toll: float, step: int) -> Master:
    """The master without lines: shared columns, rows, and for every group one line that costs too much."""
    groups = grouped(whole)
    nobody = groups.one.shared
    highs = solver(1)
    # Columns are added to a solved program: its basis stays feasible, and the primal simplex goes on from it.
    highs.setOptionValue("presolve", "off")
    highs.setOptionValue("simplex_strategy", PRIMAL)
    empty = np.array([], np.int32), np.array([])
    for cost, least, most in zip(nobody.cost, nobody.least, nobody.most, strict=True):
        highs.addCol(cost, least, most, 0, *empty)
    rows, columns, factors = nobody.cells
    first = len(nobody.cost)
    for row, (low, high) in enumerate(zip(nobody.low, nobody.high, strict=True)):
        here = rows == row
        highs.addRow(low, high, int(here.sum()), columns[here].astype(np.int32), factors[here])
        at = np.array([row], np.int32)
        for sign in (1.0, -1.0):
            highs.addCol(toll, 0.0, highspy.kHighsInf, 1, at, np.array([sign]))
    for group, members in enumerate(groups.members):
        highs.addRow(len(members), len(members), 0, *empty)
        at = np.array([len(nobody.low) + group], np.int32)
        highs.addCol(toll, 0.0, highspy.kHighsInf, 1, at, np.array([1.0]))
    highs.changeObjectiveOffset(nobody.offset)
    return Master(whole, groups, highs, toll, np.arange(first, highs.getNumCol(), dtype=np.int32), step)
