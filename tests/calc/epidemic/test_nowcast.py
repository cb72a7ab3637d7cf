"""R over time and late reports."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from fangxian.calc.epidemic.laws import Law, lognormal_of
from fangxian.calc.epidemic.nowcast import (
    CASES_NEEDED,
    cori_gamma,
    discretised,
    infectiousness,
    reported_shares,
    reproduction,
    to_come,
)

# Pandemic influenza in a school in Pennsylvania, 2009: the example that comes with Cori et al. 2013.
FLU_2009 = [1, 1, 0, 2, 5, 3, 3, 3, 6, 2, 5, 9, 13, 12, 13, 11, 12, 6, 6, 6, 3, 1, 0, 2, 0, 0, 0, 0, 2, 0, 2, 0]
SERIAL_2009 = np.array([0, 0.233, 0.359, 0.198, 0.103, 0.053, 0.027, 0.014, 0.007, 0.003, 0.002, 0.001])


def test_the_example_of_cori_is_reproduced_to_the_last_digit() -> None:
    first = reproduction(FLU_2009, SERIAL_2009)[0]
    assert first.day == 7  # the eighth day
    assert (first.mean, first.sd) == pytest.approx((1.735609, 0.409087), abs=1e-6)
    assert (first.low, first.high) == pytest.approx((1.028632, 2.624496), abs=1e-6)


def test_cases_that_double_every_interval_have_an_r_of_two() -> None:
    cases = [2.0**day for day in range(20)]
    assert reproduction(cases, np.array([0.0, 1.0]))[-1].mean == pytest.approx(2, rel=0.01)


def test_r_is_hidden_below_twelve_cases_in_the_window() -> None:
    shown = {day.cases: day.shown for day in reproduction(FLU_2009, SERIAL_2009)}
    assert all(seen == (cases >= CASES_NEEDED) for cases, seen in shown.items())
    assert {True, False} == set(shown.values())


def test_a_cluster_of_two_shows_no_r_at_all() -> None:
    assert not any(day.shown for day in reproduction([1, 0, 0, 0, 1, 0, 0, 0, 0, 0], SERIAL_2009))


def test_days_before_the_first_whole_window_have_no_r() -> None:
    assert reproduction(FLU_2009[:7], SERIAL_2009) == []


@given(cases=some.lists(some.integers(0, 50), min_size=8, max_size=40))
def test_r_is_never_negative_and_inside_its_interval(cases: list[int]) -> None:
    for day in reproduction(cases, SERIAL_2009):
        assert 0 <= day.low <= day.high
        assert day.low <= day.mean <= day.high or day.cases == 0


def test_a_serial_interval_in_days_never_is_the_same_day_and_sums_to_one() -> None:
    weights = discretised(lognormal_of(mean=4.7, sd=2.9))
    assert weights[0] == 0 and weights.sum() == pytest.approx(1)
    assert weights @ np.arange(len(weights)) == pytest.approx(4.7, abs=0.15)


def test_coris_own_discretisation_is_that_of_the_2009_school() -> None:
    assert cori_gamma(2.6, 1.5)[:6] == pytest.approx(SERIAL_2009[:6], abs=6e-4)


def test_infectiousness_looks_back_only() -> None:
    assert infectiousness(np.array([1.0, 0, 0, 5]), np.array([0, 0.5, 0.5])).tolist() == [0, 0.5, 0.5, 0]


def test_the_reporting_delay_is_found_although_the_late_ones_are_not_in_yet() -> None:
    rng = np.random.default_rng(3)
    onsets = rng.integers(0, 60, 20_000)
    reports = onsets + rng.integers(0, 6, 20_000)
    known = [(int(o), int(r)) for o, r in zip(onsets, reports, strict=True) if r <= 59]
    assert reported_shares(known, today=59)[:6] == pytest.approx(np.arange(1, 7) / 6, abs=0.02)


def test_counting_only_what_is_in_would_call_the_delay_shorter_than_it_is() -> None:
    known = [(0, 4), (1, 5), (4, 4), (5, 5), (5, 5)]
    assert reported_shares(known, today=5)[0] < 3 / 5


def test_the_cases_to_come_allow_for_the_late_reports() -> None:
    shares = reported_shares([(0, 0), (0, 2), (1, 1), (1, 3), (2, 2), (2, 4)], today=4)
    last = to_come([2, 2, 2, 1, 1], shares, today=4)[-1]
    assert last.expected == pytest.approx(1 / last.reported_share)
    assert last.recorded <= last.low <= last.expected <= last.high


def test_a_day_long_past_is_complete() -> None:
    old = to_come([3], reported_shares([(0, 1)], today=30), today=30)[0]
    assert (old.expected, old.low, old.high, old.reported_share) == (3, 3, 3, 1)


def test_a_constant_interval_lies_on_one_day() -> None:
    assert discretised(Law("constant", 3.0))[3] == 1
