"""Shrinks what is nobody's before a master is built: bounds follow from bounds, and rows that say nothing more go.

Where cover is settled, how many stand at each post follows, and two thirds of the rows with it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
NEAR = 1e-9
PASSES = 10


@dataclass(slots=True)
class Bounds:
    """Least and most of every column; both shrink."""

    least: Floats
    most: Floats


@dataclass(frozen=True, slots=True)
class Row:
    """Columns and factors, between two numbers."""

    columns: NDArray[np.int64]
    factors: Floats
    low: float
    high: float


def shrink(rows: list[Row], bounds: Bounds) -> list[bool]:
    """Tightens `bounds` (of whole numbers) by these rows, and says of each row whether it still says anything."""
    for _ in range(PASSES):
        if not sum(_tighten(row, bounds) for row in rows):
            break
    return [_says(row, bounds) for row in rows]


def _span(row: Row, bounds: Bounds) -> tuple[Floats, Floats]:
    """Least and most each term can bring."""
    one, other = row.factors * bounds.least[row.columns], row.factors * bounds.most[row.columns]
    return np.minimum(one, other), np.maximum(one, other)


def _says(row: Row, bounds: Bounds) -> bool:
    least, most = _span(row, bounds)
    return bool(least.sum() < row.low - NEAR or most.sum() > row.high + NEAR)


def _tighten(row: Row, bounds: Bounds) -> int:
    """How many bounds it moved."""
    least, most = _span(row, bounds)
    others_least, others_most = least.sum() - least, most.sum() - most
    with np.errstate(invalid="ignore"):
        most_term, least_term = row.high - others_least, row.low - others_most
    moved = 0
    for place, (column, factor) in enumerate(zip(row.columns, row.factors, strict=True)):
        ends = sorted((least_term[place] / factor, most_term[place] / factor))
        low, high = np.ceil(ends[0] - NEAR), np.floor(ends[1] + NEAR)
        moved += int(low > bounds.least[column] + NEAR) + int(high < bounds.most[column] - NEAR)
        bounds.least[column] = max(bounds.least[column], low)
        bounds.most[column] = min(bounds.most[column], high)
    return moved
