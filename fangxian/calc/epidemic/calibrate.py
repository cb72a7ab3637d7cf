"""What a cluster's onset dates say about R and its spread: likelihood on a grid, by the renewal equation.

Each case infects NB(R, k); the cases with onset on a day are then NB with mean R × infectiousness and dispersion
k × infectiousness, because numbers of one law add up. Cases not yet reported are allowed for by their share.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import stats

from .nowcast import CASES_NEEDED, infectiousness

Numbers = np.ndarray[Any, np.dtype[np.float64]]

R_GRID = np.linspace(0.02, 8, 400)
K_GRID = np.geomspace(0.03, 30, 61)
# Priors: R as in Cori et al. (gamma, mean 5); k log-normal around 0.3, wide: overdispersion is the rule.
PRIOR_R = stats.gamma(1.0, scale=5.0)
PRIOR_K = stats.lognorm(1.2, scale=0.3)


@dataclass(frozen=True)
class Calibrated:
    """The posterior of R and k: means and 95 % ranges; `cases` with a possible infector inside the cluster count.

    `moved` is how far the data moved the prior of R (0: not at all, 1: everything); `enough` says whether to use it.
    """

    cases: int
    r: float
    r_low: float
    r_high: float
    k: float
    k_low: float
    k_high: float
    moved: float
    enough: bool
    weights: Numbers

    def draws(self, *, count: int, seed: int) -> Numbers:
        """So many pairs (R, k) from the posterior: what an ensemble may run on."""
        rng = np.random.default_rng(seed)
        flat = rng.choice(self.weights.size, size=count, p=self.weights.ravel())
        rows, columns = np.unravel_index(flat, self.weights.shape)
        return np.column_stack([R_GRID[rows], K_GRID[columns]])


def calibrate(
    cases: Sequence[int], serial: Numbers, *, introduced: int = 1, reported: Numbers | None = None,
    needed: int = CASES_NEEDED,
) -> Calibrated:  # fmt: skip
    """The posterior from onsets by day, the first `introduced` of them from outside.

    `reported[d]` is the share of cases reported by now for each day's onsets. Raises ValueError for no cases.
    """
    counts = np.asarray(cases, float)
    if counts.sum() < 1:
        raise ValueError("There is no case with an onset date.")
    seen = np.ones(len(counts)) if reported is None else np.clip(np.asarray(reported, float), 1e-3, 1)
    pressure = infectiousness(counts / seen, serial)
    inside = _inside(counts, introduced)
    weights = _posterior(inside, pressure, seen)
    of_r, of_k = weights.sum(axis=1), weights.sum(axis=0)
    r_low, r_high = _between(R_GRID, of_r)
    k_low, k_high = _between(K_GRID, of_k)
    secondary = int(inside.sum())
    return Calibrated(
        cases=secondary, r=float(R_GRID @ of_r), r_low=r_low, r_high=r_high, k=float(np.exp(np.log(K_GRID) @ of_k)),
        k_low=k_low, k_high=k_high, moved=_moved(of_r), enough=secondary >= needed, weights=weights,
    )  # fmt: skip


def _inside(counts: Numbers, introduced: int) -> Numbers:
    """The cases by day without those who came from outside, who are the first."""
    left, found = float(introduced), counts.copy()
    for day, count in enumerate(counts):
        taken = min(left, count)
        found[day] -= taken
        left -= taken
    return found


def _posterior(inside: Numbers, pressure: Numbers, seen: Numbers) -> Numbers:
    """Weights on the grid (R × k), summing to 1."""
    log_weights = np.log(PRIOR_R.pdf(R_GRID))[:, None] + np.log(PRIOR_K.pdf(K_GRID) * K_GRID)[None, :]
    for count, force, share in zip(inside, pressure, seen, strict=True):
        if force <= 0:
            continue
        mean = R_GRID[:, None] * force * share
        size = K_GRID[None, :] * force
        log_weights = log_weights + stats.nbinom.logpmf(count, size, size / (size + mean))
    weights = np.exp(log_weights - log_weights.max())
    return np.asarray(weights / weights.sum())


def _between(grid: Numbers, weights: Numbers) -> tuple[float, float]:
    cdf = np.cumsum(weights)
    low, high = np.searchsorted(cdf, [0.025, 0.975])
    return float(grid[min(low, len(grid) - 1)]), float(grid[min(high, len(grid) - 1)])


def _moved(of_r: Numbers) -> float:
    """How far the posterior of R is from its prior: total variation."""
    prior = PRIOR_R.pdf(R_GRID)
    return float(np.abs(of_r - prior / prior.sum()).sum() / 2)
