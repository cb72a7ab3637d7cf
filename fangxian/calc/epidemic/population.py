"""A community as arrays: who lives, works and learns with whom. No names: persons are numbers, results are counts.

Whatever order the register's rows come in, people are sorted by building, unit, household and person, and every
random link hangs on their stable numbers: the same community is always the same arrays.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .networks import Layer, complete, mixed_in, random_links, scattered, woven
from .places import BUILDING, COMMUNITY, GATE, HOUSEHOLD, SCHOOL, UNIT, WORK, Kind

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

NOWHERE = -1
"""No such place: does not work, has no unit."""


@dataclass(frozen=True)
class Register:
    """The register as columns, one entry a person, in any order. Numbers of places are stable; −1 is none.

    `crossings` is how often somebody passes a gate in a day, on average, when nothing is restricted.
    """

    person: Ints
    age: Ints
    household: Ints
    unit: Ints
    building: Ints
    workplace: Ints
    school: Ints
    gate: Ints
    crossings: Floats


@dataclass(frozen=True, kw_only=True)
class Mixing:
    """How many people one meets in a day, on average, besides the own household, which meets completely.

    `unit` counts people on the same stairs, `building` in the same building; `community_k` is the dispersion of
    people's numbers of community contacts (0: all alike); gate contacts follow the frequency of crossings.
    """

    unit: float = 0.0
    building: float = 0.0
    work: float = 0.0
    school: float = 0.0
    community: float = 0.0
    community_k: float = 0.0
    gate: float = 0.0


@dataclass(frozen=True)
class Population:
    """A settled community of n people. `places` is (kinds × n): the number of everybody's place of each kind, or −1.

    `keys` name random streams; `ids[kind]` are the register's own numbers of the places, in order. The links of
    person i in layer l are others[offsets[i, l] : offsets[i, l + 1]]; each link stands with both of its people.
    """

    layers: tuple[str, ...]
    keys: NDArray[np.uint64]
    age: NDArray[np.int16]
    crossings: NDArray[np.float32]
    places: NDArray[np.int32]
    ids: tuple[Ints, ...]
    offsets: NDArray[np.int32]
    others: NDArray[np.int32]

    @property
    def size(self) -> int:
        """How many people."""
        return len(self.keys)

    def count(self, kind: Kind) -> int:
        """How many places of a kind."""
        return len(self.ids[kind])

    def layer(self, name: str) -> int:
        """The number of a layer. Raises KeyError with the names there are."""
        if name not in self.layers:
            raise KeyError(f"There is no layer {name!r}; there are {', '.join(self.layers)}.")
        return self.layers.index(name)

    def rows(self, persons: Sequence[int]) -> NDArray[np.int32]:
        """Where people stand, by the register's numbers. Raises KeyError for a number that nobody has."""
        order = np.argsort(self.keys)
        asked = scattered(np.asarray(persons))
        found = order[np.minimum(np.searchsorted(self.keys, asked, sorter=order), len(order) - 1)]
        missing = np.flatnonzero(self.keys[found] != asked)
        if len(missing):
            raise KeyError(f"There is no person number {persons[missing[0]]} in this community.")
        return found.astype(np.int32)

    def contacts(self, name: str) -> float:
        """Links per person of a layer, on average."""
        at = self.layer(name)
        return float((self.offsets[:, at + 1] - self.offsets[:, at]).mean())


def settle(register: Register, mixing: Mixing, *, seed: int = 0) -> Population:
    """The community of a register: sorted, with its links drawn from `mixing`.

    Raises ValueError when a person stands in it twice.
    """
    ids, places, keys, age, crossings = _sorted(register)
    layers = _layers(places, keys, crossings, mixing, seed)
    return _population(layers, keys, age, crossings, places, ids)


def _sorted(register: Register) -> tuple[Any, ...]:
    order = np.lexsort((register.person, register.household, register.unit, register.building))
    columns = {field.name: np.asarray(getattr(register, field.name))[order] for field in fields(register)}
    persons = np.sort(columns["person"])
    if (persons[1:] == persons[:-1]).any():
        raise ValueError("A person stands in the register twice.")
    ids, places = _places(columns)
    crossings = columns["crossings"].astype(np.float32)
    return ids, places, scattered(columns["person"]), columns["age"].astype(np.int16), crossings


def from_layers(person: Ints, age: Ints, household: Ints, layers: Mapping[str, tuple[Ints, Ints]]) -> Population:
    """A community whose links are given: by layer the two ends of every link, as rows of `person`."""
    order = np.lexsort((person, household))
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    nowhere = np.full(len(order), NOWHERE, np.int64)
    columns: dict[str, NDArray[Any]] = {"household": household[order]}
    columns |= dict.fromkeys(("unit", "building", "workplace", "school", "gate"), nowhere)
    ids, places = _places(columns)
    crossings = np.zeros(len(order), np.float32)
    links = [mixed_in(name, rank[a], rank[b], len(order)) for name, (a, b) in layers.items()]
    return _population(links, scattered(person[order]), age[order].astype(np.int16), crossings, places, ids)


def _population(
    layers: Sequence[Layer],
    keys: NDArray[np.uint64],
    age: NDArray[np.int16],
    crossings: NDArray[np.float32],
    places: NDArray[np.int32],
    ids: tuple[Ints, ...],
) -> Population:
    offsets, others = woven(layers)
    names = tuple(layer.name for layer in layers)
    return Population(names, keys, age, crossings, places, ids, offsets, others)


def _places(columns: Mapping[str, NDArray[Any]]) -> tuple[tuple[Ints, ...], NDArray[np.int32]]:
    found: list[Ints] = [np.zeros(1, np.int64)]
    rows = [np.zeros(len(columns["household"]), np.int32)]
    for kind in Kind:
        if kind is not Kind.EVERYWHERE:
            column = columns[kind.name.lower()]
            known = np.unique(column[column >= 0])
            found.append(known.astype(np.int64))
            rows.append(np.where(column >= 0, np.searchsorted(known, column), NOWHERE).astype(np.int32))
    return tuple(found), np.ascontiguousarray(np.stack(rows))


def _layers(
    places: NDArray[np.int32], keys: NDArray[np.uint64], crossings: NDArray[np.float32], mixing: Mixing, seed: int
) -> tuple[Layer, ...]:
    people = len(keys)
    alike = np.ones(people, np.float32)
    everybody = np.zeros(people, np.int32)
    wanted: Sequence[tuple[str, NDArray[np.int32], NDArray[np.float32], float, float]] = (
        (UNIT, places[Kind.UNIT], alike, mixing.unit, 0.0),
        (BUILDING, places[Kind.BUILDING], alike, mixing.building, 0.0),
        (WORK, places[Kind.WORKPLACE], alike, mixing.work, 0.0),
        (SCHOOL, places[Kind.SCHOOL], alike, mixing.school, 0.0),
        (COMMUNITY, everybody, alike, mixing.community, mixing.community_k),
        (GATE, places[Kind.GATE], crossings, mixing.gate, 0.0),
    )
    return (
        complete(HOUSEHOLD, places[Kind.HOUSEHOLD]),
        *(
            random_links(name, group, weight, keys, mean=mean, k=k, seed=seed * len(wanted) + number)
            for number, (name, group, weight, mean, k) in enumerate(wanted)
        ),
    )
