"""A made-up community from a few totals, and what a register does not say, filled in; always by stated distributions.

Household sizes follow a given table of shares; households fill units, units fill buildings. Ages follow shares by
group. Of those of working age a share works, a share of them outside the community; workplaces have geometric sizes.
Children of school age share a class with their neighbours of the same age. Everything hangs on keyed random numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from .networks import scattered
from .population import NOWHERE, Floats, Ints, Register

UNKNOWN = -2
"""In a register's column: somebody may have a place, but it is not known."""

_LARGEST = 1 << 40


@dataclass(frozen=True, kw_only=True)
class Work:
    """Who works and learns where nothing is known: shares, ages from … until before, mean sizes of places."""

    employed: float
    outside: float
    working: tuple[int, int]
    workplace_size: float
    learning: tuple[int, int]
    class_size: int
    crossings_outside: float
    crossings: float


@dataclass(frozen=True, kw_only=True)
class Totals:
    """A community by its totals: `sizes` shares of households of 1, 2, 3 … people; `ages` rows (from year, share)."""

    people: int
    sizes: Sequence[float]
    households_per_unit: int
    units_per_building: int
    ages: Sequence[tuple[int, float]]
    oldest: int
    gates: int
    work: Work


def synthetic(totals: Totals, *, seed: int) -> Register:
    """A community of exactly so many people; the last household may be smaller than drawn."""
    person = np.arange(totals.people)
    drawn = _numbers(person, seed, 1)
    sizes = 1 + np.searchsorted(_cumulative(totals.sizes), drawn)
    household = np.repeat(person, sizes)[: totals.people]
    unit = household // totals.households_per_unit
    building = unit // totals.units_per_building
    unknown = np.full(totals.people, UNKNOWN)
    bare = Register(
        person=person,
        age=_ages(totals, person, seed),
        household=household,
        unit=unit,
        building=building,
        workplace=unknown,
        school=unknown,
        gate=building % max(1, totals.gates),
        crossings=np.full(totals.people, np.nan),
    )
    return filled(bare, totals.work, seed=seed)


def filled(register: Register, work: Work, *, seed: int) -> Register:
    """The register with every UNKNOWN workplace and school, and every crossing that is not a number, drawn."""
    order = np.argsort(register.person, kind="stable")
    outside = np.zeros(len(order), bool)
    workplace = register.workplace.copy()
    lacks = (workplace == UNKNOWN) & _aged(register.age, work.working)
    works = lacks & (_numbers(register.person, seed, 2) < work.employed)
    outside[works] = _numbers(register.person[works], seed, 3) < work.outside
    inside = order[(works & ~outside)[order]]
    workplace[inside] = _grouped_by_lot(register.person[inside], work.workplace_size, seed)
    school = register.school.copy()
    learns = (school == UNKNOWN) & _aged(register.age, work.learning)
    school[learns] = _classes(register, learns, work.class_size)
    usual = np.where(outside, work.crossings_outside, work.crossings)
    return replace(
        register,
        workplace=np.where(workplace == UNKNOWN, NOWHERE, workplace),
        school=np.where(school == UNKNOWN, NOWHERE, school),
        crossings=np.where(np.isnan(register.crossings), usual, register.crossings),
    )


def _ages(totals: Totals, person: Ints, seed: int) -> Ints:
    edges = np.array([*(years for years, _ in totals.ages), totals.oldest + 1])
    group = np.searchsorted(_cumulative([share for _, share in totals.ages]), _numbers(person, seed, 4))
    span = edges[group + 1] - edges[group]
    return np.asarray((edges[group] + _numbers(person, seed, 5) * span).astype(np.int64))


def _aged(age: Ints, span: tuple[int, int]) -> NDArray[np.bool_]:
    return (age >= span[0]) & (age < span[1])


def _grouped_by_lot(person: Ints, mean: float, seed: int) -> Ints:
    """Numbers of workplaces for people in the order of a lot; sizes are geometric. Far above any register's own."""
    lot = np.argsort(_numbers(person, seed, 6), kind="stable")
    ends = _numbers(person, seed, 7)[lot] < 1.0 / mean
    place = np.empty(len(person), np.int64)
    place[lot] = _LARGEST + np.concatenate([[0], np.cumsum(ends)[:-1]]) if len(person) else 0
    return place


def _classes(register: Register, learns: NDArray[np.bool_], size: int) -> Ints:
    """Classes of one year of age, filled in the order of buildings, households and people."""
    age, rows = register.age[learns], np.flatnonzero(learns)
    order = np.lexsort((register.person[rows], register.household[rows], register.building[rows], age))
    first = np.searchsorted(age[order], age[order])
    number = np.empty(len(rows), np.int64)
    number[order] = age[order] * _LARGEST // 1024 + (np.arange(len(rows)) - first) // size
    return number


def _cumulative(shares: Sequence[float]) -> Floats:
    total = np.cumsum(np.asarray(shares, float))
    return np.asarray(total / total[-1])


def _numbers(person: Ints, seed: int, purpose: int) -> Floats:
    """One number between 0 and 1 per person and purpose, whatever their order."""
    keys = scattered(person ^ scattered(np.array([seed * 64 + purpose])).astype(np.int64))
    return np.asarray((keys >> np.uint64(11)).astype(np.float64) / float(1 << 53))
