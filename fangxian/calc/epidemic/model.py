"""A scenario on a community as flat arrays, as compiled code reads it; decides nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import log
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy import special

from .disease import LONGEST, Disease, delays
from .measures import (
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
from .places import GATE, HOUSEHOLD, OUTSIDE, VISITOR, Kind
from .population import Population
from .scenario import Scenario
from .world import (
    ALIKE,
    AT_GATE,
    CARE_WHAT,
    CASES,
    CERTAIN,
    FAR,
    FINDS,
    GUIDES,
    HOUSE,
    ISOLATING,
    PERSON,
    REPORTING,
    RESTRICTS,
    RESULT,
    SUSCEPTIBLE,
    TRACING,
    World,
)  # fmt: skip

Floats = NDArray[np.float64]
OLDEST = LONGEST
"""Ages above this many years count as this many; curves by day and by year are equally long."""
_SHARES = 4096
"""Equal shares of people whose infectiousness is told apart: the variance is right to a thousandth."""


@dataclass
class Row:
    """One rule on its way into the arrays."""

    measure: Measure
    left: Mapping[str, float]
    unit: int = PERSON
    kind: Kind = Kind.EVERYWHERE
    places: Sequence[int] = ()
    take: Mapping[str, float] = field(default_factory=dict)
    either: bool = True
    febrile: bool = False
    find: float = 0.0
    restricts: bool = False
    cases: int = 0
    days: int = 0

    @property
    def share(self) -> float:
        """The share of those it is meant for who keep to it."""
        return self.measure.coverage * self.measure.adherence


def world(population: Population, scenario: Scenario) -> World:
    """The arrays of a scenario on a community, without room for runs.

    Days in them count from the first infection, `begin.ago` days before the scenario's day 0. Raises KeyError for a
    layer, a place or a person that the community has not.
    """
    warm = max(0, scenario.begin.ago)
    days = scenario.days + warm
    columns = (*population.layers, OUTSIDE, VISITOR)
    rows = _rows(scenario.measures)
    factors = Factors([_rates(scenario.disease, columns)], columns)
    rules, set_up = _rules(population, rows, factors, warm, days)
    curves = _curves(scenario.disease)
    care = _care(scenario.measures, factors, curves, warm, days)
    hazards = _hazards(scenario.measures, warm, days)
    lot, numbers = _numbers_of(population, scenario)
    years = np.clip(population.age, 0, OLDEST)
    yields = curves[SUSCEPTIBLE][years].astype(np.float32)
    nothing: Any = np.empty((0, 0))
    return World(
        who=_who(population),
        places=np.vstack([population.places, years[None]]).T.astype(np.int32, order="C"),
        offsets=population.offsets,
        others=population.others,
        passing=np.cumsum(population.crossings, dtype=np.float64),
        numbers=np.append(numbers, _flags(rules, care, hazards, yields)),
        curves=np.array(curves),
        guides=_guides(curves),
        strong=_strong(scenario.disease.dispersion),
        yields=yields,
        factors=np.array(factors.rows),
        rules=rules,
        care=care,
        hazards=hazards,
        lot=lot,
        set_up=set_up,
        **dict.fromkeys(World._fields[16:], nothing),
    )


def _flags(rules: Floats, care: Floats, hazards: Floats, yields: NDArray[np.float32]) -> tuple[float, ...]:
    """TESTED, REPORTED, BOUND and OPEN."""
    tested = hazards[:RESULT].any() or (rules[:, FINDS] > 0.0).any()
    reported = (care[:, CARE_WHAT] == REPORTING).any()
    bound = ((rules[:, RESTRICTS] > 0.0) & (rules[:, CASES] == 0.0)).any()
    hindered = len(rules) or len(care)
    unhindered = ALIKE if (yields == 1.0).all() else 1.0
    return float(tested), float(reported), float(bound), 0.0 if hindered else unhindered


def _who(population: Population) -> NDArray[np.uint64]:
    """Keys of people, and of their households: that of the household's first person."""
    homes = population.places[Kind.HOUSEHOLD]
    first = np.r_[True, homes[1:] != homes[:-1]]
    leader = np.maximum.accumulate(np.where(first, np.arange(len(homes)), 0))
    return np.stack([population.keys, population.keys[leader]], axis=1)


@dataclass
class Factors:
    """Rows of numbers by layer, outside and visitors, as they are added."""

    rows: list[Floats]
    columns: Sequence[str]

    def add(self, named: Mapping[str, float], rest: float = 1.0) -> int:
        """Another row, the named columns as given, layers that are not named `rest`; its number."""
        row = np.ones(len(self.columns))
        row[:-2] = named.get("*", rest)
        for name, factor in named.items():
            if name != "*":
                row[self._column(name)] = factor
        self.rows.append(row)
        return len(self.rows) - 1

    def _column(self, name: str) -> int:
        if name not in self.columns:
            raise KeyError(f"There is no layer {name!r}; there are {', '.join(self.columns)}.")
        return self.columns.index(name)


def _rates(disease: Disease, columns: Sequence[str]) -> Floats:
    # Attempts are drawn for the most susceptible; the others let only their share of them through.
    beta = disease.beta * _most_susceptible(disease)
    return np.array([beta * disease.by_layer.get(name, 1.0) for name in columns])


def _most_susceptible(disease: Disease) -> float:
    return max(group.susceptibility for group in disease.ages) or 1.0


def _curves(disease: Disease) -> list[Floats]:
    by_age = np.zeros((6, OLDEST + 1))
    for group in sorted(disease.ages, key=lambda group: group.above):
        values = (
            group.susceptibility / _most_susceptible(disease),
            group.infectiousness, group.symptomatic, group.severe, group.critical, group.dies,
        )  # fmt: skip
        by_age[:, group.above :] = np.array(values)[:, None]
    return [*(delay.cumulative() for delay in delays(disease)), *by_age]


def _guides(curves: Sequence[Floats]) -> NDArray[np.int16]:
    """Where the search for a number begins: for each of so many equal parts of 0 … 1, the first day it could be."""
    parts = np.arange(GUIDES) / GUIDES
    return np.array([np.minimum(np.searchsorted(curve, parts), OLDEST) for curve in curves], np.int16)


def _strong(dispersion: float) -> NDArray[np.float32]:
    """Infectiousness of people by equal shares of them, the weakest first: means of a gamma of mean 1 in each share."""
    if dispersion <= 0.0:
        return np.ones(1, np.float32)
    edges = special.gammaincinv(dispersion, np.arange(_SHARES + 1) / _SHARES)
    means = np.diff(special.gammainc(dispersion + 1.0, edges) * _SHARES)
    return np.asarray(means, np.float32)


def _numbers_of(population: Population, scenario: Scenario) -> tuple[NDArray[np.int32], Floats]:
    disease, begin, imports = scenario.disease, scenario.begin, scenario.imports
    lot = _lot(population, scenario)
    numbers = (
        scenario.days + max(0, begin.ago), max(0, begin.ago),
        disease.contact == "chance", disease.dispersion, disease.incubation is not None,
        disease.asymptomatic_infectiousness, disease.presymptomatic_infectiousness,
        disease.early_share, disease.early_ratio, disease.early_days, disease.fever,
        len(lot) if begin.persons else min(begin.infected, len(lot)), begin.found, bool(begin.persons),
        imports.crossing, imports.visitors * imports.prevalence, imports.contacts, imports.symptomatic * disease.fever,
    )  # fmt: skip
    return lot, np.array(numbers, np.float64)


def _lot(population: Population, scenario: Scenario) -> NDArray[np.int32]:
    begin = scenario.begin
    if begin.persons:
        return population.rows(begin.persons)
    if begin.places:
        kept = _numbers(population, Kind(begin.kind), begin.places)
        return np.flatnonzero(np.isin(population.places[begin.kind], kept)).astype(np.int32)
    return np.arange(population.size, dtype=np.int32)


def _rows(measures: Sequence[Measure]) -> list[Row]:
    """The rules of all measures that change contacts or crossings."""
    return [row for measure in measures for row in _rules_of(measure)]


def _rules_of(measure: Measure) -> list[Row]:
    match measure:
        case CloseVillage(outside=outside, visitors=visitors, left=left):
            return [Row(measure, {**left, OUTSIDE: outside, VISITOR: visitors}, restricts=True)]
        case ClosePlace(kind=kind, left=left, places=places, cases=cases, days=days):
            home = kind in (Kind.HOUSEHOLD, Kind.UNIT, Kind.BUILDING)
            return [Row(measure, left, HOUSE, kind, places, restricts=home, cases=cases, days=days)]
        case OneGate(sensitivity=seen, visitors=visitors, left=left):
            passing = dict.fromkeys((GATE, VISITOR), 1.0 - seen * measure.coverage * measure.adherence)
            return [
                Row(measure, {**left, VISITOR: visitors}),
                Row(measure, passing, CERTAIN, either=False, febrile=True),
            ]
        case StayHome(left=left, outside=outside):
            return [Row(measure, {**left, OUTSIDE: outside}, HOUSE, restricts=True)]
        case LimitTrips(every=every, usual=usual):
            trips = min(1.0, 1.0 / (every * usual))
            return [Row(measure, {GATE: trips, OUTSIDE: trips}, HOUSE)]
        case Deliver(left=left, outside=outside):
            return [Row(measure, {**left, OUTSIDE: outside}, HOUSE)]
        case _:
            return _softer_rules_of(measure)


def _softer_rules_of(measure: Measure) -> list[Row]:
    match measure:
        case Masks(source=source, wearer=wearer, layers=layers):
            given, taken = dict.fromkeys(layers, 1.0 - source), dict.fromkeys(layers, 1.0 - wearer)
            return [Row(measure, given, take=taken, either=False)]
        case Disinfect(effect=effect, surfaces=surfaces):
            share = effect * measure.coverage * measure.adherence
            return [Row(measure, {name: 1.0 - share * part for name, part in surfaces.items()}, CERTAIN)]
        case Dated(factor=factor, layer=layer, kind=kind, places=places):
            # What is done about a place does not part those who live together.
            homes = {} if layer or kind is Kind.EVERYWHERE else {HOUSEHOLD: 1.0}
            return [Row(measure, {layer or "*": factor, **homes}, kind=kind, places=places)]
        case Watch(sensitivity=seen, workplaces=places, cases=cases, days=days):
            row = Row(measure, {}, kind=Kind.WORKPLACE, places=places, cases=cases, days=days)
            row.find = _hazard(seen)
            return [row]
        case _:
            return []


def _rules(
    population: Population, rows: Sequence[Row], factors: Factors, warm: int, days: int
) -> tuple[Floats, NDArray[np.int16]]:
    table = np.zeros((len(rows), 16))
    set_up: list[NDArray[np.int16]] = [np.empty((2, 0), np.int16)]
    base = 0
    for number, row in enumerate(rows):
        start, end = _window(row.measure, warm, days)
        spots = np.array([[FAR], [0]], np.int16).repeat(population.count(row.kind), axis=1)
        if not row.cases:
            held = _numbers(population, row.kind, row.places)
            spots[0, held], spots[1, held] = start + row.measure.delay, end
        table[number] = (
            row.kind, row.unit, row.share, _salt(row, rows[:number]), row.either, row.febrile, row.find, row.restricts,
            row.cases, row.measure.delay, row.days, start, end, base, factors.add(row.left), factors.add(row.take),
        )  # fmt: skip
        set_up.append(spots)
        base += spots.shape[1]
    return table, np.concatenate(set_up, axis=1)


def _window(measure: Measure, warm: int, days: int) -> tuple[int, int]:
    end = days if measure.end is None else min(days, measure.end + warm)
    return max(0, measure.start + warm), end


def _numbers(population: Population, kind: Kind, places: Sequence[int]) -> NDArray[np.int64]:
    """The numbers of a kind's places by their register numbers; all of them when none is named."""
    ids = population.ids[kind]
    if not places:
        return np.arange(len(ids))
    asked = np.asarray(places, np.int64)
    unknown = asked[~np.isin(asked, ids)]
    if len(unknown):
        raise KeyError(f"There is no {kind.name.lower()} number {unknown[0]} in this community.")
    return np.searchsorted(ids, asked)


def _salt(row: Row, before: Sequence[Row]) -> int:
    """What makes a rule's adherents its own; the same measure has the same adherents in every plan."""
    name = type(row.measure).__name__
    earlier = sum(type(other.measure) is type(row.measure) for other in before)
    return crc32(name.encode()) + (earlier << 32)


def _care(measures: Sequence[Measure], factors: Factors, curves: list[Floats], warm: int, days: int) -> Floats:
    rows: list[tuple[float, ...]] = []
    for measure in measures:
        start, end = _window(measure, warm, days)
        kept = measure.adherence if isinstance(measure, Trace) else measure.coverage * measure.adherence
        common = (start, end, kept, measure.delay)
        match measure:
            case Report(onset_to_found=law):
                curves.append(law.cumulative())
                rows.append((REPORTING, *common, 0, 0, len(curves) - 1))
            case Isolate(where=where, left=left, days=least):
                rows.append((ISOLATING, *common, least, where == "away", factors.add(left)))
            case Trace(shares=shares, days=lasting, left=left, delays=by_layer, capacity=capacity, naming=naming):
                row = factors.add(left)
                factors.add({name: share * measure.coverage for name, share in shares.items()}, 0.0)
                factors.add(by_layer, measure.delay)
                at_once = naming == "per_day"
                rows.append((TRACING, start, end, kept, at_once, lasting, 1e9 if capacity is None else capacity, row))
    return np.array(rows, np.float64).reshape(len(rows), 8)


def _hazards(measures: Sequence[Measure], warm: int, days: int) -> Floats:
    hazards = np.zeros((6, days))
    for measure in measures:
        start, end = _window(measure, warm, days)
        reached = measure.coverage * measure.adherence
        if isinstance(measure, OneGate):
            hazards[AT_GATE, start:end] += measure.sensitivity * reached
        if isinstance(measure, Test):
            reached *= measure.sensitivity
            hazards[RESULT, start:end] = np.maximum(hazards[RESULT, start:end], measure.delay)
            if measure.everyone_every:
                hazards[:AT_GATE, start : end : measure.everyone_every] += _hazard(reached)
            for row, chance in enumerate(_chances(measure)):
                hazards[row, start:end] += _hazard(reached * chance)
    return hazards


def _chances(test: Test) -> tuple[float, float, float, float]:
    ill, others = test.symptomatic_quarantined, test.others_quarantined
    return (
        test.symptomatic,
        test.others,
        test.symptomatic if ill is None else ill,
        test.others if others is None else others,
    )


def _hazard(chance: float) -> float:
    return -log(max(1e-12, 1.0 - chance))
