"""Outbreaks as branching processes with isolation and tracing (Hellewell et al., Lancet Glob Health 2020).

Everybody who falls ill infects NB(R0, k) others; those exposed at or after the infector's isolation are not infected.
Exposure happens around the infector's onset (skew-normal, 2 days wide), never before day 1. Untraced cases are
isolated some days after onset, traced ones at the latest with their infector, cases without symptoms never.
Controlled: no onset in the weeks watched, and fewer cases than the cap.
"""

from dataclasses import dataclass
from math import pi, tan
from typing import Any

import numpy as np
from scipy import stats

from .compiled import compiled
from .laws import Law, drawn
from .streams import normals, stream, uniform

# Hellewell et al. 2020: incubation (Backer 2020), the two delays from onset to isolation, and the width of exposure.
INCUBATION = Law("weibull", 2.322737, 6.492272)
DELAYS = {"short": Law("weibull", 1.651524, 4.287786), "long": Law("weibull", 2.305172, 9.483875), "none": Law("never")}
EXPOSURE_WIDTH = 2.0
EARLIEST_EXPOSURE = 1.0
# The paper's three shares before onset and their skews; any other share is computed.
SKEWS = {0.01: 30.0, 0.15: 1.95, 0.30: 0.7}
WEEK = 7
WEEKS = 53
ALIKE = 1e6
"""From this dispersion on everybody infects alike: the formulas with k would lose their digits."""
_CONSTANT_TAIL = 1e-13


@dataclass(frozen=True)
class Branching:
    """One outbreak asked for; shares from 0 to 1, weeks counted from 0 and both included."""

    r0: float
    k: float
    initial_cases: int = 1
    share_traced: float = 0.0
    presymptomatic_share: float = 0.15
    asymptomatic_share: float = 0.0
    delay: Law = DELAYS["short"]
    incubation: Law = INCUBATION
    shared_delay: bool = False
    quarantine: bool = False
    weeks: tuple[int, int] = (12, 16)
    max_cases: int = 5000


@dataclass(frozen=True)
class Branched:
    """What became of the runs, one line each: cases, whether controlled and extinct, last onset, cases by week.

    `drawn` cases had their offspring drawn, `infected` is how many they really infected; `none_infected` of the first
    cases infected nobody.
    """

    cases: np.ndarray[Any, Any]
    controlled: np.ndarray[Any, Any]
    extinct: np.ndarray[Any, Any]
    last_onset: np.ndarray[Any, Any]
    weekly: np.ndarray[Any, Any]
    drawn: np.ndarray[Any, Any]
    infected: np.ndarray[Any, Any]
    none_infected: np.ndarray[Any, Any]


def branch(asked: Branching, *, runs: int, seed: int, first_run: int = 0) -> Branched:
    """Run it so many times. A run depends on the seed and its own number only."""
    shape = (runs,)
    counts = np.zeros((runs, 5), np.int64)
    weekly = np.zeros((runs, WEEKS), np.int32)
    last = np.zeros(shape)
    _all_runs(
        seed, first_run, runs, offspring_cdf(asked.r0, asked.k), asked.initial_cases, asked.share_traced,
        skew_of(asked.presymptomatic_share), asked.asymptomatic_share,
        (asked.delay.code, asked.delay.first, asked.delay.second),
        (asked.incubation.code, asked.incubation.first, asked.incubation.second),
        asked.shared_delay, asked.quarantine, asked.max_cases, counts, weekly, last,
    )  # fmt: skip
    low, high = asked.weeks
    quiet = weekly[:, low : high + 1].sum(axis=1) == 0
    return Branched(
        cases=counts[:, 0], controlled=quiet & (counts[:, 0] < asked.max_cases), extinct=counts[:, 1] == 1,
        last_onset=last, weekly=weekly, drawn=counts[:, 2], infected=counts[:, 3], none_infected=counts[:, 4],
    )  # fmt: skip


def skew_of(share: float) -> float:
    """The skew for which this share of exposures lies before onset: P(below 0) = 1/2 - arctan(skew)/π."""
    return SKEWS.get(round(share, 6), tan(pi * (0.5 - min(max(share, 0.001), 0.999))))


def offspring_cdf(r0: float, k: float) -> np.ndarray[Any, np.dtype[np.float64]]:
    """P(at most 0, 1, 2, … infected) of NB(mean r0, dispersion k), up to a negligible tail; k infinite is Poisson."""
    law = stats.poisson(r0) if k >= ALIKE else stats.nbinom(k, k / (k + r0))
    top = int(law.isf(_CONSTANT_TAIL)) + 2 if r0 > 0 else 1
    cdf: np.ndarray[Any, np.dtype[np.float64]] = law.cdf(np.arange(top)) if r0 > 0 else np.ones(1)
    cdf[-1] = 1.0
    return cdf


def extinction(r0: float, k: float) -> float:
    """The probability that one introduction without any measure dies out: the least root of s = E s^offspring."""
    s = 0.0
    for _ in range(1_000_000):
        following = np.exp(r0 * (s - 1)) if k >= ALIKE else (1 + r0 * (1 - s) / k) ** -k
        if abs(following - s) < 1e-15:
            break
        s = float(following)
    return s


def share_causing(k: float, *, of_all: float = 0.8) -> float:
    """The share of cases that cause this share of infections, by their expected numbers (Lloyd-Smith et al. 2005)."""
    if k >= ALIKE:
        return of_all
    # Weighting a gamma density by its own value raises its shape by one.
    return float(stats.gamma.sf(stats.gamma.ppf(1 - of_all, k + 1), k))


@compiled
def _all_runs(
    seed: int, first_run: int, runs: int, cdf: Any, initial: int, traced: float, skew: float, silent: float,
    delay: Any, incubation: Any, shared: bool, quarantine: bool, cap: int, counts: Any, weekly: Any, last: Any,
) -> None:  # fmt: skip
    """Every run into its own line of the results."""
    room = 2 * cap + initial
    here, following = np.empty((room, 3)), np.empty((room, 3))
    for n in range(runs):
        state = stream(seed, first_run + n)
        size = _introduced(here, initial, silent, delay, incubation, shared, state)
        _noted(here, size, weekly[n], last, n)
        total, generation = size, 0
        while size > 0 and total < cap:
            born = _generation(
                here, size, following, cdf, traced, skew, silent, delay, incubation, shared, quarantine, state,
                counts[n], generation,
            )  # fmt: skip
            here, following = following, here
            size = born
            total += born
            generation += 1
            _noted(here, size, weekly[n], last, n)
        counts[n, 0] = total
        counts[n, 1] = 1 if size == 0 else 0


@compiled
def _introduced(here: Any, initial: int, silent: float, delay: Any, incubation: Any, shared: bool, state: Any) -> int:
    """The first cases: onset, isolation, and whether without symptoms (1 or 0)."""
    common = drawn(delay[0], delay[1], delay[2], state)
    for n in range(initial):
        onset = drawn(incubation[0], incubation[1], incubation[2], state)
        wait = common if shared else drawn(delay[0], delay[1], delay[2], state)
        quiet = uniform(state) < silent
        here[n, 0] = onset
        here[n, 1] = np.inf if quiet else onset + wait
        here[n, 2] = 1.0 if quiet else 0.0
    return initial


@compiled
def _generation(
    here: Any, size: int, following: Any, cdf: Any, traced: float, skew: float, silent: float, delay: Any,
    incubation: Any, shared: bool, quarantine: bool, state: Any, counts: Any, generation: int,
) -> int:  # fmt: skip
    """Everybody a generation really infects, into `following`; how many they are, as far as there is room."""
    lean = skew / np.sqrt(1.0 + skew * skew)
    rest = np.sqrt(1.0 - lean * lean)
    missed_wait = drawn(delay[0], delay[1], delay[2], state)
    traced_wait = drawn(delay[0], delay[1], delay[2], state)
    born = 0
    for n in range(size):
        offspring = np.searchsorted(cdf, uniform(state))
        if generation == 0 and offspring == 0:
            counts[4] += 1
        counts[2] += 1
        for _ in range(offspring):
            first, second = normals(state)
            around = EXPOSURE_WIDTH * (lean * abs(first) + rest * second)
            exposure = max(EARLIEST_EXPOSURE, here[n, 0] + around)
            if exposure >= here[n, 1] or born == following.shape[0]:
                continue
            onset = exposure + drawn(incubation[0], incubation[1], incubation[2], state)
            quiet = uniform(state) < silent
            found = uniform(state) < traced and here[n, 2] == 0.0
            wait = traced_wait if found else missed_wait
            if not shared:
                wait = drawn(delay[0], delay[1], delay[2], state)
            following[born, 0] = onset
            following[born, 1] = np.inf if quiet else _isolated(onset, wait, here[n, 1], found, quarantine)
            following[born, 2] = 1.0 if quiet else 0.0
            born += 1
    counts[3] += born
    return born


@compiled
def _isolated(onset: float, wait: float, infector: float, found: bool, quarantine: bool) -> float:
    """When a case with symptoms is isolated; in quarantine a traced one no later than whoever infected them."""
    if not found:
        return onset + wait
    if quarantine:
        return infector
    return min(onset + wait, max(onset, infector))


@compiled
def _noted(here: Any, size: int, weekly: Any, last: Any, n: int) -> None:
    """Count a generation's onsets by week."""
    for m in range(size):
        # Asked before it is made whole: an endless wait has no week.
        if here[m, 0] < WEEK * WEEKS:
            weekly[int(here[m, 0] // WEEK)] += 1
        last[n] = max(last[n], here[m, 0])
