"""Laws of duration: three ways to say the same, and samplers that keep to them."""

import numpy as np
import pytest
from scipy import stats

from fangxian.calc.epidemic.laws import Law, drawn, gamma_of, lognormal_of, weibull_of
from fangxian.calc.epidemic.streams import stream, uniform

LAWS = [
    Law("exponential", 4.0), gamma_of(mean=5, sd=2), gamma_of(mean=2, sd=3), weibull_of(mean=6, sd=3),
    lognormal_of(mean=5, sd=3), lognormal_of(median=5, sd=0.5),
]  # fmt: skip


@pytest.mark.parametrize("law", LAWS)
def test_compiled_draws_are_of_the_law(law: Law) -> None:
    state = stream(3, 1)
    found = [drawn(law.code, law.first, law.second, state) for _ in range(20_000)]
    assert stats.kstest(found, law.frozen().cdf).pvalue > 0.001


@pytest.mark.parametrize("law", LAWS)
def test_numpy_draws_are_of_the_law(law: Law) -> None:
    found = law.sample(np.random.default_rng(5), (20_000,))
    assert stats.kstest(found, law.frozen().cdf).pvalue > 0.001


@pytest.mark.parametrize("law", [*LAWS, Law("constant", 3.0)])
def test_the_laplace_transform_is_the_mean_of_the_escape(law: Law) -> None:
    sampled = np.exp(-0.3 * law.sample(np.random.default_rng(1), (200_000,))).mean()
    assert law.laplace(0.3) == pytest.approx(sampled, abs=0.004)
    assert law.laplace(0.0) == pytest.approx(1)


@pytest.mark.parametrize(("law", "mean", "sd"), [(LAWS[1], 5, 2), (LAWS[3], 6, 3), (LAWS[4], 5, 3)])
def test_a_law_by_mean_and_sd_has_them(law: Law, mean: float, sd: float) -> None:
    assert (law.mean(), law.frozen().std()) == pytest.approx((mean, sd), rel=1e-6)


def test_a_log_normal_law_by_its_median_has_it() -> None:
    assert LAWS[5].within(5) == pytest.approx(0.5)


def test_never_is_never() -> None:
    law = Law("never")
    assert (law.mean(), law.within(1e9), drawn(law.code, 0, 0, stream(1, 1))) == (np.inf, 0, np.inf)


def test_a_constant_is_itself() -> None:
    law = Law("constant", 2.0)
    assert (law.mean(), law.within(1.9), law.within(2)) == (2, 0, 1)
    assert drawn(law.code, 2.0, 0, stream(1, 1)) == 2


def test_a_constant_has_no_density() -> None:
    with pytest.raises(ValueError, match="no density"):
        Law("constant", 2.0).frozen()


def test_a_log_normal_law_needs_its_place() -> None:
    with pytest.raises(ValueError, match="median or its mean"):
        lognormal_of(sd=1)


def test_streams_of_neighbouring_runs_are_unrelated_and_even() -> None:
    table = np.array([[uniform(state) for _ in range(400)] for state in (stream(7, run) for run in range(50))])
    assert stats.kstest(table.ravel(), "uniform").pvalue > 0.001
    assert abs(np.corrcoef(table[:-1].ravel(), table[1:].ravel())[0, 1]) < 0.03
    assert np.array_equal(table[3, :5], [uniform(s) for s in [stream(7, 3)] for _ in range(5)])
