"""The escalation table of a pack (domain-rules A-08): what it proposes for the households under observation and cases.

The table is one city's practice of 2020 and holds only where a pack says that it is used. It proposes; a named person
closes, after looking for something milder.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

# How much a rung closes, the least first: of two that are reached the wider one is proposed.
WIDTHS = ("household", "building_unit", "building", "village_group", "village")


@dataclass(frozen=True)
class Rung:
    """A line of the table: within what is counted, what, from how many, and what is closed."""

    within: str
    trigger: str
    at_least: int
    close: str


@dataclass(frozen=True)
class Home:
    """A household that counts: where it lies, and as what (`home_observation` or `case`).

    `building` and `unit` are keys of the place; a village house has no unit, its zone is the villagers' group.
    """

    household: int
    building: int
    unit: str
    group: str
    trigger: str


@dataclass(frozen=True)
class Rise:
    """What the table proposes for one place: the rung, how many were counted, and the homes it rests on."""

    rung: Rung
    count: int
    building: int
    unit: str
    group: str
    households: tuple[int, ...]


def proposals(homes: Iterable[Home], ladder: Iterable[Rung]) -> list[Rise]:
    """For each place and trigger the widest rung that is reached; places in order, the widest first."""
    rungs, found = list(ladder), []
    for (within, trigger, building, unit, group), there in sorted(grouped(homes).items()):
        count = len(set(there))
        reached = [r for r in rungs if (r.within, r.trigger) == (within, trigger) and count >= r.at_least]
        if reached:
            rung = max(reached, key=lambda r: (WIDTHS.index(r.close), r.at_least))
            found.append(Rise(rung, count, building, unit, group, tuple(sorted(set(there)))))
    return sorted(found, key=lambda rise: -WIDTHS.index(rise.rung.close))


Place = tuple[str, str, int, str, str]


def grouped(homes: Iterable[Home]) -> dict[Place, list[int]]:
    """The households counted within each place: a stair where there are stairs, else the group and the village."""
    found: dict[Place, list[int]] = defaultdict(list)
    for home in homes:
        if home.unit:
            found["building_unit", home.trigger, home.building, home.unit, ""].append(home.household)
        else:
            found["village_group", home.trigger, 0, "", home.group].append(home.household)
            found["village", home.trigger, 0, "", ""].append(home.household)
    return found
