"""Laws of duration: families by name, their samplers for compiled code, and what one may ask of them. Unit: days."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from math import exp, inf, log, sqrt
from typing import Any, Literal

import numpy as np
from scipy import stats

from .compiled import compiled
from .streams import normals, uniform

Numbers = np.ndarray[Any, np.dtype[np.float64]]
_POINTS = 300
Family = Literal["never", "constant", "exponential", "gamma", "weibull", "lognormal"]
NEVER, CONSTANT, EXPONENTIAL, GAMMA, WEIBULL, LOGNORMAL = range(6)
_CODES: dict[Family, int] = {
    "never": NEVER, "constant": CONSTANT, "exponential": EXPONENTIAL, "gamma": GAMMA, "weibull": WEIBULL,
    "lognormal": LOGNORMAL,
}  # fmt: skip


@dataclass(frozen=True)
class Law:
    """A law of a duration. `first` and `second`: days; mean; shape, scale; shape, scale; mean and sd of logs."""

    family: Family
    first: float = 0.0
    second: float = 0.0

    @property
    def code(self) -> int:
        """The family's number in compiled code."""
        return _CODES[self.family]

    def frozen(self) -> Any:
        """The same law in scipy. Raises ValueError for `never` and `constant`, which have no density."""
        match self.family:
            case "exponential":
                return stats.expon(scale=self.first)
            case "gamma":
                return stats.gamma(self.first, scale=self.second)
            case "weibull":
                return stats.weibull_min(self.first, scale=self.second)
            case "lognormal":
                return stats.lognorm(self.second, scale=exp(self.first))
            case _:
                raise ValueError(f"A {self.family} duration has no density.")

    def mean(self) -> float:
        """The mean, in days."""
        if self.family == "never":
            return inf
        return self.first if self.family == "constant" else float(self.frozen().mean())

    def within(self, days: float) -> float:
        """The probability that it takes at most so many days."""
        if self.family == "never":
            return 0.0
        return float(days >= self.first) if self.family == "constant" else float(self.frozen().cdf(days))

    def sample(self, rng: np.random.Generator, shape: tuple[int, ...]) -> Numbers:
        """Durations of this law from a generator."""
        if self.family in {"never", "constant"}:
            return np.full(shape, self.mean())
        drawn: Numbers = self.frozen().rvs(size=shape, random_state=rng)
        return drawn

    def laplace(self, rate: float) -> float:
        """E exp(-rate × duration): how likely somebody escapes who is infected at this rate throughout."""
        match self.family:
            case "constant":
                return exp(-rate * self.first)
            case "exponential":
                return 1 / (1 + rate * self.first)
            case "gamma":
                return float((1 + rate * self.second) ** -self.first)
            case _:
                days, weights = _quantiles(self)
                return float(weights @ np.exp(-rate * days))


@lru_cache(maxsize=64)
def _quantiles(law: Law) -> tuple[Numbers, Numbers]:
    """Durations of a law and their weights: over quantiles an integrand is bounded, whatever the tail.

    Gauss and Legendre's points, crowded towards both ends by u = t³ (10 − 15 t + 6 t²).
    """
    points, weights = np.polynomial.legendre.leggauss(_POINTS)
    t = (points + 1) / 2
    u = t**3 * (10 - 15 * t + 6 * t**2)
    return law.frozen().ppf(u), weights / 2 * 30 * t**2 * (1 - t) ** 2


def lognormal_of(*, median: float | None = None, mean: float | None = None, sd: float) -> Law:
    """A log-normal law by its mean and sd, or by its median and the sd of its logs."""
    if median is not None:
        return Law("lognormal", log(median), sd)
    if mean is None:
        raise ValueError("A log-normal law needs its median or its mean.")
    spread = sqrt(log(1 + (sd / mean) ** 2))
    return Law("lognormal", log(mean) - spread**2 / 2, spread)


def gamma_of(*, mean: float, sd: float) -> Law:
    """A gamma law by its mean and sd."""
    return Law("gamma", (mean / sd) ** 2, sd**2 / mean)


def weibull_of(*, mean: float, sd: float) -> Law:
    """A Weibull law by its mean and sd; the shape has no closed form and is searched for."""
    shape = _root(lambda k: _weibull_cv(k) - sd / mean)
    return Law("weibull", shape, mean / float(stats.weibull_min(shape).mean()))


def _weibull_cv(shape: float) -> float:
    law = stats.weibull_min(shape)
    return float(law.std() / law.mean())


def _root(falling: Callable[[float], float]) -> float:
    low, high = 0.1, 50.0
    for _ in range(80):
        middle = sqrt(low * high)
        low, high = (middle, high) if falling(middle) > 0 else (low, middle)
    return sqrt(low * high)


@compiled
def drawn(code: int, first: float, second: float, state: Any) -> float:
    """One duration of a law from a stream, in compiled code."""
    if code == NEVER:
        return np.inf
    if code == CONSTANT:
        return first
    if code == EXPONENTIAL:
        return float(-first * np.log(uniform(state)))
    if code == WEIBULL:
        return float(second * (-np.log(uniform(state))) ** (1.0 / first))
    if code == LOGNORMAL:
        return float(np.exp(first + second * normals(state)[0]))
    return gamma_drawn(first, state) * second


@compiled
def gamma_drawn(shape: float, state: Any) -> float:
    """A gamma variate of scale 1 (Marsaglia and Tsang 2000); a shape below 1 is lifted and scaled back."""
    lifted = shape + 1.0 if shape < 1.0 else shape
    d = lifted - 1.0 / 3.0
    c = 1.0 / np.sqrt(9.0 * d)
    while True:
        x = normals(state)[0]
        v = (1.0 + c * x) ** 3
        if v > 0.0 and np.log(uniform(state)) < 0.5 * x * x + d - d * v + d * np.log(v):
            break
    if shape < 1.0:
        return float(d * v * uniform(state) ** (1.0 / shape))
    return float(d * v)
