"""The community and the plan of the benchmark that needs no peer: made up from totals."""

from fangxian.calc.epidemic.disease import AgeGroup, Delay, Disease, lognormal
from fangxian.calc.epidemic.measures import Isolate, Measure, Test, Trace
from fangxian.calc.epidemic.population import Mixing, Population, settle
from fangxian.calc.epidemic.synthetic import Totals, Work, synthetic

WORK = Work(
    employed=0.7,
    outside=0.4,
    working=(18, 60),
    workplace_size=15,
    learning=(6, 18),
    class_size=30,
    crossings_outside=2.0,
    crossings=0.3,
)
MIXING = Mixing(unit=2, building=3, work=8, school=10, community=8, community_k=1.0, gate=3)


def community(people: int) -> Population:
    """A community of so many people, ten links each or so outside the household."""
    totals = Totals(
        people=people,
        sizes=(0.25, 0.3, 0.2, 0.15, 0.07, 0.03),
        households_per_unit=10,
        units_per_building=3,
        ages=((0, 0.15), (15, 0.2), (30, 0.25), (45, 0.2), (60, 0.15), (75, 0.05)),
        oldest=95,
        gates=4,
        work=WORK,
    )
    return settle(synthetic(totals, seed=1), MIXING)


def covid() -> Disease:
    """COVID-19 in round numbers."""
    return Disease(
        beta=0.012,
        by_layer={"household": 4.0, "gate": 0.3},
        dispersion=0.45,
        incubation=Delay("lognormal", 1.63, 0.50),
        presymptomatic=Delay("fixed", 2),
        silent_days=lognormal(mean=8, sd=2),
        mild_days=lognormal(mean=8, sd=2),
        ages=(AgeGroup(above=0, susceptibility=0.5, symptomatic=0.5), AgeGroup(above=20, symptomatic=0.7)),
        fever=0.8,
    )


def covid_plan() -> tuple[Measure, ...]:
    """Test, trace, quarantine."""
    return (
        Test(symptomatic=0.2, others=0.001, delay=1),
        Isolate(where="home", left={"*": 0.1, "household": 0.3}),
        Trace(shares={"household": 1, "unit": 0.5, "work": 0.5, "school": 0.5, "community": 0.1}, days=14,
              left={"*": 0.2, "household": 0.6}, delay=1),
    )  # fmt: skip
