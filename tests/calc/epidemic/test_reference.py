"""On a small community the engine agrees with the plain daily model, within what chance allows."""

from dataclasses import replace

import numpy as np
import pytest

from fangxian.calc.epidemic.disease import AgeGroup, Delay, Disease
from fangxian.calc.epidemic.measures import CloseVillage, Isolate, Masks, Measure, Test, Trace
from fangxian.calc.epidemic.population import Population, from_layers
from fangxian.calc.epidemic.run import run
from fangxian.calc.epidemic.scenario import Begin, Scenario
from tests.calc.epidemic.reference import Plain, play

PEOPLE, DAYS, PLAIN_RUNS, RUNS = 90, 40, 240, 4000
CHANCE = {"household": 0.10, "community": 0.03}
ISOLATED = {"household": 0.4, "community": 0.0}
CONFINED = {"household": 0.6, "community": 0.1}


def community() -> tuple[Population, dict[str, list[list[int]]], list[int]]:
    """Households of three, six random contacts each, and everybody's age."""
    rng = np.random.default_rng(8)
    rows = np.arange(PEOPLE)
    pairs = [(i, j) for i in rows for j in rows if i < j and i // 3 == j // 3]
    chosen = {(min(a, b), max(a, b)) for a, b in rng.integers(0, PEOPLE, (3 * PEOPLE, 2)) if a != b}
    links = {"household": np.array(pairs).T, "community": np.array(sorted(chosen)).T}
    age = rng.integers(0, 80, PEOPLE)
    neighbours = {
        name: [[int(b) for a, b in (*ends.T, *ends[::-1].T) if a == i] for i in rows] for name, ends in links.items()
    }
    town = from_layers(rows, age, rows // 3, {name: (ends[0], ends[1]) for name, ends in links.items()})
    return town, neighbours, age.tolist()


DISEASE = Disease(
    beta=1.0,
    by_layer=CHANCE,
    contact="chance",
    latent=Delay("lognormal", 0.9, 0.4),
    presymptomatic=Delay("fixed", 2),
    silent_days=Delay("fixed", 6),
    mild_days=Delay("fixed", 6),
    ages=(AgeGroup(above=0, susceptibility=0.5, symptomatic=0.6), AgeGroup(above=20, symptomatic=0.6)),
)

FOUND: tuple[Measure, ...] = (Test(symptomatic=0.5, delay=1), Isolate(where="home", left=ISOLATED))
TRACED: tuple[Measure, ...] = (
    *FOUND,
    Trace(shares={"household": 1.0, "community": 0.6}, delay=1, days=10, left=CONFINED),
)
PLANS: dict[str, tuple[tuple[Measure, ...], float, dict[str, object]]] = {
    "nothing": ((), 0.0, {}),
    "superspreaders": ((), 0.3, {"dispersion": 0.3}),
    "isolation": (FOUND, 0.0, {"test": 0.5, "result": 1, "isolated": ISOLATED}),
    "tracing": (
        TRACED,
        0.0,
        {"test": 0.5, "result": 1, "isolated": ISOLATED, "shares": {"household": 1.0, "community": 0.6},
         "trace_delay": 1, "confined_days": 10, "confined": CONFINED},
    ),
    "tracing of a day's cases at once": (
        (*FOUND, replace(TRACED[-1], naming="per_day")),  # type: ignore[call-arg]
        0.0,
        {"test": 0.5, "result": 1, "isolated": ISOLATED, "shares": {"household": 1.0, "community": 0.6},
         "trace_delay": 1, "confined_days": 10, "confined": CONFINED, "at_once": True},
    ),
    "closure": (
        (CloseVillage(start=8, end=22, outside=0.0, visitors=0.0, left={"community": 0.2}),),
        0.0,
        {"closed": (8, 22), "left": {"community": 0.2}},
    ),
    "masks": (
        (Masks(coverage=0.7, source=0.6, wearer=0.3, layers=["community"]),), 0.0, {"masks": (0.6, 0.3, 0.7)},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PLANS)
def test_infected_found_and_quarantined_are_as_many_on_average(name: str) -> None:
    measures, dispersion, plain_options = PLANS[name]
    town, neighbours, age = community()
    plain = Plain(
        neighbours=neighbours, chance=CHANCE, days=DAYS, first=2, latent=(0.9, 0.4), presymptomatic=2, sick=6, silent=6,
        symptomatic=0.6, susceptibility=[0.5 if each < 20 else 1.0 for each in age],
    )  # fmt: skip
    plain = replace(plain, **plain_options)  # type: ignore[arg-type]
    rng = np.random.default_rng(4)
    slow = np.array([play(plain, rng) for _ in range(PLAIN_RUNS)], float)
    scenario = Scenario(
        days=DAYS, disease=replace(DISEASE, dispersion=dispersion), measures=measures, begin=Begin(infected=2)
    )
    found = run(town, scenario, runs=RUNS, seed=3)
    fast = np.stack([found.infected, found.total("found"), found.total("quarantined")], axis=1).astype(float)
    error = np.sqrt(slow.var(axis=0) / PLAIN_RUNS + fast.var(axis=0) / RUNS)
    # Four standard errors: once in 5,000 such tests by chance, were the seeds not fixed.
    assert (np.abs(slow.mean(axis=0) - fast.mean(axis=0)) <= 4 * error + 1e-9).all(), (
        slow.mean(axis=0), fast.mean(axis=0), error,
    )  # fmt: skip
