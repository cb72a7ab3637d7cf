"""What the onset dates on record say today: cases still to be reported, and the reproduction number by day.

R by Cori et al. (Am J Epidemiol 2013) in closed form: a gamma prior and Poisson cases give a gamma posterior. Late
reports by reverse-time hazards (Lawless 1994): nobody is counted twice, and nothing is assumed about their shape.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import stats

from .laws import Law

Numbers = np.ndarray[Any, np.dtype[np.float64]]

WINDOW_DAYS = 7
PRIOR_SHAPE, PRIOR_SCALE = 1.0, 5.0
# Below so many cases in the window the posterior is mostly its prior (Cori et al. 2013): nothing is shown.
CASES_NEEDED = 12
SERIAL_DAYS = 40


@dataclass(frozen=True)
class Reproduction:
    """R over the window that ends on a day (counted from the first one as 0): mean, sd, 95 % interval; `cases` in it.

    `shown` is false where too few cases make it a matter of opinion.
    """

    day: int
    cases: float
    mean: float
    sd: float
    low: float
    high: float
    shown: bool


@dataclass(frozen=True)
class Expected:
    """Cases of one onset day: on record, expected in the end with a 95 % range, and the share reported by now."""

    day: int
    recorded: int
    expected: float
    low: int
    high: int
    reported_share: float


def reproduction(
    cases: Sequence[float], serial: Numbers, *, window: int = WINDOW_DAYS, a: float = PRIOR_SHAPE,
    b: float = PRIOR_SCALE, needed: float = CASES_NEEDED,
) -> list[Reproduction]:  # fmt: skip
    """R on every day that ends a whole window; `serial[s]` is P(serial interval = s days), serial[0] = 0.

    The first window begins on the second day: the first has nobody before it.
    """
    counts = np.asarray(cases, float)
    pressure = infectiousness(counts, serial)
    found = []
    for end in range(window, len(counts)):
        inside = slice(end - window + 1, end + 1)
        found.append(_posterior(end, float(counts[inside].sum()), float(pressure[inside].sum()), a, b, needed))
    return found


def _posterior(day: int, cases: float, pressure: float, a: float, b: float, needed: float) -> Reproduction:
    shape, scale = a + cases, 1 / (1 / b + pressure)
    law = stats.gamma(shape, scale=scale)
    low, high = law.ppf([0.025, 0.975])
    return Reproduction(
        day, cases, shape * scale, shape**0.5 * scale, float(low), float(high), cases >= needed and pressure > 0
    )


def infectiousness(cases: Numbers, serial: Numbers) -> Numbers:
    """The total infectiousness on each day: earlier cases weighted by the serial interval."""
    return np.convolve(cases, serial)[: len(cases)]


def discretised(law: Law, *, days: int = SERIAL_DAYS) -> Numbers:
    """A serial interval in whole days: P(s) between s - ½ and s + ½, never on the same day, summing to 1."""
    edges = np.array([law.within(s + 0.5) for s in range(days + 1)])
    weights = np.diff(edges, prepend=law.within(0.5))
    weights[0] = 0.0
    return np.asarray(weights / weights.sum())


def cori_gamma(mean: float, sd: float, *, days: int = SERIAL_DAYS) -> Numbers:
    """The serial interval as Cori et al. 2013 discretise it: a gamma shifted by one day, with triangular weights."""
    shape, scale = ((mean - 1) / sd) ** 2, sd**2 / (mean - 1)
    k = np.arange(days + 1, dtype=float)

    def part(x: Numbers, shape: float) -> Numbers:
        return np.asarray(stats.gamma.cdf(x, shape, scale=scale))

    first = k * part(k, shape) + (k - 2) * part(k - 2, shape) - 2 * (k - 1) * part(k - 1, shape)
    second = 2 * part(k - 1, shape + 1) - part(k - 2, shape + 1) - part(k, shape + 1)
    weights = np.maximum(0, first + shape * scale * second)
    weights[0] = 0.0
    return weights


def reported_shares(delays: Sequence[tuple[int, int]], *, today: int, longest: int = 21) -> Numbers:
    """P(reported within 0, 1, … days of onset) from (onset day, report day) pairs known today.

    Whoever fell ill d days ago can only have a delay up to d, so each delay is compared with the shorter ones among
    those who had time to show it.
    """
    pairs = [(onset, reported - onset) for onset, reported in delays if 0 <= reported - onset <= longest]
    shares = np.ones(longest + 1)
    for d in range(longest, 0, -1):
        had_time = [delay for onset, delay in pairs if onset + d <= today and delay <= d]
        hazard = sum(delay == d for delay in had_time) / len(had_time) if had_time else 0.0
        shares[d - 1] = shares[d] * (1 - hazard)
    return shares


def to_come(recorded: Sequence[int], shares: Numbers, *, today: int) -> list[Expected]:
    """For each onset day, the cases to be expected in the end: those not yet reported are negative binomial."""
    found = []
    for day, count in enumerate(recorded):
        share = float(shares[min(today - day, len(shares) - 1)])
        if share >= 1:
            found.append(Expected(day, count, float(count), count, count, 1.0))
            continue
        seen = max(share, 1e-3)
        late = stats.nbinom(count + 1, seen)
        low, high = late.ppf([0.025, 0.975])
        found.append(Expected(day, count, count / seen, count + int(low), count + int(high), share))
    return found
