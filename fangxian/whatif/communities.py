"""A made-up community from a few totals, where there is no register."""

from dataclasses import dataclass

import numpy as np

from fangxian.calc.epidemic.population import Register

NOWHERE = -1
# Somebody without a birth date counts as this old; children up to this age do not go out alone.
AGE_UNKNOWN = 40
CHILD = 14
# Cases that are confirmed today were infected about so many days ago.
INFECTED_DAYS_AGO = 7


@dataclass(frozen=True)
class Totals:
    """What is known of a community. Households a unit-stair, units a building, people a workplace."""

    people: int
    household_size: float = 3.0
    households_per_unit: int = 4
    units_per_building: int = 2
    employed_share: float = 0.45
    workplace_size: int = 40
    gates: int = 1


def invented(totals: Totals, *, crossings: float, seed: int) -> Register:
    """The same community for the same totals and seed: household sizes are 1 + Poisson, ages even from 0 to 85."""
    rng = np.random.default_rng([seed, totals.people])
    sizes = 1 + rng.poisson(max(0.0, totals.household_size - 1), totals.people)
    household = np.repeat(np.arange(totals.people), sizes)[: totals.people]
    unit = household // totals.households_per_unit
    age = rng.integers(0, 86, totals.people)
    adult = (age >= 18) & (age < 60)
    working = adult & (rng.random(totals.people) < totals.employed_share / max(0.01, adult.mean()))
    places = max(1, round(working.sum() / totals.workplace_size))
    return Register(
        person=np.arange(totals.people) + 1,
        age=age,
        household=household,
        unit=unit,
        building=unit // totals.units_per_building,
        workplace=np.where(working, rng.integers(0, places, totals.people), NOWHERE),
        school=np.full(totals.people, NOWHERE),
        gate=unit % max(1, totals.gates),
        crossings=np.where(age > CHILD, crossings, 0.0),
    )
