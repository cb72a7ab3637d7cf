"""Where a row's people live: address columns, what the sheet says, and what the rows above leave unsaid."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from fangxian.register.ledger.addresses import (
    HOUSE_ZONE,
    SIDE,
    Within,
    bare,
    flattened,
    read_address,
    read_building,
    read_unit,
    sided,
)
from fangxian.register.ledger.reading import DwellingKey
from fangxian.register.ledger.text import NUMERAL, is_nothing

SECTION = re.compile(
    rf"(?P<place>(?:[\u4e00-\u9fff]{{1,6}}[区苑园村组])?(?:\d{{1,4}}|[A-Z]|{NUMERAL}{{1,4}})"
    rf"(?:号楼|号居民楼|#楼|楼栋|[栋幢座])(?:第?(?:\d{{1,2}}|{NUMERAL}{{1,3}})单元)?)"
)
RANGE = re.compile(r"\d\s*[-~至到、,]\s*\d+(?:号楼|[栋幢座#])")
UNIT_SECTION = re.compile(rf"^第?(?:\d{{1,2}}|{NUMERAL}{{1,3}})单元$")
GROUP_SECTION = re.compile(rf"^第?(?:\d{{1,2}}|{NUMERAL}{{1,3}})(?:村民小组|居民小组|小组|组|队)$")

COMMITTEE = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:村民委员会|居民委员会|村委会|居委会)$")
NO_ZONE = frozenset({"小区", "社区", "本村", "全村", "本社区", "本小区", "外地村", "街道社区"})


@dataclass(frozen=True, slots=True)
class PlaceCells:
    """The place cells of one row, as text; empty where blank."""

    zones: tuple[str, ...] = ()
    building: str = ""
    unit: str = ""
    floor: str = ""
    room: str = ""
    address: str = ""

    def is_blank(self) -> bool:
        """Whether the row says nothing about the place."""
        return not (self.building or self.unit or self.room or self.address or any(self.zones))


@dataclass(frozen=True, slots=True)
class PlaceColumns:
    """Which place columns the table has."""

    zone: bool = False
    building: bool = False
    unit: bool = False
    room: bool = False
    address: bool = False
    lone_room: bool = False

    @property
    def none(self) -> bool:
        """Whether the table says nothing about places at all."""
        return not (self.building or self.unit or self.room or self.address)


@dataclass(slots=True)
class Cursor:
    """Walks down a table and knows the dwelling of every row; blanks mean the same as above."""

    columns: PlaceColumns
    stated: Within = field(default_factory=Within)
    last: DwellingKey = field(default_factory=DwellingKey)
    broken: bool = False
    zones: tuple[str, ...] = ()

    def place(self, cells: PlaceCells, *, starts_household: bool) -> DwellingKey | None:
        """The dwelling of a row, or None where it cannot be told."""
        if cells.is_blank():
            return None if self.broken or self.last == DwellingKey() else self.last
        found = self.read(cells, starts_household=starts_household)
        self.broken = found is None
        if found:
            self.last = found
        return found

    def read(self, cells: PlaceCells, *, starts_household: bool) -> DwellingKey | None:
        """The dwelling the cells name, completed from the row above."""
        within = self.within(cells)
        if within is None:
            return read_address(cells.building, within=self.stated)
        text = cells.room or cells.address
        if not text:
            return self.without_room(within, starts_household=starts_household)
        if cells.floor and (door := on_floor(cells)):
            return DwellingKey(within.zone, within.building, within.unit, door)
        found = read_address(text, within=within)
        if found is None and cells.room and cells.address:
            found = read_address(cells.address, within=within)
        return found and self.completed(found, text, within)

    def within(self, cells: PlaceCells) -> Within | None:
        """What is known before the room is read; None where the building cell cannot be read as one."""
        zone, same = self.zone(cells)
        building, unit = "", ""
        if cells.building:
            said = building_said(cells.building)
            if said is None:
                return None
            zone = zone or said.zone
            building, unit = said.building, said.unit
        else:
            building = (self.last.building if self.columns.building and same else "") or self.stated.building
        if cells.unit:
            unit = read_unit(cells.unit) or flattened(cells.unit)
        elif not cells.building and building:
            above = self.last.unit if self.columns.unit and same and self.last.building == building else ""
            unit = unit or above or self.stated.unit
        return Within(zone, building, unit, stated=bool(building), lone_room=self.columns.lone_room)

    def zone(self, cells: PlaceCells) -> tuple[str, bool]:
        """The zone of a row, and whether it is the zone of the row above."""
        if any(cells.zones):
            zone = self.nested(cells.zones)
            return zone, zone == self.last.zone
        zone = self.last.zone if self.columns.zone and not self.stated.zone else self.stated.zone
        return zone, zone == self.last.zone or not self.columns.zone

    def nested(self, said: tuple[str, ...]) -> str:
        """The zone that several columns name, the widest first; a blank under the same wider zone means as above."""
        parts: list[str] = []
        for at, text in enumerate(said):
            above = self.zones[at] if at < len(self.zones) else ""
            inherits = not text and parts == list(self.zones[:at])
            parts.append(above if inherits else zone_name(text) if text else "")
        self.zones = tuple(parts)
        return "".join(dict.fromkeys(parts))

    def without_room(self, within: Within, *, starts_household: bool) -> DwellingKey | None:
        """The dwelling of a row that names a building or a unit but no room."""
        known = DwellingKey(within.zone, within.building, within.unit, "")
        if replace(self.last, room="") == known and self.last.room and not starts_household:
            return self.last
        if self.columns.room or self.columns.address or not within.building:
            return None
        return known

    def completed(self, found: DwellingKey, text: str, within: Within) -> DwellingKey | None:
        """The dwelling with the building of the row above where the text names only a unit and a room."""
        if found.building or self.columns.building:
            lone = text.isdecimal() and found.building == bare(text) and not found.room
            return None if lone and self.last.room and not within.building else found
        if self.last.building and found.unit:
            return replace(found, zone=found.zone or self.last.zone, building=self.last.building)
        return found


def on_floor(cells: PlaceCells) -> str:
    """The door on a floor where the room cell alone names none: floor 5, room 01 or 东户; empty otherwise."""
    floor, room = flattened(cells.floor).rstrip("层楼"), flattened(cells.room)
    if room.isdecimal() and len(bare(room)) <= 2:
        return f"{floor}-{bare(room)}"
    return f"{floor}{sided(room)}" if re.fullmatch(SIDE, room) else ""


def building_said(text: str) -> Within | None:
    """What a building cell says; a short name without a number (平房, 老村委) is a building too."""
    said = read_building(text)
    if said is None and len(text) <= 8 and not any(c.isdecimal() for c in text) and not is_nothing(text):
        return Within(building=flattened(text), stated=True)
    return said


def zone_name(text: str) -> str:
    """A zone in its normal form: 第三村民小组 and 3组 are one; a lone number is a group."""
    plain = COMMITTEE.sub("", flattened(text).removeprefix("第"))
    return f"{plain}组" if plain.isdecimal() else plain


def section_place(text: str) -> Within | None:
    """What a title, a section row or a sheet's name says of the place: 3号楼住户登记表, 二单元, 第三小组."""
    compact = re.sub(r"\s+", "", text)
    if RANGE.search(compact):
        return None
    if UNIT_SECTION.match(compact):
        return Within(unit=read_unit(compact) or "")
    if GROUP_SECTION.match(compact):
        return Within(zone=zone_name(compact))
    matches = SECTION.findall(compact)
    return read_building(matches[0]) if len(set(matches)) == 1 else None


def sheet_place(name: str) -> Within | None:
    """What a sheet's name says of the place: a building (3号楼, 3#, 5栋), a group (一组) or a street (东街)."""
    compact = re.sub(r"\s+", "", name)
    if place := section_place(compact):
        return place
    if re.fullmatch(r"\d{1,3}#", compact):
        return Within(building=bare(compact[:-1]), stated=True)
    named = len(compact) <= 10 and HOUSE_ZONE.search(compact) and re.fullmatch(r"[\u4e00-\u9fff\d]{2,}", compact)
    return Within(zone=zone_name(compact)) if named and compact not in NO_ZONE else None


def entered(before: Within, section: Within) -> Within:
    """The context after a section row: a unit stays inside its building, a building inside its zone."""
    if section.building:
        return replace(section, zone=section.zone or before.zone)
    if section.unit:
        return replace(before, unit=section.unit)
    return Within(zone=section.zone, stated=True)
