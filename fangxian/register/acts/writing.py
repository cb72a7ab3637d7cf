"""Writes what a ledger states into the register, all at once, and keeps a journal of what it made and changed."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import models

from fangxian.areas.models import Area
from fangxian.door import apart
from fangxian.door.sealed import blind
from fangxian.register.ledger import DwellingKey
from fangxian.register.models import Building, Dwelling, Employer, Household, Resident, Vehicle
from fangxian.register.queries import FIELDS
from fangxian.register.rules import Match, Values, initials_of, walk_order

BATCH = 2000
NOWHERE = DwellingKey()
M = TypeVar("M", bound=models.Model)


@dataclass
class Journal:
    """What an import made (by table) and changed (resident, field, before, after)."""

    made: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    marks: dict[int, str] = field(default_factory=dict)
    changed: dict[int, dict[str, tuple[Any, Any]]] = field(default_factory=dict)

    def as_text(self) -> str:
        """The journal as JSON; dates as ISO text."""
        return json.dumps({"made": self.made, "marks": self.marks, "changed": self.changed}, default=str)


@dataclass
class Writing:
    """One import at work: the community and area it writes to, its journal, and how many people it touched."""

    community: Area
    area: Area
    journal: Journal = field(default_factory=Journal)
    created: int = 0
    updated: int = 0
    unchanged: int = 0

    def make(self, rows: list[M]) -> list[M]:
        """Create rows in bulk and remember them."""
        if not rows:
            return []
        made: list[M] = []
        for first in range(0, len(rows), BATCH):
            apart.say("write", len(made), len(rows))
            made += type(rows[0])._base_manager.bulk_create(rows[first : first + BATCH])
        self.journal.made[type(rows[0]).__name__] += [row.pk for row in made]
        return made


def write(
    matches: Sequence[Match], *, community: Area, area: Area, vacant: Iterable[DwellingKey], plates: Mapping[int, str]
) -> Writing:
    """Write every match; `plates` are the vehicles by position of the match."""
    writing = Writing(community, area)
    homes = {m.stated.home or NOWHERE for m in matches if m.known is None or m.moved} | set(vacant)
    dwellings = dwellings_for(sorted(homes), writing)
    employers = employers_for({m.stated.values.get("employer", "") for m in matches} - {""}, writing)
    households = households_for(matches, dwellings, writing)
    found = [(match, households[match.stated.household_key]) for match in matches]
    created = create_residents([(m, h) for m, h in found if m.known is None], employers, writing)
    update_residents([(m, h) for m, h in found if m.known is not None], employers, writing)
    note_vehicles([(found[i][1], plate) for i, plate in plates.items()], writing)
    writing.created = len(created)
    return writing


def dwellings_for(homes: Sequence[DwellingKey], writing: Writing) -> dict[DwellingKey, Dwelling]:
    """The dwellings of these addresses; buildings and dwellings that are missing are made."""
    buildings = {(b.zone, b.number): b for b in Building.objects.filter(community=writing.community)}
    missing = sorted({(h.zone, h.building) for h in homes} - buildings.keys(), key=lambda b: walk_order(*b))
    for building in writing.make([new_building(zone, number, writing) for zone, number in missing]):
        buildings[(building.zone, building.number)] = building
    known = {
        DwellingKey(d.building.zone, d.building.number, d.unit, d.room): d
        for d in Dwelling.objects.filter(building__community=writing.community).select_related("building")
    }
    fresh = [
        Dwelling(building=b, area_id=b.area_id, unit=h.unit, room=h.room)
        for h in homes
        if h not in known and (b := buildings[(h.zone, h.building)])
    ]
    for dwelling in writing.make(fresh):
        building = dwelling.building
        known[DwellingKey(building.zone, building.number, dwelling.unit, dwelling.room)] = dwelling
    return known


def new_building(zone: str, number: str, writing: Writing) -> Building:
    """A building in its place along the way."""
    order = walk_order(zone, number)[1]
    return Building(area=writing.area, community=writing.community, zone=zone, number=number, place_in_walk=order)


def employers_for(names: set[str], writing: Writing) -> dict[str, int]:
    """The keys of the employers by name."""
    known = dict(Employer.objects.filter(area=writing.community).values_list("name", "pk"))
    fresh = [Employer(area=writing.community, name=name) for name in sorted(names - known.keys())]
    return known | {employer.name: employer.pk for employer in writing.make(fresh)}


def households_for(
    matches: Sequence[Match], dwellings: Mapping[DwellingKey, Dwelling], writing: Writing
) -> dict[str, int]:
    """The household of every household the ledger tells apart: the one its known members live in, else a free one."""
    chosen: dict[str, int] = {}
    taken: set[int] = set()
    for match in matches:
        key = match.stated.household_key
        if match.known and not match.moved and key not in chosen and match.known.household not in taken:
            chosen[key] = match.known.household
            taken.add(match.known.household)
    homes = {m.stated.household_key: dwellings.get(m.stated.home or NOWHERE) for m in matches}
    there: dict[int, list[Household]] = defaultdict(list)
    for household in Household.objects.filter(dwelling__building__community=writing.community).order_by("ordinal"):
        there[household.dwelling_id].append(household)
    made: list[tuple[str, Household]] = []
    for key, home in homes.items():
        if key in chosen or home is None:
            continue
        free = next((h for h in there[home.pk] if h.pk and h.pk not in taken), None)
        if free:
            chosen[key] = free.pk
            taken.add(free.pk)
        else:
            ordinal = max((h.ordinal for h in there[home.pk]), default=0) + 1
            household = Household(dwelling=home, area_id=home.area_id, ordinal=ordinal)
            there[home.pk].append(household)
            made.append((key, household))
    writing.make([household for _, household in made])
    return chosen | {key: household.pk for key, household in made}


def create_residents(
    found: Sequence[tuple[Match, int]], employers: Mapping[str, int], writing: Writing
) -> list[Resident]:
    """Create the people nobody knew."""
    areas = dict(Household.objects.filter(dwelling__building__community=writing.community).values_list("pk", "area_id"))
    rows = [
        Resident(area_id=areas[household], household_id=household, **columns(match.stated.values, employers))
        for match, household in found
    ]
    made = writing.make(rows)
    writing.journal.marks = {row.pk: mark(row) for row in made}
    return made


def update_residents(found: Sequence[tuple[Match, int]], employers: Mapping[str, int], writing: Writing) -> None:
    """Change what differs, and note it field by field."""
    pending: dict[int, tuple[Match, int]] = {}
    for match, household in found:
        if (known := match.known) is None:
            continue
        moved = match.moved and household != known.household
        if match.changes or moved:
            pending[known.pk] = (match, household if moved else known.household)
    writing.updated, writing.unchanged = len(pending), len(found) - len(pending)
    if not pending:
        return
    areas = dict(Household.objects.filter(pk__in={h for _, h in pending.values()}).values_list("pk", "area_id"))
    rows = []
    for resident in Resident.objects.filter(pk__in=pending).select_related("employer"):
        match, household = pending[resident.pk]
        rows.append(changed(resident, match, household, areas[household], employers, writing.journal))
    Resident._base_manager.bulk_create(
        rows, batch_size=BATCH, update_conflicts=True, unique_fields=["id"], update_fields=list(COLUMNS)
    )


def changed(
    resident: Resident, match: Match, household: int, area: int, employers: Mapping[str, int], journal: Journal
) -> Resident:
    """The resident with the ledger's values, and the journal with what stood there before."""
    former = match.known.values if match.known else {}
    notes: dict[str, tuple[Any, Any]] = {k: (former.get(k), v) for k, v in match.changes.items()}
    if household != resident.household_id:
        notes["household"] = (resident.household_id, household)
    journal.changed[resident.pk] = notes
    for name, value in columns(match.changes, employers).items():
        setattr(resident, name, value)
    resident.household_id, resident.area_id = household, area
    return resident


def columns(values: Values, employers: Mapping[str, int]) -> dict[str, Any]:
    """The columns of a resident that these values fill, indexes and initials included."""
    filled: dict[str, Any] = {k: v for k, v in values.items() if k != "employer"}
    if "employer" in values:
        filled["employer_id"] = employers.get(values["employer"])
    if "name" in values:
        filled["initials"] = initials_of(values["name"])
    if "citizen_id" in values:
        filled["citizen_id_index"] = indexed(values["citizen_id"], "citizen_id")
    if "phone" in values:
        filled["phone_index"] = indexed(values["phone"], "phone")
        filled["phone_tail_index"] = indexed(values["phone"][-4:], "phone_tail")
    return filled


def indexed(value: str, purpose: str) -> str:
    """The blind index of a value; nothing for nothing."""
    return blind(value, purpose=purpose) if value else ""


COLUMNS = (
    *(f for f in FIELDS if f != "employer"),
    "employer",
    "initials",
    "citizen_id_index",
    "phone_index",
    "phone_tail_index",
    "household",
    "area",
)


def mark(resident: Resident) -> str:
    """A fingerprint of everything a ledger can state of a resident: equal as long as nobody touched it."""
    stated = (getattr(resident, name) for name in FIELDS if name != "employer")
    # A sealed field nobody filled is b"" before it is saved and "" after.
    values = [resident.household_id, resident.employer_id, *(value or None for value in stated)]
    text = json.dumps(values, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def note_vehicles(found: Sequence[tuple[int, str]], writing: Writing) -> None:
    """Note the vehicles of households; a plate that is known stays where it is."""
    known = set(Vehicle.objects.filter(area=writing.community).values_list("plate", flat=True))
    fresh: dict[str, int] = {}
    for household, plate in found:
        if plate and plate not in known:
            fresh.setdefault(plate, household)
    writing.make([Vehicle(area=writing.community, household_id=h, plate=plate) for plate, h in fresh.items()])
