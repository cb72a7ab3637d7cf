"""Figures with their uncertainty."""

from math import sqrt
from typing import Any

import numpy as np

_Z = 1.959963984540054


def wilson(hits: int, runs: int) -> list[float]:
    """The 95 % interval of a share (Wilson 1927): right also near 0 and 1."""
    share, spread = hits / runs, _Z**2 / runs
    middle = (share + spread / 2) / (1 + spread)
    half = _Z * sqrt(share * (1 - share) / runs + spread / (4 * runs)) / (1 + spread)
    return [max(0.0, middle - half), min(1.0, middle + half)]


def between(values: Any) -> dict[str, float]:
    """Mean, median and the range that holds nine runs of ten."""
    p5, median, p95 = np.quantile(values, [0.05, 0.5, 0.95])
    return {"mean": float(np.mean(values)), "median": float(median), "p5": float(p5), "p95": float(p95)}
