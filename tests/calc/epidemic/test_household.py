"""Household sizes against the classical formulas, simulated ones by chi-square."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from fangxian.calc.epidemic.household import (
    BLOCK,
    Household,
    agreement,
    exact_sizes,
    mean_share,
    rate_for,
    rate_for_final,
    simulated_sizes,
    with_pairwise,
)
from fangxian.calc.epidemic.laws import Law, gamma_of, lognormal_of, weibull_of

DAY = Law("constant", 1.0)

# Reed and Frost, one introduced: size, p, P(1, 2, … ill in the end).
REED_FROST = [
    (2, 1 / 6, [0.833333, 0.166667]), (3, 1 / 4, [0.562500, 0.281250, 0.156250]),
    (4, 1 / 6, [0.578704, 0.241127, 0.128601, 0.051569]), (4, 1 / 2, [0.125, 0.09375, 0.1875, 0.59375]),
    (5, 1 / 6, [0.482253, 0.223265, 0.148844, 0.099477, 0.046161]),
    (6, 1 / 4, [0.237305, 0.125141, 0.117320, 0.143228, 0.187105, 0.189901]),
]  # fmt: skip

# Exponential period of mean 1, one introduced: size, rate, P.
GENERAL = [
    (2, 0.2, [0.833333, 0.166667]), (3, 0.5, [0.5, 0.222222, 0.277778]), (4, 1.0, [0.25, 0.083333, 0.104167, 0.5625]),
    (5, 0.2, [0.555556, 0.173611, 0.113885, 0.091506, 0.065442]),
]  # fmt: skip

# Longini and Koopman: size, B (escapes the community), Q (escapes one housemate), P(0, 1, … ill).
LONGINI = [
    (1, 0.9, 0.9, [0.9, 0.1]), (2, 0.95, 0.8, [0.9025, 0.076, 0.0215]),
    (3, 0.9, 0.9, [0.729, 0.19683, 0.061236, 0.012934]),
    (5, 0.95, 0.8, [0.773781, 0.083405, 0.048322, 0.039673, 0.033826, 0.020992]),
]  # fmt: skip

HOMES = [
    *((with_pairwise(size, p), sizes) for size, p, sizes in REED_FROST),
    *((Household(size, rate, Law("exponential", 1.0)), sizes) for size, rate, sizes in GENERAL),
    *(
        (Household(size, rate_for(1 - q, DAY), introduced=0, community_escape=b), sizes)
        for size, b, q, sizes in LONGINI
    ),
]


@pytest.mark.parametrize(("home", "sizes"), HOMES)
def test_the_exact_sizes_are_the_published_ones(home: Household, sizes: list[float]) -> None:
    assert exact_sizes(home) == pytest.approx(sizes, abs=1e-6)


@pytest.mark.parametrize(("home", "sizes"), HOMES)
def test_200_000_simulated_households_agree_with_the_published_sizes(home: Household, sizes: list[float]) -> None:
    counts = simulated_sizes(home, runs=200_000, seed=7)
    assert counts.sum() == 200_000
    assert agreement(counts, np.array(sizes) / sum(sizes)) > 0.001


@pytest.mark.parametrize(
    "period", [gamma_of(mean=5, sd=2), weibull_of(mean=6, sd=3), lognormal_of(mean=5, sd=4), Law("constant", 3.0)]
)
def test_any_infectious_period_agrees_with_its_triangular_equations(period: Law) -> None:
    home = with_pairwise(5, 0.2, period=period)
    assert home.pairwise() == pytest.approx(0.2, abs=1e-6)
    assert agreement(simulated_sizes(home, runs=200_000, seed=3), exact_sizes(home)) > 0.001


def test_a_wrong_law_is_found_by_the_test() -> None:
    counts = simulated_sizes(with_pairwise(5, 0.17), runs=200_000, seed=7)
    assert agreement(counts, exact_sizes(with_pairwise(5, 0.18))) < 0.001


def test_the_final_share_is_larger_than_the_pairwise_one_because_housemates_infect_each_other() -> None:
    home = with_pairwise(5, 1 / 6)
    assert home.pairwise() == pytest.approx(1 / 6)
    assert mean_share(exact_sizes(home)) == pytest.approx(0.251007, abs=1e-6)


def test_a_final_share_as_surveys_count_it_finds_its_rate() -> None:
    rate = rate_for_final(0.251007, 5, DAY)
    assert Household(5, rate).pairwise() == pytest.approx(1 / 6, abs=1e-5)


def test_nobody_escapes_a_certain_infection() -> None:
    home = with_pairwise(4, 1.0)
    assert exact_sizes(home) == pytest.approx([0, 0, 0, 1])
    assert simulated_sizes(home, runs=100, seed=1).tolist() == [0, 0, 0, 100]


def test_nobody_is_infected_where_nothing_is_passed_on() -> None:
    assert exact_sizes(with_pairwise(4, 0.0)) == pytest.approx([1, 0, 0, 0])
    assert simulated_sizes(with_pairwise(4, 0.0), runs=100, seed=1).tolist() == [100, 0, 0, 0]


def test_nobody_escapes_a_community_that_cannot_be_escaped() -> None:
    home = Household(3, 0.1, introduced=0, community_escape=0.0)
    assert simulated_sizes(home, runs=10, seed=1).tolist() == [0, 0, 0, 10]


def test_two_introduced_press_harder_than_one() -> None:
    one, two = with_pairwise(5, 0.2), with_pairwise(5, 0.2, introduced=2)
    assert mean_share(exact_sizes(two)) > mean_share(exact_sizes(one))
    assert agreement(simulated_sizes(two, runs=100_000, seed=2), exact_sizes(two)) > 0.001


def test_runs_are_the_same_however_they_are_split() -> None:
    home = with_pairwise(4, 0.3)
    whole = simulated_sizes(home, runs=25_000, seed=5)
    parts = [(0, 4_000), (4_000, BLOCK), (4_000 + BLOCK, 11_000)]
    assert sum(n for _, n in parts) == 25_000
    split = sum(simulated_sizes(home, runs=n, seed=5, first_run=first) for first, n in parts)
    assert np.array_equal(whole, split)


def test_a_household_too_large_for_exact_sizes_says_so() -> None:
    with pytest.raises(ValueError, match="up to 20"):
        exact_sizes(with_pairwise(30, 0.1))


@settings(max_examples=60, deadline=None)
@given(size=some.integers(2, 12), p=some.floats(0.01, 0.95), introduced=some.integers(0, 1), b=some.floats(0.5, 1))
def test_exact_sizes_are_a_law_and_grow_with_p(size: int, p: float, introduced: int, b: float) -> None:
    sizes = exact_sizes(with_pairwise(size, p, introduced=introduced, community_escape=b))
    more = exact_sizes(with_pairwise(size, min(1.0, p + 0.05), introduced=introduced, community_escape=b))
    assert sizes.sum() == pytest.approx(1, abs=1e-6)
    assert (sizes >= 0).all()
    assert mean_share(more) >= mean_share(sizes) - 1e-9
