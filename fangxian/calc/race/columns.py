"""Column generation: whole lines of duty as columns, prices from HiGHS, the bound from Lagrange.

The master holds the rows of the model that bind people together (cover, skills); everything said of one person
alone is in their lines. Its bound is that of the best mixture of true lines, far above the plain relaxation's.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray

from fangxian.calc.race.linear import Linear
from fangxian.calc.race.lines import NEVER, Floats, Ints, Line, Lines, cost_of
from fangxian.calc.race.neighbours import Place
from fangxian.calc.race.prover import solver
from fangxian.calc.race.shrink import Bounds, Row, shrink

Ints32 = NDArray[np.int32]

NEAR = 1e-6

PRIMAL = 4
"""HiGHS's number for the primal simplex."""

FIRST_TOLL, TOLL_GROWS, LAST_TOLL = 3.0, 10.0, 1e6
"""What a person without a line, or a row not kept, costs in the master: at first this many times the dearest thing
there is, then more while the mixture still pays it. Low tolls keep prices near true ones from the beginning."""


@dataclass(slots=True)
class Column:
    """One line of one person in the master: its column there, and whether the whole model allows it."""

    person: int
    line: Line
    index: int
    sound: bool


@dataclass(frozen=True, slots=True)
class Shared:
    """Rows and columns that belong to nobody: bounds, costs, and the cells where they meet."""

    low: Floats
    high: Floats
    cost: Floats
    least: Floats
    most: Floats
    cells: tuple[Ints, Ints, Floats]
    offset: float

    def clean(self, duals: Floats) -> Floats:
        """Prices of the rows with the sign they must have."""
        duals = np.where(np.isinf(self.low), np.minimum(duals, 0.0), duals)
        cleaned: Floats = np.where(np.isinf(self.high), np.maximum(duals, 0.0), duals)
        return cleaned

    def worth(self, duals: Floats) -> float:
        """The part of Lagrange's bound that is nobody's."""
        side = np.where(duals > 0, self.low, self.high)
        paid = np.where(duals == 0, 0.0, np.where(duals == 0, 0.0, side) * duals)
        reduced = self.cost.copy()
        rows, columns, factors = self.cells
        np.subtract.at(reduced, columns, factors * duals[rows])
        free = np.where(reduced > 0, reduced * self.least, reduced * self.most)
        return float(self.offset + paid.sum() + free.sum())


@dataclass
class Master:
    """The rows that bind people, as a linear program that grows by columns; `tolls` are columns for what is missing."""

    lines: Lines
    highs: Any
    rows: int
    weight: dict[int, list[tuple[int, float]]]
    shared: "Shared"
    alone: frozenset[int]
    toll: float
    tolls: Ints32
    columns: list[Column] = field(default_factory=list)
    known: set[tuple[int, Line]] = field(default_factory=set)

    def add(self, person: int, line: Line) -> bool:
        """Take a line in; False when it is known already or is no path."""
        if (person, line) in self.known:
            return False
        cost = cost_of(self.lines, person, line)
        if cost == NEVER:
            return False
        self.known.add((person, line))
        inside: dict[int, float] = {self.rows + person: 1.0}
        for variable in self.lines.switched(person, line):
            for row, factor in self.weight.get(variable, ()):
                inside[row] = inside.get(row, 0.0) + factor
        self.columns.append(Column(person, line, self.highs.getNumCol(), self._sound(inside)))
        self.highs.addCol(cost, 0.0, highspy.kHighsInf, len(inside),
                          np.array(list(inside), np.int32), np.array(list(inside.values())))  # fmt: skip
        return True

    def _sound(self, inside: Mapping[int, float]) -> bool:
        """Does the line keep the rows that speak of one person alone, and are in no line's steps?"""
        low, high = self.shared.low, self.shared.high
        return all(low[r] - NEAR <= inside.get(r, 0.0) <= high[r] + NEAR for r in self.alone & inside.keys())

    def solve(self) -> tuple[float, Floats, Floats]:
        """Cost, prices of the rows, and values of the columns of the linear master."""
        self.highs.run()
        solution = self.highs.getSolution()
        cost = self.highs.getInfo().objective_function_value
        return cost, np.array(solution.row_dual), np.array(solution.col_value)

    def price(self, duals: Floats) -> Floats:
        """What every option of everybody costs at these prices."""
        variable, row, factor = self._cells
        worth = np.bincount(variable, duals[row] * factor, minlength=int(self.lines.last) + 2)
        worth[-1] = 0.0
        price: Floats = self.lines.base - worth[self.lines.variable]
        return price if self.lines.also is None else price - worth[self.lines.also]

    @cached_property
    def _cells(self) -> tuple[Ints, Ints, Floats]:
        """Variable, row and factor of every place where a decision meets a row."""
        cells = [(variable, row, factor) for variable, rows in self.weight.items() for row, factor in rows]
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
    """The master of a model: decisions of `places` are people's, `shared` variables nobody's, the rest lies in lines.

    A row about one person alone is taken to be in the lines' steps, unless it names a variable of `shared`.
    """
    lp = program.program
    columns = [*sorted(shared), *range(program.own, lp.num_col_)]
    at = {column: place for place, column in enumerate(columns)}
    bounds = Bounds(np.array(lp.col_lower_)[columns], np.array(lp.col_upper_)[columns])
    rows = _saying([cells for cells in _rows(lp) if _binds(cells, places, at)], lp, at, bounds)
    weight: dict[int, list[tuple[int, float]]] = defaultdict(list)
    meet = list[tuple[int, int, float]]()
    for place, (_, cells) in enumerate(rows):
        for column, factor in cells:
            if column in at:
                meet.append((place, at[column], factor))
            else:
                weight[column].append((place, factor))
    nobody = _nobody(lp, columns, [row for row, _ in rows], np.array(meet, float).reshape(-1, 3), bounds)
    alone = frozenset(place for place, (_, cells) in enumerate(rows) if _alone(cells, places, at, nobody))
    toll = FIRST_TOLL * max(1.0, float(np.abs(lp.col_cost_).max(initial=0.0)))
    highs, tolls = _started(nobody, lines.people, toll)
    return Master(lines, highs, len(rows), dict(weight), nobody, alone, toll, tolls)


def anew(before: Master, lines: Lines) -> Master:
    """The same rows with other lines, and none taken in yet."""
    toll = FIRST_TOLL * max(1.0, float(np.abs(before.shared.cost).max(initial=0.0)))
    highs, tolls = _started(before.shared, lines.people, toll)
    return Master(lines, highs, before.rows, before.weight, before.shared, before.alone, toll, tolls)


Cells = tuple[int, list[tuple[int, float]]]


def _rows(lp: Any) -> Iterator[Cells]:
    start, index, value = (list(part) for part in (lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_))
    for row in range(lp.num_row_):
        here = slice(start[row], start[row + 1])
        yield row, list(zip(index[here], value[here], strict=True))


def _saying(rows: list[Cells], lp: Any, at: Mapping[int, int], bounds: Bounds) -> list[Cells]:
    """The rows without those that follow from bounds; bounds follow from the rows that are nobody's."""
    low, high = np.array(lp.row_lower_), np.array(lp.row_upper_)
    ours = [row for row in rows if all(column in at for column, _ in row[1])]
    asked = [Row(np.array([at[c] for c, _ in cells], int), np.array([f for _, f in cells]), low[row], high[row])
             for row, cells in ours]  # fmt: skip
    idle = {row for (row, _), says in zip(ours, shrink(asked, bounds), strict=True) if not says}
    return [row for row in rows if row[0] not in idle]


def _binds(row: Cells, places: Mapping[int, Place], at: Mapping[int, int]) -> bool:
    """Does a row speak of more than one person, or of something that is nobody's?"""
    columns = [column for column, _ in row[1]]
    return any(c in at for c in columns) or len({places[c].person for c in columns if c in places}) > 1


def _alone(
    cells: list[tuple[int, float]], places: Mapping[int, Place], at: Mapping[int, int], nobody: "Shared"
) -> bool:
    people = {places[c].person for c, _ in cells if c in places}
    return len(people) == 1 and all(nobody.most[at[c]] == 0 for c, _ in cells if c in at)


def _nobody(lp: Any, columns: list[int], rows: list[int], meet: Floats, bounds: Bounds) -> Shared:
    return Shared(
        low=np.array(lp.row_lower_)[rows],
        high=np.array(lp.row_upper_)[rows],
        cost=np.array(lp.col_cost_)[columns],
        least=bounds.least,
        most=bounds.most,
        cells=(meet[:, 0].astype(int), meet[:, 1].astype(int), meet[:, 2]),
        offset=lp.offset_,
    )


def _started(nobody: Shared, people: int, toll: float) -> tuple[Any, Ints32]:
    """The master without lines: shared columns, rows, and for everybody one line that costs too much."""
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
    for person in range(people):
        highs.addRow(1.0, 1.0, 0, *empty)
        at = np.array([len(nobody.low) + person], np.int32)
        highs.addCol(toll, 0.0, highspy.kHighsInf, 1, at, np.array([1.0]))
    highs.changeObjectiveOffset(nobody.offset)
    return highs, np.arange(first, highs.getNumCol(), dtype=np.int32)
