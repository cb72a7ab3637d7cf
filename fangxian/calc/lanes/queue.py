"""The queue of one stream as a distribution over time, with the backlog carried over.

The number of vehicles at the checkpoint is a birth-death chain: one comes at rate λ(t), one leaves at rate
min(n, lanes)·μ. From minute to minute its distribution is carried on by uniformisation (Jensen's method): with Λ at
least every rate, p(t+1) = Σ e^-Λ Λ^k/k! · p(t)·Pᵏ. No step is judged as if it had lasted for ever, which is what the
hourly Erlang-C formula does: what six o'clock leaves standing is there at seven.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, exp

import numpy as np
from numpy.typing import NDArray
from scipy.stats import poisson

Spread = NDArray[np.float64]
# Probability that may be lost in a minute, and that may stand on the last count before more counts are taken in.
LOST, TAIL = 1e-11, 1e-10
ROOM = 64
# A queue longer than this is told as this long.
MOST = 4_000
# Events at once: more, and e^-Λ is too small a number.
AT_ONCE = 300.0


@dataclass(frozen=True, slots=True)
class Flow:
    """One minute's rates: vehicles that come, lanes that are open, vehicles one lane checks."""

    arrivals: float
    lanes: int
    rate: float


def standing(count: int) -> Spread:
    """Exactly so many vehicles are there."""
    spread = np.zeros(count + ROOM)
    spread[count] = 1.0
    return spread


def after(spread: Spread, flow: Flow, minutes: float) -> Spread:
    """The distribution so many minutes later."""
    total = flow.arrivals + flow.lanes * flow.rate
    parts = ceil(total * minutes / AT_ONCE)
    for _ in range(parts):
        spread = _after(roomy(spread, flow, minutes / parts), flow, minutes / parts)
    return spread


def _after(spread: Spread, flow: Flow, minutes: float) -> Spread:
    counts = np.arange(len(spread))
    leaving = np.minimum(counts, flow.lanes) * flow.rate
    total = flow.arrivals + flow.lanes * flow.rate
    up, down = flow.arrivals / total, leaving / total
    stay = 1.0 - up - down
    stay[-1] += up
    down = down[1:]
    term, weight = spread, exp(-total * minutes)
    found, gone, step = weight * term, weight, 0
    while gone < 1 - LOST and step < 4 * total * minutes + 100:
        step += 1
        moved = stay * term
        moved[1:] += up * term[:-1]
        moved[:-1] += down * term[1:]
        term = moved
        weight *= total * minutes / step
        gone += weight
        found += weight * term
    whole: Spread = found / found.sum()
    return whole


def roomy(spread: Spread, flow: Flow, minutes: float) -> Spread:
    """The same with counts enough for what may come, and without empty ones at the end."""
    last = int(np.searchsorted(np.cumsum(spread), 1 - TAIL)) + 1
    coming = flow.arrivals * minutes
    size = min(max(last, flow.lanes) + int(coming + 8 * coming**0.5) + ROOM, MOST)
    if size <= len(spread):
        kept = spread[:size].copy()
        kept[-1] += spread[size:].sum()
        return kept
    return np.concatenate([spread, np.zeros(size - len(spread))])


def late(spread: Spread, ahead: Sequence[tuple[float, int, float]], wait: float) -> float:
    """The probability that a vehicle that comes now waits longer than `wait` minutes.

    `ahead` are the coming stretches (minutes, lanes, rate). Those before it leave by chance (Poisson) while all lanes
    are busy, and busy they are as long as it waits. At the end of each stretch as many as there are lanes must still
    stand before it; worked out from the last stretch back to now.
    """
    counts = np.arange(len(spread))
    still: Spread = np.ones(len(spread))
    for minutes, lanes, rate in reversed(_until(ahead, wait)):
        still = np.where(counts >= lanes, still, 0.0)
        leaving = lanes * rate * minutes
        gone: Spread = poisson.pmf(np.arange(int(leaving + 9 * leaving**0.5) + 30), leaving)
        still = np.convolve(gone, still)[: len(spread)]
    return float(spread @ still)


def _until(ahead: Sequence[tuple[float, int, float]], wait: float) -> list[tuple[float, int, float]]:
    """The stretches up to a moment; neighbours with the same lanes are one."""
    found: list[tuple[float, int, float]] = []
    for minutes, lanes, rate in ahead:
        part = min(minutes, wait)
        if found and found[-1][1] == lanes:
            part += found.pop()[0]
            wait -= min(minutes, wait)
        else:
            wait -= part
        found.append((part, lanes, rate))
        if wait <= 0:
            break
    return found


def waiting(spread: Spread, lanes: int) -> Spread:
    """How many wait, without those who are being checked."""
    if lanes >= len(spread):
        return np.array([1.0])
    queue = spread[lanes:].copy()
    queue[0] += spread[:lanes].sum()
    return queue


def mean(spread: Spread) -> float:
    """The expected count."""
    return float(spread @ np.arange(len(spread)))


def quantile(spread: Spread, share: float) -> int:
    """The count that is not exceeded with this probability."""
    return int(np.searchsorted(np.cumsum(spread), share - 1e-12))
