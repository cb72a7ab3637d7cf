"""The cast of the outbreak tests: a made-up village of 658 and diseases with round numbers."""

from dataclasses import replace
from typing import Any

import numpy as np

from fangxian.calc.epidemic.disease import AgeGroup, Delay, Disease, lognormal
from fangxian.calc.epidemic.measures import Isolate, Test, Trace
from fangxian.calc.epidemic.population import Mixing, Population, Register, settle

MIXING = Mixing(unit=2, building=2, work=8, school=10, community=6, community_k=1.0, gate=3)

COVID = Disease(
    beta=0.012,
    by_layer={"household": 4.0, "gate": 0.3},
    dispersion=0.45,
    incubation=Delay("lognormal", 1.63, 0.50),
    presymptomatic=Delay("fixed", 2),
    asymptomatic_infectiousness=0.7,
    silent_days=lognormal(mean=8, sd=2),
    mild_days=lognormal(mean=8, sd=2),
    to_severe=lognormal(mean=6, sd=3),
    severe_days=lognormal(mean=14, sd=4),
    to_critical=lognormal(mean=2, sd=1),
    critical_days=lognormal(mean=14, sd=4),
    to_death=lognormal(mean=8, sd=3),
    ages=(
        AgeGroup(above=0, susceptibility=0.5, symptomatic=0.5, severe=0.001),
        AgeGroup(above=20, symptomatic=0.7, severe=0.03, critical=0.2, dies=0.2),
        AgeGroup(above=60, susceptibility=1.2, symptomatic=0.85, severe=0.2, critical=0.4, dies=0.5),
    ),
    fever=0.8,
)

TESTS = Test(symptomatic=0.3)
ISOLATION = Isolate(where="home", left={"*": 0.1, "household": 0.5})
TRACING = Trace(
    shares={"household": 1.0, "work": 0.5, "unit": 0.5}, days=14, left={"*": 0.2, "household": 0.6}, delay=1
)
TRACED = (TESTS, ISOLATION, TRACING)


def register(people: int = 658, *, seed: int = 1) -> Register:
    """Households of one to six, four in a unit, two units in a building; workers, pupils, one gate in ten houses."""
    rng = np.random.default_rng(seed)
    household = np.repeat(np.arange(people), rng.integers(1, 7, people))[:people]
    age = rng.integers(0, 90, people)
    return Register(
        person=np.arange(people) + 1000,
        age=age,
        household=household,
        unit=household // 4,
        building=household // 8,
        workplace=np.where(
            (age >= 20) & (age < 60) & (rng.random(people) < 0.6), rng.integers(0, people // 40, people), -1
        ),
        school=np.where((age >= 6) & (age < 18), age // 2, -1),
        gate=household % 3,
        crossings=np.where(age >= 18, 0.5, 0.1),
    )


def village(people: int = 658, **changes: Any) -> Population:
    """The settled village."""
    return settle(register(people), replace(MIXING, **changes))


def shuffled(rows: Register, *, seed: int) -> Register:
    """The same register in another order."""
    order = np.random.default_rng(seed).permutation(len(rows.person))
    return Register(**{name: column[order] for name, column in vars(rows).items()})


def loners(households: int, size: int, *, buildings: bool = False, crossings: float = 0.0) -> Population:
    """Households of one size that meet nobody else; each is a building of its own where they are to be told apart."""
    people = households * size
    nowhere = np.full(people, -1)
    household = np.arange(people) // size
    rows = Register(
        person=np.arange(people),
        age=np.full(people, 30),
        household=household,
        unit=nowhere,
        building=household if buildings else nowhere,
        workplace=nowhere,
        school=nowhere,
        gate=nowhere,
        crossings=np.full(people, crossings),
    )
    return settle(rows, Mixing())
