"""The rows of a model that bind people together, and what in them is nobody's; the rest lies in people's lines."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from fangxian.calc.race.linear import Linear
from fangxian.calc.race.lines import Floats, Ints, Lines
from fangxian.calc.race.neighbours import Place
from fangxian.calc.race.shrink import Bounds, Row, shrink


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


Weight = Mapping[int, list[tuple[int, float]]]
"""For every variable of a line, the rows it counts in and how much."""


@dataclass(frozen=True, slots=True)
class Binding:
    """Lines, the rows they meet in, and which of those rows speak of one person alone with nothing to give way."""

    lines: Lines
    shared: Shared
    weight: Weight
    alone: frozenset[int]


def bind(program: Linear, lines: Lines, places: Mapping[int, Place], shared: Collection[int]) -> Binding:
    """What binds people: decisions of `places` are people's, `shared` variables nobody's, the rest lies in lines.

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
    return Binding(lines, nobody, dict(weight), alone)


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


def _alone(cells: list[tuple[int, float]], places: Mapping[int, Place], at: Mapping[int, int], nobody: Shared) -> bool:
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
