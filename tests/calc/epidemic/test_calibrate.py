"""What a cluster's onset dates say, and when they say nothing."""

import numpy as np
import pytest

from fangxian.calc.epidemic.calibrate import K_GRID, R_GRID, Calibrated, calibrate
from fangxian.calc.epidemic.laws import lognormal_of
from fangxian.calc.epidemic.nowcast import discretised, infectiousness

SERIAL = discretised(lognormal_of(mean=4.7, sd=2.9))


def cluster(*, r: float, k: float, first: int, days: int, seed: int) -> list[int]:
    """Onsets by day of a renewal process with NB offspring."""
    rng = np.random.default_rng(seed)
    cases = np.zeros(days)
    cases[0] = first
    for day in range(1, days):
        force = infectiousness(cases[: day + 1], SERIAL)[day]
        cases[day] = rng.negative_binomial(k * force, k / (k + r)) if force > 0 else 0
    return [int(count) for count in cases]


def test_two_cases_are_too_few_for_almost_everything() -> None:
    found = calibrate([2, *[0] * 10], SERIAL, introduced=2)
    assert found.cases == 0 and not found.enough
    assert found.r_high - found.r_low > 5
    assert found.moved < 0.3


def test_many_cases_find_the_r_they_were_made_with() -> None:
    inside = 0
    for seed in range(12):
        found = calibrate(cluster(r=1.4, k=0.5, first=40, days=30, seed=seed), SERIAL, introduced=40)
        inside += found.r_low <= 1.4 <= found.r_high
        assert found.enough and found.moved > 0.5
    assert inside >= 10


def test_more_cases_narrow_the_range() -> None:
    few = calibrate(cluster(r=1.2, k=1.0, first=5, days=25, seed=4), SERIAL, introduced=5)
    many = calibrate(cluster(r=1.2, k=1.0, first=80, days=25, seed=4), SERIAL, introduced=80)
    assert many.r_high - many.r_low < few.r_high - few.r_low


def test_silence_after_many_cases_means_a_small_r() -> None:
    assert calibrate([30, *[0] * 30], SERIAL, introduced=30).r < 0.5


def test_cases_not_yet_reported_raise_the_r() -> None:
    cases = [10, 1, 2, 3, 3, 2, 2, 1, 1, 0]
    late = np.array([1.0] * 5 + [0.8, 0.6, 0.4, 0.2, 0.1])
    assert calibrate(cases, SERIAL, introduced=10, reported=late).r > calibrate(cases, SERIAL, introduced=10).r


def test_draws_come_from_the_posterior_and_are_the_same_for_the_same_seed() -> None:
    found = calibrate(cluster(r=1.4, k=0.5, first=40, days=30, seed=1), SERIAL, introduced=40)
    drawn = found.draws(count=4000, seed=2)
    assert drawn[:, 0].mean() == pytest.approx(found.r, abs=0.03)
    assert np.array_equal(drawn, found.draws(count=4000, seed=2))
    assert set(drawn[:, 1]) <= set(K_GRID) and set(drawn[:, 0]) <= set(R_GRID)


def test_no_case_has_nothing_to_say() -> None:
    with pytest.raises(ValueError, match="no case"):
        calibrate([0, 0], SERIAL)


def test_the_weights_are_a_law() -> None:
    found: Calibrated = calibrate([1, 0, 2, 1], SERIAL)
    assert found.weights.sum() == pytest.approx(1) and (found.weights >= 0).all()
    assert found.r_low <= found.r <= found.r_high
