"""One household: how many fall ill in the end, simulated and exact.

Infection is by pairs: an infectious member infects each susceptible one at `rate` a day throughout their infectious
period. A constant period is the Reed–Frost chain with p = 1 - exp(-rate × days); an exponential one is the general
epidemic. Somebody may be introduced from outside, or everybody may escape the community with a probability (Longini
and Koopman 1982). Simulated by Sellke's thresholds (1983), exact by Ball's triangular equations (1986).
"""

from dataclasses import dataclass
from math import comb, log
from typing import Any

import numpy as np
from scipy import stats

from .laws import Law

Numbers = np.ndarray[Any, np.dtype[np.float64]]

# Reed and Frost: everybody is infectious for one unit of time.
ONE_DAY = Law("constant", 1.0)
# Ball's recursion loses digits as households grow; above this the simulated figures stand alone.
EXACT_UP_TO = 20
BLOCK = 10_000
SURE_RATE = 1e6


@dataclass(frozen=True)
class Household:
    """`size` people, `introduced` of them infected from outside at the beginning; the others escape the community
    with probability `community_escape`. `rate` per pair and day; `period` is how long somebody is infectious."""

    size: int
    rate: float
    period: Law = ONE_DAY
    introduced: int = 1
    community_escape: float = 1.0

    @property
    def at_risk(self) -> int:
        """How many are not ill at the beginning."""
        return self.size - self.introduced

    def pairwise(self) -> float:
        """The probability that one ill member infects one given other in the end."""
        return 1 - self.period.laplace(self.rate)


def with_pairwise(size: int, p: float, **more: Any) -> Household:
    """A household in which one ill member infects one given other with probability p."""
    period: Law = more.get("period", ONE_DAY)
    return Household(size, rate_for(p, period), **more)


def rate_for(p: float, period: Law) -> float:
    """The rate at which an ill member infects one given other with probability p in the end."""
    if p >= 1:
        return SURE_RATE
    return _searched(lambda rate: 1 - period.laplace(rate) - p)


def rate_for_final(share: float, size: int, period: Law) -> float:
    """The rate at which this share of the others is ill in the end, one member introduced: what surveys count."""
    return _searched(lambda rate: mean_share(exact_sizes(Household(size, rate, period))) - share)


def _searched(gap: Any) -> float:
    """The rate at which a rising gap is closed."""
    low, high = 0.0, 1.0
    while gap(high) < 0 and high < SURE_RATE:
        high *= 2
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if gap(middle) < 0 else (low, middle)
    return (low + high) / 2


def exact_sizes(home: Household) -> Numbers:
    """P(0, 1, … of those at risk fall ill), from the triangular equations. Raises ValueError above `EXACT_UP_TO`."""
    n, a = home.at_risk, home.introduced
    if n > EXACT_UP_TO:
        raise ValueError(f"Exact sizes are given for up to {EXACT_UP_TO} people at risk.")
    phi = [home.period.laplace(home.rate * s) for s in range(n + 1)]
    p = np.zeros(n + 1)
    for j in range(n + 1):
        escape = phi[n - j]
        # Multiplied out: where nearly nobody escapes, a division would be of nothing by nothing.
        fewer = sum(comb(n - w, j - w) * p[w] * escape ** (j - w) for w in range(j))
        p[j] = comb(n, j) * escape ** (j + a) * home.community_escape ** (n - j) - fewer
    # What is left over is the whole household, also where nobody can escape.
    p[n] = max(0.0, 1 - p[:n].sum())
    return np.clip(p, 0, 1)


def simulated_sizes(home: Household, *, runs: int, seed: int, first_run: int = 0) -> np.ndarray[Any, Any]:
    """How often 0, 1, … of those at risk fell ill. Whole blocks of runs are keyed by the seed: any split agrees."""
    counts = np.zeros(home.at_risk + 1, np.int64)
    last = first_run + runs
    for block in range(first_run // BLOCK, (last - 1) // BLOCK + 1):
        ill = _block(home, seed, block)
        counts += np.bincount(ill[max(0, first_run - block * BLOCK) : last - block * BLOCK], minlength=home.at_risk + 1)
    return counts


def _block(home: Household, seed: int, block: int) -> np.ndarray[Any, Any]:
    """How many fell ill in each household of a block.

    Everybody has an exponential threshold; the next one falls ill when the pressure of all who are ill reaches it.
    """
    if not home.at_risk:
        return np.zeros(BLOCK, np.int64)
    rng = np.random.default_rng([seed, block])
    thresholds = np.sort(rng.exponential(size=(BLOCK, home.at_risk)), axis=1)
    periods = home.period.sample(rng, (BLOCK, home.size))
    outside = -log(home.community_escape) if home.community_escape > 0 else np.inf
    pressure = outside + home.rate * np.cumsum(np.hstack([np.zeros((BLOCK, 1)), periods]), axis=1)
    reached = thresholds < pressure[:, home.introduced : home.introduced + home.at_risk]
    # The first who escapes ends it: their pressure is reached by nobody after them.
    return np.where(reached.all(axis=1), home.at_risk, np.argmin(reached, axis=1))


def mean_share(sizes: Numbers) -> float:
    """The mean share of those at risk who fall ill in the end."""
    n = len(sizes) - 1
    return float(np.arange(n + 1) @ sizes / sizes.sum() / n) if n else 0.0


def agreement(counts: np.ndarray[Any, Any], sizes: Numbers) -> float:
    """Chi-square p of simulated counts against exact sizes; rare sizes (fewer than 5 expected) are taken together."""
    expected = sizes * counts.sum()
    common = expected >= 5
    seen, awaited = list(counts[common]), list(expected[common])
    if expected[~common].sum() >= 5:
        seen.append(counts[~common].sum())
        awaited.append(expected[~common].sum())
    if len(seen) < 2:
        return 1.0
    awaited = list(np.array(awaited) * sum(seen) / sum(awaited))
    return float(stats.chisquare(seen, awaited).pvalue)
