"""What a disease does to one person: delays, chances by age, how infectious on which day. Unit: days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import erf, exp, log, sqrt
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import special

Family = Literal["fixed", "geometric", "lognormal", "gamma", "weibull", "table"]
LONGEST = 120
"""Delays are cut at so many days."""


@dataclass(frozen=True)
class Delay:
    """A delay in whole days, rounded from a continuous law.

    `a`, `b`: fixed: days; geometric: chance per day, never 0 days; lognormal: mean and sd of the logs;
    gamma and weibull: shape and scale; table: `chances` of 0, 1, 2 … days.
    """

    family: Family = "fixed"
    a: float = 0.0
    b: float = 0.0
    chances: tuple[float, ...] = ()

    def cumulative(self) -> NDArray[np.float64]:
        """P(delay ≤ n days), n = 0 … LONGEST; the last is 1."""
        if self.family == "table":
            known = np.cumsum(np.asarray(self.chances, float))[: LONGEST + 1]
            found = np.concatenate([known, np.ones(LONGEST + 1 - len(known))])
        else:
            found = np.array([self._within(n) for n in range(LONGEST + 1)])
        found[-1] = 1.0
        return np.asarray(np.minimum(found, 1.0))

    def mean(self) -> float:
        """The mean of the rounded delay, in days."""
        return float((1.0 - self.cumulative()).sum())

    def _within(self, n: int) -> float:
        edge = n + 0.5
        match self.family:
            case "fixed":
                return float(edge > self.a)
            case "geometric":
                return 1.0 - (1.0 - self.a) ** n
            case "lognormal":
                return 0.5 * (1.0 + erf((log(edge) - self.a) / (self.b * sqrt(2.0))))
            case "gamma":
                return float(special.gammainc(self.a, edge / self.b))
            case _:
                return 1.0 - exp(-((edge / self.b) ** self.a))


def lognormal(*, mean: float, sd: float) -> Delay:
    """A log-normal delay by its own mean and sd in days."""
    spread = sqrt(log(1.0 + (sd / mean) ** 2))
    return Delay("lognormal", log(mean) - spread**2 / 2.0, spread)


@dataclass(frozen=True, kw_only=True)
class AgeGroup:
    """One age group, from `above` years on: what becomes of those infected in it, each given the stage before."""

    above: int = 0
    susceptibility: float = 1.0
    infectiousness: float = 1.0
    symptomatic: float = 1.0
    severe: float = 0.0
    critical: float = 0.0
    dies: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Disease:
    """A disease by its parameters; nothing here knows its name.

    `beta` is the transmission per contact and infectious day at load 1, `by_layer` its factor by layer. With
    `contact = "rate"` a contact-day infects with 1 − exp(−beta …), with "chance" with min(1, beta …), as daily
    probability models have it. Either `incubation` is given (infection to onset; infectious `presymptomatic` days
    before onset) or, when it is None, `latent` (infection to infectious) and then `presymptomatic` days to onset.
    `dispersion` is k of the gamma that individuals' infectiousness follows (mean 1); 0 means all alike.
    """

    beta: float
    by_layer: Mapping[str, float] = field(default_factory=dict)
    contact: Literal["rate", "chance"] = "rate"
    dispersion: float = 0.0
    incubation: Delay | None = None
    latent: Delay = Delay()
    presymptomatic: Delay = Delay()
    asymptomatic_infectiousness: float = 1.0
    presymptomatic_infectiousness: float = 1.0
    # The infectious course in two steps (Covasim's viral load): a share of the days, at most `early_days`, at
    # `early_ratio` times the load of the rest; loads are scaled so that a long course has mean 1.
    early_share: float = 0.0
    early_ratio: float = 1.0
    early_days: float = 0.0
    # From becoming infectious (without symptoms) and from onset to the end; onset to severe and so on.
    silent_days: Delay = Delay()
    mild_days: Delay = Delay()
    to_severe: Delay = Delay()
    severe_days: Delay = Delay()
    to_critical: Delay = Delay()
    critical_days: Delay = Delay()
    to_death: Delay = Delay()
    ages: Sequence[AgeGroup] = (AgeGroup(),)
    fever: float = 0.0
    """Share of those with symptoms who have 37.3 °C or more."""


def delays(disease: Disease) -> tuple[Delay, ...]:
    """The delays in the order in which compiled code knows them."""
    first = disease.latent if disease.incubation is None else disease.incubation
    return (
        first,
        disease.presymptomatic,
        disease.silent_days,
        disease.mild_days,
        disease.to_severe,
        disease.severe_days,
        disease.to_critical,
        disease.critical_days,
        disease.to_death,
    )
