"""Every measure does something, in the direction it says, and more of it never does the opposite on average."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from fangxian.calc.epidemic.disease import Delay, Disease
from fangxian.calc.epidemic.measures import (
    ClosePlace,
    CloseVillage,
    Dated,
    Deliver,
    Disinfect,
    Isolate,
    LimitTrips,
    Masks,
    Measure,
    OneGate,
    Report,
    StayHome,
    Test,
    Trace,
    Watch,
)
from fangxian.calc.epidemic.places import Kind
from fangxian.calc.epidemic.population import Population, from_layers
from fangxian.calc.epidemic.result import Result
from fangxian.calc.epidemic.run import run
from fangxian.calc.epidemic.scenario import Begin, Imports, Scenario
from tests.calc.epidemic.cast import COVID, ISOLATION, TESTS, TRACED, TRACING, village

TOWN: list[Population] = []
OUTWARD = {"community": 0.3, "gate": 0.1}
FEVER_AT_GATE = replace(COVID, fever=1.0, by_layer={"household": 4.0, "gate": 6.0})


def tried(measures: Sequence[Measure], *, runs: int = 120, **changes: Any) -> Result:
    """A plan on the village that all tests share, sixty days from three infected."""
    if not TOWN:
        TOWN.append(village())
    plan = Scenario(
        days=60,
        disease=COVID,
        measures=measures,
        begin=Begin(infected=3),
        imports=Imports(crossing=0.0005, visitors=20, prevalence=0.01, contacts=4, symptomatic=0.7),
    )
    return run(TOWN[0], replace(plan, **changes), runs=runs, seed=11)


FEWER: dict[str, Sequence[Measure]] = {
    "close the village": [CloseVillage(outside=0.0, visitors=0.0, left={"gate": 0.0})],
    "close buildings on a case": [
        TESTS, ClosePlace(kind=Kind.BUILDING, cases=1, days=14, left={"community": 0.1, "work": 0.1, "building": 0.3}),
    ],
    "one gate": [OneGate(sensitivity=0.9, visitors=0.5, left={"gate": 0.5})],
    "stay at home": [StayHome(left={"community": 0.1, "work": 0.2, "school": 0.1}, adherence=0.8)],
    "fewer trips": [LimitTrips(every=2, usual=1.5)],
    "deliver to the door": [Deliver(left={"gate": 0.1}, outside=0.5)],
    "masks": [Masks(source=0.5, wearer=0.3, layers=["community", "work"], adherence=0.7)],
    "disinfect": [Disinfect(effect=0.5, surfaces={"work": 0.2, "community": 0.2, "building": 0.3})],
    "close schools by date": [Dated(start=5, factor=0.0, layer="school"), Dated(start=5, factor=0.3, layer="work")],
    "isolate": [TESTS, ISOLATION],
    "report": [Report(onset_to_found=Delay("fixed", 1), coverage=0.8), ISOLATION],
    "watch workplaces": [Watch(sensitivity=0.9), ISOLATION],
    "test everybody": [Test(everyone_every=3), ISOLATION],
    "trace": TRACED,
}  # fmt: skip


@pytest.mark.parametrize("name", FEWER)
def test_a_measure_lowers_the_mean_of_the_infected(name: str) -> None:
    nothing, something = tried([]).infected, tried(FEWER[name]).infected
    # Common random numbers: the differences of the same runs say more than the two means.
    fewer = nothing - something
    assert fewer.mean() > 1.5 * fewer.std() / len(fewer) ** 0.5


# Beside a measure what it works on: somebody must be found before anybody is isolated or traced.
ONE_BY_ONE: dict[str, tuple[Measure, Sequence[Measure]]] = {
    **{name: (given[0], given[1:]) for name, given in FEWER.items()},
    "isolate": (ISOLATION, [TESTS]),
    "trace": (TRACING, [TESTS, ISOLATION]),
    "close buildings on a case": (FEWER["close buildings on a case"][1], [TESTS]),
}


@pytest.mark.parametrize("name", ONE_BY_ONE)
def test_a_measure_that_reaches_nobody_is_no_measure(name: str) -> None:
    measure, others = ONE_BY_ONE[name]
    without = tried(others, runs=40)
    for nobody in (replace(measure, coverage=0.0), replace(measure, adherence=0.0), replace(measure, start=60)):
        found = tried([nobody, *others], runs=40)
        # Tracing that nobody keeps to is work all the same.
        same = [each for each in found.daily if not (each == "traced" and nobody.adherence == 0.0)]
        assert all(np.array_equal(found.daily[each], without.daily[each]) for each in same)


@pytest.mark.parametrize("name", ONE_BY_ONE)
@pytest.mark.parametrize("change", [{"coverage": 0.4}, {"adherence": 0.4}, {"start": 12}, {"end": 12}, {"delay": 9}])
def test_every_option_of_every_measure_moves_a_number(name: str, change: dict[str, Any]) -> None:
    measure, others = ONE_BY_ONE[name]
    if "delay" in change and isinstance(measure, Watch):
        pytest.skip("A watch has its reason when it is ordered.")
    whole, changed = tried([measure, *others], runs=40), tried([replace(measure, **change), *others], runs=40)
    assert whole.checksum() != changed.checksum()


def test_the_order_of_the_measures_does_not_matter() -> None:
    everything = [
        TESTS, ISOLATION, TRACING, *FEWER["stay at home"], *FEWER["masks"], *FEWER["one gate"],
        Report(onset_to_found=Delay("fixed", 1), coverage=0.8), *FEWER["close buildings on a case"][1:],
    ]  # fmt: skip
    once = tried(everything, runs=40).checksum()
    for shift in range(1, len(everything)):
        assert tried([*everything[shift:], *everything[:shift]], runs=40).checksum() == once
    assert tried(everything[::-1], runs=40).checksum() == once


def test_tracers_of_no_capacity_are_none_and_of_endless_capacity_unbound() -> None:
    none, others = tried([TESTS, ISOLATION, replace(TRACING, capacity=0)]), tried([TESTS, ISOLATION])
    assert none.total("traced").sum() == 0
    assert np.array_equal(none.daily["infections"], others.daily["infections"])
    endless = tried([TESTS, ISOLATION, replace(TRACING, capacity=10**6)])
    assert endless.checksum() == tried(TRACED).checksum()


def test_more_and_faster_tracing_never_raises_the_mean() -> None:
    shares = [
        tried([TESTS, ISOLATION, replace(TRACING, shares={"household": s, "work": s, "community": s})]).infected.mean()
        for s in (0.0, 0.3, 0.6, 1.0)
    ]
    delays = [tried([TESTS, ISOLATION, replace(TRACING, delay=d)]).infected.mean() for d in (0, 2, 5, 9)]
    capacities = [tried([TESTS, ISOLATION, replace(TRACING, capacity=c)]) for c in (2, 8, None)]
    allowance = 1.5
    assert all(later <= sooner + allowance for sooner, later in pairwise(shares))
    assert all(sooner <= later + allowance for sooner, later in pairwise(delays))
    means = [found.infected.mean() for found in capacities]
    assert all(later <= sooner + allowance for sooner, later in pairwise(means))
    assert shares[0] > shares[-1] and delays[0] < delays[-1] and means[0] > means[-1]


def test_tracers_reach_no_more_than_they_can_and_the_rest_wait() -> None:
    free, bound = tried(TRACED), tried([TESTS, ISOLATION, replace(TRACING, capacity=5)])
    assert bound.daily["waiting"].max() > 0 and free.daily["waiting"].max() == 0
    # A case that was begun is finished; what that took is missing from the next days.
    assert bound.daily["traced"].cumsum(axis=1)[:, -1].max() <= 5 * 60 + 60
    assert bound.total("traced").mean() < free.total("traced").mean()


@pytest.mark.parametrize(("naming", "named"), [("per_case", 1 - 0.5**3), ("per_day", 0.5)])
def test_whom_three_cases_met_is_named_by_each_of_them_or_by_the_days_list(naming: Any, named: float) -> None:
    cases, others = 3, 500
    met = np.array([(case, cases + other) for case in range(cases) for other in range(others)])
    rows = np.arange(cases + others)
    crowd = from_layers(rows, np.full(len(rows), 40), rows, {"work": (met[:, 0], met[:, 1])})
    disease = Disease(beta=0.0, mild_days=Delay("fixed", 9))
    tracing = Trace(shares={"work": 0.5}, days=5, left={}, naming=naming)
    plan = Scenario(days=9, disease=disease, measures=[Test(symptomatic=1.0), tracing],
                    begin=Begin(infected=cases, persons=range(cases)))  # fmt: skip
    found = run(crowd, plan, runs=40, seed=2, where="loop")
    assert found.total("found").tolist() == [cases] * 40
    confined = found.daily["quarantined"][:, 3] / others
    assert confined.mean() == pytest.approx(named, abs=0.02)
    # Who is asked for on one list is counted once; three cases name half of their contacts each.
    counted = named if naming == "per_day" else cases * 0.5
    assert found.total("traced").mean() / others == pytest.approx(counted, abs=0.02)


def test_nobody_is_restricted_without_a_measure_and_everybody_in_a_closed_village() -> None:
    assert tried([]).total("restricted").sum() == 0
    closed = tried([CloseVillage(start=3, end=13, outside=0.0, visitors=0.0)])
    assert (closed.restricted_days == 10 * 658).all()
    both = tried([CloseVillage(start=3, end=13, outside=0.0, visitors=0.0), *TRACED])
    assert (both.daily["restricted"] <= 658).all()
    assert (both.daily["restricted"][:, 3:13] == 658).all()


def test_half_of_the_households_stay_at_home_when_half_keep_to_it() -> None:
    found = tried([StayHome(left={}, adherence=0.5)])
    assert found.daily["restricted"].mean() == pytest.approx(329, abs=25)


def test_quarantine_lasts_as_long_as_it_is_asked_for() -> None:
    ten, fourteen = (tried([TESTS, replace(TRACING, days=days)]) for days in (10, 14))
    assert fourteen.total("quarantined").sum() > 1.1 * ten.total("quarantined").sum()


def test_isolation_away_from_home_is_counted_as_away() -> None:
    away = tried([TESTS, Isolate(where="away", left={"*": 0.0})])
    assert np.array_equal(away.daily["away"], away.daily["isolated"]) and away.total("away").sum() > 0
    assert tried([TESTS, ISOLATION]).total("away").sum() == 0


def test_one_gate_sees_fever_and_nothing_else() -> None:
    seen = tried([OneGate(sensitivity=0.9)], disease=FEVER_AT_GATE)
    blind = tried([OneGate(sensitivity=0.9)], disease=replace(FEVER_AT_GATE, fever=0.0))
    assert seen.total("found").mean() > 1 and blind.total("found").sum() == 0
    assert blind.checksum() == tried([], disease=replace(FEVER_AT_GATE, fever=0.0)).checksum()


def test_a_watched_workplace_finds_its_workers_only() -> None:
    found = tried([Watch(sensitivity=1.0, workplaces=[3])])
    assert 0 < found.total("found").sum() < tried([Watch(sensitivity=1.0)]).total("found").sum()


def test_a_place_or_layer_that_is_not_there_is_named() -> None:
    with pytest.raises(KeyError, match="workplace number 77777"):
        tried([Watch(sensitivity=1.0, workplaces=[77777])])
    with pytest.raises(KeyError, match="no layer 'market'"):
        tried([Dated(factor=0.5, layer="market")])


def test_a_dated_factor_cannot_add_contacts() -> None:
    with pytest.raises(ValueError, match=r"between 0 and 1, not 1\.5"):
        Dated(factor=1.5)


def test_the_first_found_are_found_on_day_0_and_earlier_days_count_as_it() -> None:
    found = tried([ISOLATION], begin=Begin(infected=4, found=2, ago=6))
    assert (found.daily["found"][:, 0] >= 2).all()
    assert (found.daily["infections"][:, 0] >= 4).all()
    assert found.daily["infections"].shape == (120, 60)


def test_a_plants_case_begins_among_its_workers() -> None:
    found = tried([], begin=Begin(infected=2, kind=Kind.WORKPLACE, places=[5]), days=1, runs=30)
    town = TOWN[0]
    workers = set(town.places[Kind.BUILDING, town.places[Kind.WORKPLACE] == 5].tolist())
    seeded = {spot.building for spot in found.spots if spot.way == "seed"}
    assert seeded <= {int(town.ids[Kind.BUILDING][place]) for place in workers}


def test_plans_share_their_random_numbers_until_they_differ() -> None:
    early = tried([CloseVillage(start=30, outside=0.0, visitors=0.0, left={"community": 0.0})])
    nothing = tried([])
    assert np.array_equal(early.daily["infections"][:, :30], nothing.daily["infections"][:, :30])
    assert not np.array_equal(early.daily["infections"], nothing.daily["infections"])


def test_control_is_asked_after_a_day() -> None:
    found = tried(TRACED)
    by_hand = [not row[29:].any() for row in found.daily["onsets"]]
    assert found.controlled(after=28).tolist() == by_hand
    assert found.probability(after=28) == pytest.approx(np.mean(by_hand))
    assert found.between("infections").shape == (3, 60)
    assert (np.diff(found.quantiles("infections")) >= 0).all()


def test_infections_stand_in_the_log_by_way_building_and_day() -> None:
    found = tried([])
    assert sum(spot.infections for spot in found.spots) == found.infected.sum()
    assert sum(each.sum() for each in found.ways.values()) == found.infected.sum()
    assert found.ways["outside"].sum() > 0 and found.ways["visitor"].sum() > 0
