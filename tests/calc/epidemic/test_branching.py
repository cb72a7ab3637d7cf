"""Branching outbreaks against what others published and what can be computed by hand."""

from dataclasses import replace

import numpy as np
import pytest

from fangxian.calc.epidemic.branching import (
    DELAYS,
    Branching,
    branch,
    extinction,
    offspring_cdf,
    share_causing,
    skew_of,
)
from fangxian.calc.epidemic.laws import Law

# P(outbreak controlled), Hellewell et al. 2020 rebuilt independently: R0, first cases, share traced, shared delay.
RING = [
    (1.5, 20, 0.0, True, 0.4007), (1.5, 20, 0.4, True, 0.8430), (1.5, 20, 0.8, True, 0.9980),
    (2.5, 20, 0.6, True, 0.4285), (2.5, 20, 0.8, True, 0.8785), (3.5, 20, 0.8, True, 0.3850),
    (2.5, 5, 0.4, True, 0.6360), (3.5, 5, 1.0, True, 0.9980),
    (1.5, 20, 0.0, False, 0.3250), (2.5, 20, 0.6, False, 0.3593), (2.5, 20, 0.8, False, 0.8662),
    (3.5, 20, 0.8, False, 0.3217),
]  # fmt: skip

# Extinction of one introduction: R, k, P; and nobody infected by a case, which is (1 + R/k)^-k.
EXTINCTION = [
    (0.8, 0.16, 1.0, 0.750751), (1.1, 0.16, 0.974338, 0.718786), (1.5, 0.45, 0.782278, 0.516928),
    (2.0, 1.0, 0.5, 0.333333), (2.5, 0.16, 0.794519, 0.637791), (2.5, np.inf, 0.107355, 0.082085),
    (3.5, 0.1, 0.819546, 0.698827),
]  # fmt: skip


@pytest.mark.parametrize(("r0", "first", "traced", "shared", "controlled"), RING)
def test_the_share_of_controlled_outbreaks_is_within_three_points_of_hellewell(
    r0: float, first: int, traced: float, shared: bool, controlled: float
) -> None:
    found = branch(Branching(r0, 0.16, first, traced, shared_delay=shared), runs=3000, seed=20)
    assert found.controlled.mean() == pytest.approx(controlled, abs=0.03)


@pytest.mark.parametrize(("r0", "k", "dies_out", "nobody"), EXTINCTION)
def test_extinction_without_measures_is_that_of_the_branching_process(
    r0: float, k: float, dies_out: float, nobody: float
) -> None:
    assert extinction(r0, k) == pytest.approx(dies_out, abs=1e-6)
    found = branch(Branching(r0, k, delay=DELAYS["none"], max_cases=20_000 if r0 < 1.2 else 400), runs=20_000, seed=5)
    # Four standard errors of 20,000 runs.
    assert found.extinct.mean() == pytest.approx(dies_out, abs=4 * np.sqrt(dies_out * (1 - dies_out) / 20_000) + 1e-9)
    assert found.none_infected.mean() == pytest.approx(nobody, abs=4 * np.sqrt(nobody * (1 - nobody) / 20_000))


def test_independent_introductions_die_out_independently() -> None:
    found = branch(Branching(2.5, 0.45, 2, delay=DELAYS["none"], max_cases=400), runs=20_000, seed=6)
    assert found.extinct.mean() == pytest.approx(0.339933, abs=0.014)


@pytest.mark.parametrize(("k", "share"), [(0.1, 0.0979), (0.16, 0.1448), (0.45, 0.2976), (1.0, 0.4385)])
def test_the_share_of_cases_that_cause_most_infections(k: float, share: float) -> None:
    assert share_causing(k) == pytest.approx(share, abs=5e-5)


def test_with_everybody_alike_the_share_of_cases_is_the_share_of_infections() -> None:
    assert share_causing(np.inf) == 0.8


@pytest.mark.parametrize(("share", "skew"), [(0.01, 30.0), (0.15, 1.95), (0.30, 0.7)])
def test_the_papers_shares_before_onset_have_the_papers_skews(share: float, skew: float) -> None:
    assert skew_of(share) == skew


@pytest.mark.parametrize("share", [0.05, 0.2, 0.44])
def test_the_share_before_onset_is_the_one_asked_for(share: float) -> None:
    rng = np.random.default_rng(1)
    lean = skew_of(share) / np.hypot(1, skew_of(share))
    drawn = lean * np.abs(rng.standard_normal(200_000)) + np.sqrt(1 - lean**2) * rng.standard_normal(200_000)
    assert (drawn < 0).mean() == pytest.approx(share, abs=0.005)


@pytest.mark.parametrize(("r0", "k"), [(0.5, 0.1), (2.5, 0.16), (3.5, 1.0), (2.0, np.inf), (0.0, 0.16)])
def test_offspring_have_their_mean_and_end_at_one(r0: float, k: float) -> None:
    cdf = offspring_cdf(r0, k)
    mass = np.diff(cdf, prepend=0)
    assert cdf[-1] == 1.0
    assert mass @ np.arange(len(mass)) == pytest.approx(r0, abs=1e-6)


def test_no_offspring_ends_with_the_first_cases() -> None:
    found = branch(Branching(0.0, 0.16, 7), runs=50, seed=1)
    assert set(found.cases) == {7} and found.extinct.all() and found.controlled.all()


def test_the_same_seed_gives_the_same_runs_however_they_are_split() -> None:
    asked = Branching(1.5, 0.16, 5, 0.4)
    whole = branch(asked, runs=60, seed=9)
    parts = [branch(asked, runs=20, seed=9, first_run=first) for first in (0, 20, 40)]
    for name in ("cases", "controlled", "last_onset", "weekly", "infected"):
        assert np.array_equal(getattr(whole, name), np.concatenate([getattr(part, name) for part in parts]))
    assert not np.array_equal(whole.cases, branch(asked, runs=60, seed=10).cases)


MORE_HELPS = [
    ({"share_traced": 0.2}, {"share_traced": 0.8}), ({"delay": DELAYS["long"]}, {"delay": DELAYS["short"]}),
    ({"delay": DELAYS["none"]}, {"delay": DELAYS["long"]}), ({"asymptomatic_share": 0.4}, {"asymptomatic_share": 0.0}),
    ({"presymptomatic_share": 0.3}, {"presymptomatic_share": 0.01}),
    ({"share_traced": 0.8}, {"share_traced": 0.8, "quarantine": True}),
    ({"initial_cases": 20}, {"initial_cases": 5}),
]  # fmt: skip


@pytest.mark.parametrize(("worse", "better"), MORE_HELPS)
def test_more_or_faster_isolation_never_raises_the_cases(worse: dict[str, object], better: dict[str, object]) -> None:
    base = Branching(1.8, 0.3, 5, 0.4)
    first = branch(replace(base, **worse), runs=3000, seed=4)  # type: ignore[arg-type]
    second = branch(replace(base, **better), runs=3000, seed=4)  # type: ignore[arg-type]
    assert second.cases.mean() < first.cases.mean()
    assert second.controlled.mean() > first.controlled.mean()


def test_cases_without_symptoms_are_never_isolated() -> None:
    silent = branch(Branching(1.5, 0.5, 1, 1.0, asymptomatic_share=1.0, max_cases=400), runs=20_000, seed=2)
    assert silent.extinct.mean() == pytest.approx(extinction(1.5, 0.5), abs=0.014)


def test_isolation_on_the_day_before_anybody_is_infectious_stops_everything() -> None:
    at_once = Branching(3.0, 0.5, 10, presymptomatic_share=0.01, delay=Law("constant", 0.0))
    found = branch(at_once, runs=500, seed=2)
    assert found.infected.sum() < 0.05 * found.drawn.sum() * 3.0


def test_cases_are_counted_by_the_week_of_their_onset() -> None:
    found = branch(Branching(0.9, 0.5, 5), runs=300, seed=8)
    ended = found.last_onset < 7 * found.weekly.shape[1]
    assert np.array_equal(found.weekly[ended].sum(axis=1), found.cases[ended])
    assert (found.weekly[np.arange(300)[ended], (found.last_onset[ended] // 7).astype(int)] > 0).all()


def test_an_outbreak_stops_at_its_cap_and_is_not_called_controlled() -> None:
    found = branch(Branching(8.0, 1.0, 20, delay=DELAYS["none"], max_cases=500), runs=20, seed=1)
    assert (found.cases >= 500).all() and not found.controlled.any() and not found.extinct.any()
