"""What is known exactly about simple outbreaks comes out of the engine: household sizes, final sizes, no spread."""

from dataclasses import replace
from math import exp, log

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from fangxian.calc.epidemic.disease import AgeGroup, Delay, Disease
from fangxian.calc.epidemic.measures import CloseVillage
from fangxian.calc.epidemic.population import Population
from fangxian.calc.epidemic.run import run
from fangxian.calc.epidemic.scenario import Begin, Imports, Scenario
from tests.calc.epidemic.cast import loners, village

# One day of infectiousness, the day after infection; nobody has symptoms.
ONE_DAY = Disease(
    beta=0.0,
    contact="chance",
    latent=Delay("fixed", 1),
    silent_days=Delay("fixed", 1),
    ages=(AgeGroup(symptomatic=0.0),),
)
HOUSEHOLDS, RUNS = 20_000, 10

# Probabilities of 1 … n cases in all, one introductory case: Reed and Frost, chains of binomials.
REED_FROST = [
    (3, 1 / 6, [25 / 36, 25 / 108, 8 / 108]),
    (4, 1 / 4, [27 / 64, 243 / 1024, 0.197754, 0.143066]),
    (5, 1 / 6, [0.482253, 0.223265, 0.148844, 0.099477, 0.046161]),
    (5, 1 / 2, [0.062500, 0.031250, 0.046875, 0.148438, 0.710938]),
]
# The same with an exponential infectious period of mean 1 and rate b to each other (Ball 1986).
BALL = [
    (2, 0.5, [2 / 3, 1 / 3]),
    (3, 1.0, [1 / 3, 1 / 6, 1 / 2]),
    (4, 0.5, [0.4, 0.15, 0.155556, 0.294444]),
    (5, 0.2, [0.555556, 0.173611, 0.113885, 0.091506, 0.065442]),
]
# Households of n, escape from outside B, from each case inside Q; probabilities of 0 … n cases (Longini, Koopman 1982).
LONGINI_KOOPMAN = [
    (3, 0.95, 0.8, [0.857375, 0.086640, 0.039216, 0.016769]),
    (4, 0.9, 0.9, [0.656100, 0.212576, 0.089282, 0.033944, 0.008098]),
    (5, 0.95, 0.8, [0.773781, 0.083405, 0.048322, 0.039673, 0.033826, 0.020992]),
]


def sizes(town: Population, scenario: Scenario, size: int, *, seed: int) -> NDArray[np.int64]:
    """How many households had 0 … n cases, over all runs; each household counts as its own building."""
    counts = np.zeros(size + 1, np.int64)
    for number in range(RUNS):
        found = run(town, scenario, runs=1, seed=seed, first=number, where="loop")
        cases = np.zeros(len(town.keys) // size, np.int64)
        for spot in found.spots:
            cases[spot.building] += spot.infections
        counts += np.bincount(cases, minlength=size + 1)
    return counts


def households(size: int) -> Population:
    """Households that are buildings, so that the log tells them apart."""
    return loners(HOUSEHOLDS, size, buildings=True)


def likely(counts: NDArray[np.int64], chances: list[float]) -> float:
    """The p of a chi-square test; tables of six digits are made to sum to one."""
    expected = np.array(chances) / sum(chances) * counts.sum()
    return float(stats.chisquare(counts, expected).pvalue)


def one_each(size: int) -> Begin:
    """The first member of every household is infected."""
    return Begin(persons=tuple(range(0, HOUSEHOLDS * size, size)))


@pytest.mark.parametrize(("size", "p", "chances"), REED_FROST)
def test_reed_and_frosts_household_sizes(size: int, p: float, chances: list[float]) -> None:
    scenario = Scenario(days=size + 2, disease=replace(ONE_DAY, beta=p), begin=one_each(size))
    counts = sizes(households(size), scenario, size, seed=1)
    assert counts.sum() == HOUSEHOLDS * RUNS and counts[0] == 0
    assert likely(counts[1:], chances) > 0.001


@pytest.mark.parametrize(("size", "b", "chances"), BALL)
def test_balls_household_sizes(size: int, b: float, chances: list[float]) -> None:
    # The gamma of dispersion 1 is the exponential period; who infects whom does not ask on which day.
    disease = replace(ONE_DAY, beta=b, contact="rate", dispersion=1.0)
    counts = sizes(households(size), Scenario(days=size + 2, disease=disease, begin=one_each(size)), size, seed=2)
    assert likely(counts[1:], chances) > 0.001


@pytest.mark.parametrize(("size", "outside", "inside", "chances"), LONGINI_KOOPMAN)
def test_longini_and_koopmans_household_sizes(size: int, outside: float, inside: float, chances: list[float]) -> None:
    town = loners(HOUSEHOLDS, size, buildings=True, crossings=1.0)
    # Everybody crosses once a day, in ten days together with chance 1 − B infected; then nothing comes in any more.
    scenario = Scenario(
        days=12 + size,
        disease=replace(ONE_DAY, beta=1 - inside),
        measures=(CloseVillage(start=10, outside=0.0, visitors=0.0),),
        begin=Begin(infected=0),
        imports=Imports(crossing=-log(outside) / 10),
    )
    assert likely(sizes(town, scenario, size, seed=3), chances) > 0.001


@pytest.mark.parametrize("r", [1.5, 2.0, 2.5, 3.0, 3.5])
def test_the_final_size_of_a_large_well_mixed_community(r: float) -> None:
    town = village(20_000, unit=0, building=0, work=0, school=0, community=40, community_k=0, gate=0)
    rate = r / (town.contacts("community") * 5)
    disease = Disease(
        beta=rate, by_layer={"household": 0.0}, latent=Delay("fixed", 2), silent_days=Delay("fixed", 5),
        ages=(AgeGroup(symptomatic=0.0),),
    )  # fmt: skip
    found = run(town, Scenario(days=400, disease=disease, begin=Begin(infected=100)), runs=4, seed=1)
    share = 0.5
    for _ in range(200):
        share = 1 - exp(-r * share) * (1 - 100 / 20_000)
    # 40 links instead of everybody: within two points of the limit.
    assert found.infected.mean() / 20_000 == pytest.approx(share, abs=0.02)


def test_without_transmission_only_the_first_are_infected() -> None:
    found = run(
        village(), Scenario(days=30, disease=replace(ONE_DAY, beta=0.0), begin=Begin(infected=4)), runs=5, seed=1
    )
    assert found.infected.tolist() == [4] * 5


def test_the_household_attack_rate_of_madewell_2020() -> None:
    """16.6 % of household contacts: the pairwise chance over the course is set, what later cases add is small."""
    size = 3
    disease = replace(ONE_DAY, beta=-log(1 - 0.15) / 8, contact="rate", silent_days=Delay("fixed", 8))
    found = run(households(size), Scenario(days=80, disease=disease, begin=one_each(size)), runs=20, seed=1)
    attack = (found.infected.mean() - HOUSEHOLDS) / (HOUSEHOLDS * (size - 1))
    assert attack == pytest.approx(exact_attack(0.15), abs=0.004)
    assert 0.15 < attack < 0.18


def exact_attack(p: float) -> float:
    """Two contacts, Reed and Frost: the share infected in the end."""
    q = 1 - p
    one, both = 2 * p * q * q, p * p + 2 * p * q * p
    return (one + 2 * both) / 2


def test_mixing_adds_the_links_that_were_asked_for() -> None:
    town = village(5000)
    assert town.contacts("community") == pytest.approx(6.0, rel=0.05)
    assert town.contacts("unit") == pytest.approx(2.0, rel=0.15)
    assert village(5000, community=0).contacts("community") == 0.0
