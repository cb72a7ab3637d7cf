"""Lengths between nodes as TSPLIB's types define them, and matrices written out in any of its triangles."""

from collections.abc import Sequence
from math import acos, cos, pi

import numpy as np
from numpy.typing import NDArray

from fangxian.calc.routes.problem import RouteError
from fangxian.calc.routes.public.instance import ROUNDED, TENTHS, Matrix

EARTH_KM = 6378.388
"""The radius TSPLIB's GEO type is defined with."""

Points = NDArray[np.float64]


def between(points: Points, kind: str, convention: str) -> Matrix:
    """The matrix of one of the coordinate types."""
    if kind == "GEO":
        return _geo(points)
    gone: Matrix = np.abs(points[:, None, :] - points[None, :, :])
    straight: Matrix = np.sqrt((gone**2).sum(axis=2))
    if kind.startswith("MAN"):
        return _whole(gone.sum(axis=2))
    if kind.startswith("MAX"):
        return _whole(gone.max(axis=2))
    if kind == "ATT":
        return -_down(-straight / np.sqrt(10.0))
    if kind.startswith("CEIL"):
        return -_down(-straight)
    if kind.startswith("FLOOR"):
        return _down(straight)
    if kind.startswith("EXACT"):
        return straight
    if kind.startswith("EUC"):
        return counted(straight, convention)
    raise RouteError(f"EDGE_WEIGHT_TYPE: {kind} is not known here.", field="EDGE_WEIGHT_TYPE")


def counted(lengths: Matrix, convention: str) -> Matrix:
    """Lengths as the convention counts them."""
    if convention == ROUNDED:
        return _whole(lengths)
    if convention == TENTHS:
        # Ten times a length that is a tenth exactly must not fall below it.
        return _down(lengths * 10 + 1e-9) / 10
    return lengths


def _whole(lengths: Matrix) -> Matrix:
    """To the nearest whole number, halves up, as TSPLIB rounds."""
    return _down(lengths + 0.5)


def _down(lengths: Matrix) -> Matrix:
    found: Matrix = np.floor(lengths)
    return found


def _geo(points: Points) -> Matrix:
    """TSPLIB's geographical lengths: coordinates are DDD.MM, minutes after the point."""
    degrees = np.trunc(points)
    radians = pi * (degrees + 5.0 * (points - degrees) / 3.0) / 180.0
    size = len(points)
    found = np.zeros((size, size))
    for i in range(size):
        for j in range(size):
            if i != j:
                q1 = cos(radians[i, 1] - radians[j, 1])
                q2 = cos(radians[i, 0] - radians[j, 0])
                q3 = cos(radians[i, 0] + radians[j, 0])
                inside = max(-1.0, min(1.0, 0.5 * ((1.0 + q1) * q2 - (1.0 - q1) * q3)))
                found[i, j] = int(EARTH_KM * acos(inside) + 1.0)
    return found


def written_out(values: Sequence[float], shape: str, size: int, *, eilon: bool) -> Matrix:
    """A matrix from its numbers in reading order. Line breaks mean nothing, as TSPLIB has it."""
    if shape == "FULL_MATRIX":
        _enough(values, size * size)
        return np.array(values[: size * size], dtype=float).reshape(size, size)
    diagonal = "DIAG" in shape
    # A lower triangle by rows is an upper one by columns, and the other way round.
    lower = ("LOWER" in shape) == ("ROW" in shape)
    if eilon and shape == "LOWER_ROW":
        # The instances of Eilon and others say LOWER_ROW and mean columns.
        lower = False
    found = np.zeros((size, size))
    cells = np.tril_indices(size, k=0 if diagonal else -1) if lower else np.triu_indices(size, k=0 if diagonal else 1)
    _enough(values, len(cells[0]))
    found[cells] = values[: len(cells[0])]
    return np.maximum(found, found.T)


def _enough(values: Sequence[float], wanted: int) -> None:
    if len(values) < wanted:
        raise RouteError(
            f"EDGE_WEIGHT_SECTION: {len(values)} numbers, and {wanted} are needed.", field="EDGE_WEIGHT_SECTION"
        )
