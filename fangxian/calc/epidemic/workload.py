"""The load a plan lays on people: meals, readings, tracers' hours, protective sets, deliveries, tests, a day."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .measures import Deliver, Measure, Test, Trace
from .scenario import Scenario

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Load:
    """What one person or case asks for; from rule packs.

    Meals per restricted person and day, readings per person in quarantine and day, hours per case and per contact
    traced, protective sets per person in isolation or quarantine and day, hours per delivery and per reading,
    deliveries per person and day of those who are delivered to.
    """

    meals: float
    readings: float
    hours_per_case: float
    hours_per_contact: float
    hours_per_reading: float
    hours_per_delivery: float
    deliveries: float
    sets: float


@dataclass(frozen=True)
class Workload:
    """By run and day. `hours` is all of the teams' work together; `tracing` the part of the tracers."""

    meals: Floats
    readings: Floats
    tracing: Floats
    deliveries: Floats
    sets: Floats
    tests: Floats
    hours: Floats


def load(scenario: Scenario, people: int, daily: Mapping[str, NDArray[np.int32]], per: Load) -> Workload:
    """The load of a scenario's runs."""
    at_home = daily["quarantined"] + daily["isolated"] - daily["away"]
    tracing = per.hours_per_contact * daily["traced"] + per.hours_per_case * _traced_cases(scenario, daily["found"])
    readings = per.readings * daily["quarantined"]
    delivered = _delivered(scenario, people) + at_home
    deliveries = per.deliveries * np.minimum(delivered, people)
    return Workload(
        meals=per.meals * daily["restricted"].astype(float),
        readings=readings.astype(float),
        tracing=tracing.astype(float),
        deliveries=deliveries,
        sets=per.sets * (daily["quarantined"] + daily["isolated"]).astype(float),
        tests=_tests(scenario, people, daily),
        hours=tracing + per.hours_per_reading * readings + per.hours_per_delivery * deliveries,
    )


def _traced_cases(scenario: Scenario, found: NDArray[np.int32]) -> Floats:
    traced = [_held(m, scenario.days) for m in scenario.measures if isinstance(m, Trace)]
    return np.asarray(found * np.max([np.zeros(scenario.days), *traced], axis=0))


def _delivered(scenario: Scenario, people: int) -> Floats:
    shares = [m.coverage * _held(m, scenario.days) for m in scenario.measures if isinstance(m, Deliver)]
    return np.asarray(people * np.max([np.zeros(scenario.days), *shares], axis=0))


def _tests(scenario: Scenario, people: int, daily: Mapping[str, NDArray[np.int32]]) -> Floats:
    """Tests of everybody, of those without symptoms by chance, and of those who are found."""
    tests = daily["found"].astype(float)
    for test in scenario.measures:
        if isinstance(test, Test):
            held = test.coverage * test.adherence * _held(test, scenario.days)
            tests = tests + test.others * held * people
            if test.everyone_every:
                rounds = (np.arange(scenario.days) - test.start) % test.everyone_every == 0
                tests = tests + held * rounds * people
    return tests


def _held(measure: Measure, days: int) -> Floats:
    end = days if measure.end is None else measure.end
    day = np.arange(days)
    return ((day >= measure.start) & (day < end)).astype(float)
