"""By how much measures reduce R: Kucharski et al., Lancet Infect Dis 2020, doi 10.1016/S1473-3099(20)30457-6.

Their world on our engine: every case has contacts at home for all of five infectious days and others met once; what
counts is whom those infect in turn, so that a contact in quarantine in time counts as averted. Contacts a day are the
means their published results imply (people traced in each setting, and R of 2.6); risks, delays and shares are theirs.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from fangxian.calc.epidemic.disease import AgeGroup, Delay, Disease
from fangxian.calc.epidemic.measures import Isolate, Measure, Report, Test, Trace
from fangxian.calc.epidemic.population import Population, from_layers
from fangxian.calc.epidemic.run import run
from fangxian.calc.epidemic.scenario import Begin, Scenario

INDEXES, RUNS, CHILDREN, INFECTIOUS = 1500, 8, 0.21, 5
HOME, WORK, ELSEWHERE, ELSEWHERE_AT_MOST_FOUR = 2.3, 5.9, 3.3, 1.5
AT_HOME, OUTSIDE, ONWARD = 0.2, 0.06, 0.4
TRACED, FOUND, WILLING, APP = 0.95, 0.9, 0.9, 0.53
MET_AT_WORK, MET_AT_SCHOOL, MET_ELSEWHERE = 0.79, 0.90, 0.52
AWAY = ("work", "school", "community")

Links = tuple[NDArray[np.int64], NDArray[np.int64]]


@cache
def world(elsewhere: float) -> Population:
    """Cases with their contacts, and behind each contact one person they may infect in turn."""
    child = np.arange(INDEXES) < CHILDREN * INDEXES
    count = INDEXES
    links: dict[str, Links] = {}
    daily = {"household": HOME / INFECTIOUS, "work": WORK, "school": WORK, "community": elsewhere}
    for name, mean in daily.items():
        whose = {"work": np.flatnonzero(~child), "school": np.flatnonzero(child)}.get(name, np.arange(INDEXES))
        met = np.diff(np.floor(np.arange(len(whose) + 1) * mean * INFECTIOUS + 1e-9)).astype(np.int64)
        index = np.repeat(whose, met)
        links[name] = (index, count + np.arange(len(index)))
        count += len(index)
    contacts = np.arange(INDEXES, count)
    links["onward"] = (contacts, contacts + len(contacts))
    people = count + len(contacts)
    age = np.full(people, 30)
    age[:INDEXES][child] = 10
    return from_layers(np.arange(people), age, np.arange(people), links)


def disease() -> Disease:
    """Five days exposed, five infectious, the first of them before onset; the silent are half as infectious."""
    rate = {name: -np.log(1 - risk) / INFECTIOUS for name, risk in (("home", AT_HOME), ("away", OUTSIDE))}
    return Disease(
        beta=1.0,
        by_layer={"household": rate["home"], "onward": ONWARD / INFECTIOUS, **dict.fromkeys(AWAY, rate["away"])},
        latent=Delay("fixed", 5), presymptomatic=Delay("fixed", 1), mild_days=Delay("fixed", INFECTIOUS - 1),
        silent_days=Delay("fixed", INFECTIOUS), asymptomatic_infectiousness=0.5,
        ages=(AgeGroup(symptomatic=0.3), AgeGroup(above=18, symptomatic=0.7)),
    )  # fmt: skip


def infected(measures: tuple[Measure, ...], *, elsewhere: float = ELSEWHERE) -> tuple[float, float]:
    """How many the cases infect each, and how many those infect in turn, all together."""
    plan = Scenario(days=22, disease=disease(), measures=measures, begin=Begin(persons=tuple(range(INDEXES))))
    found = run(world(elsewhere), plan, runs=RUNS, seed=3)
    ways = {name: days.sum() / RUNS / INDEXES for name, days in found.ways.items()}
    return sum(ways[name] for name in ("household", *AWAY)), float(ways["onward"])


# Isolated on day 2, 3, 4 or 5 of being infectious; only the first cases, who fall ill on day 6.
ISOLATED: tuple[Measure, ...] = (
    Report(onset_to_found=Delay("table", chances=(0.25, 0.25, 0.2, 0.3)), coverage=FOUND, end=10),
    Isolate(where="home", left=dict.fromkeys(AWAY, 0.0)),
)
TESTED: tuple[Measure, ...] = (Test(symptomatic=0.05 / 7, others=0.05 / 7, end=10), ISOLATED[1])


def traced(shares: Mapping[str, float], *, delay: int = 2) -> tuple[Measure, ...]:
    """Isolation, and contacts kept from infecting others two weeks long, those at home always."""
    everybody = {"household": 1.0, **shares}
    return (*ISOLATED, Trace(shares=everybody, days=14, left={"onward": 0.0}, delay=delay, adherence=WILLING))


ACQUAINTED = {"work": TRACED * MET_AT_WORK, "school": TRACED * MET_AT_SCHOOL, "community": TRACED * MET_ELSEWHERE}
BY_APP = dict.fromkeys(AWAY, APP * APP)
BY_EITHER = {name: 1 - (1 - share) * (1 - APP * APP) for name, share in ACQUAINTED.items()}


@dataclass(frozen=True)
class Published:
    """A measure, the reduction of R in percent, and what they met elsewhere in a day."""

    name: str
    percent: float
    measures: tuple[Measure, ...]
    elsewhere: float = ELSEWHERE


TABLE = (
    Published("mass testing, one in twenty a week", 2, TESTED),
    Published("self-isolation within the household", 29, ISOLATED),
    Published("and household quarantine", 37, traced({})),
    Published("app alone", 47, traced(BY_APP, delay=0)),
    Published("and work and school contacts", 53, traced(dict.fromkeys(("work", "school"), TRACED))),
    Published("and manual tracing of acquaintances", 57, traced(ACQUAINTED)),
    Published("and manual tracing of all", 64, traced(dict.fromkeys(AWAY, TRACED))),
    Published("acquaintances, four contacts elsewhere", 64, traced(ACQUAINTED), ELSEWHERE_AT_MOST_FOUR),
    Published("acquaintances or app, four contacts", 66, traced(BY_EITHER), ELSEWHERE_AT_MOST_FOUR),
)


@cache
def reduction(number: int) -> float:
    """By how many percent fewer are infected in turn in a row of the table."""
    row = TABLE[number]
    return 100 * (1 - infected(row.measures, elsewhere=row.elsewhere)[1] / infected(())[1])


def test_r_without_measures_is_theirs() -> None:
    assert infected(())[0] == pytest.approx(2.6, abs=0.1)


@pytest.mark.parametrize("number", range(len(TABLE)), ids=[row.name for row in TABLE])
def test_a_measure_reduces_r_as_much_as_published(number: int) -> None:
    assert reduction(number) == pytest.approx(TABLE[number].percent, abs=2.5)


def test_the_order_of_the_measures_is_theirs() -> None:
    found = [(row.percent, reduction(number)) for number, row in enumerate(TABLE)]
    # Chance moves a figure by less than half a point.
    assert all(lower[1] < higher[1] + 0.5 for lower, higher in pairwise(found) if lower[0] < higher[0])
