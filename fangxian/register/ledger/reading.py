"""What was read from a ledger: plain frozen values, no opinion about the database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Cell = str | float | int | bool | dt.datetime | dt.date | dt.time | dt.timedelta | None
Row = list[Cell]


class Field(StrEnum):
    """What a column can hold."""

    IGNORED = "ignored"
    SEQUENCE = "sequence"
    NAME = "name"
    HEAD_NAME = "head_name"
    MEMBERS = "members"
    MEMBER_COUNT = "member_count"
    HOUSEHOLD_NUMBER = "household_number"
    RELATION = "relation"
    SEX = "sex"
    CITIZEN_ID = "citizen_id"
    BORN_ON = "born_on"
    AGE = "age"
    PHONE = "phone"
    ADDRESS = "address"
    ZONE = "zone"
    AREA_NAME = "area_name"
    BUILDING = "building"
    UNIT = "unit"
    FLOOR = "floor"
    ROOM = "room"
    EMPLOYER = "employer"
    HUKOU = "hukou"
    NON_LOCAL = "non_local"
    TENANT = "tenant"
    RETURNED_ON = "returned_on"
    CAME_FROM = "came_from"
    VEHICLE = "vehicle"
    GRID = "grid"
    GRID_WORKER = "grid_worker"
    NOTE = "note"


class Code(StrEnum):
    """What can be wrong with a cell or a row (architecture.md §8)."""

    ID_PRECISION_LOST = "id_precision_lost"
    ID_CHECKSUM = "id_checksum"
    PHONE_FORMAT = "phone_format"
    DATE_UNPARSED = "date_unparsed"
    DUPLICATE_PERSON = "duplicate_person"
    MISSING_NAME = "missing_name"
    ADDRESS_UNPARSED = "address_unparsed"
    MEMBER_COUNT_MISMATCH = "member_count_mismatch"


class LedgerUnreadable(Exception):
    """No ledger could be read; `code` says why: empty, not_a_ledger, protected, too_large, nobody."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True, order=True)
class DwellingKey:
    """One address that can be lived in; a village house is a building without unit and room."""

    zone: str = ""
    building: str = ""
    unit: str = ""
    room: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its letter, its header as written, what it was taken for and how surely (0 to 1)."""

    letter: str
    header: str
    field: Field | None
    confidence: float
    group: str = ""

    @property
    def title(self) -> str:
        """The header text people see, or the letter where there is none."""
        return self.header or self.letter


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing a person should look at; `row` is 1-based as in the spreadsheet, `column` its header text."""

    sheet: str
    row: int
    column: str
    code: Code
    value: str = ""
    params: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A row no dwelling could be found for, whole, so that nobody is lost."""

    sheet: str
    row: int
    code: Code
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person as the ledger states it; blanks filled from the identity number; None means not stated."""

    sheet: str
    row: int
    name: str
    relation: str
    sex: str | None
    citizen_id: str | None
    document: str | None
    born_on: dt.date | None
    age: int | None
    phones: tuple[str, ...]
    employer: str | None
    hukou: str | None
    non_local: bool | None
    tenant: bool | None
    returned_on: dt.date | None
    came_from: str | None
    vehicle: str | None
    grid: str | None
    note: str | None
    dwelling: DwellingKey | None
    household_key: str
    is_head: bool
    extra: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SheetReading:
    """What a sheet was taken for; `signature` names its layout, so that a correction can be remembered."""

    name: str
    signature: str
    header_row: int | None
    columns: tuple[Column, ...]
    samples: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything a ledger file holds, in the order of its rows."""

    sheets: tuple[SheetReading, ...]
    people: tuple[PersonRow, ...]
    vacant: tuple[DwellingKey, ...]
    problems: tuple[Problem, ...]
    unplaced: tuple[Unplaced, ...]
    ledger_date: dt.date | None

    @property
    def residents(self) -> int:
        """People the file holds, duplicates once."""
        return len(self.people)

    @property
    def households(self) -> int:
        """Households somebody lives in."""
        return len({person.household_key for person in self.people})

    @property
    def dwellings(self) -> frozenset[DwellingKey]:
        """Every dwelling named, lived in or vacant."""
        return frozenset({p.dwelling for p in self.people if p.dwelling} | set(self.vacant))

    @property
    def buildings(self) -> int:
        """Buildings and houses named."""
        return len({(key.zone, key.building) for key in self.dwellings if key.building})

    @property
    def returned(self) -> int:
        """People with a date of return."""
        return sum(person.returned_on is not None for person in self.people)

    @property
    def columns_ignored(self) -> tuple[str, ...]:
        """Columns nobody knows, once each, in reading order; a blank column between two tables is none."""
        unknown = (
            column.title
            for sheet in self.sheets
            for at, column in enumerate(sheet.columns)
            if column.field in (None, Field.IGNORED) and (column.header or any(cells[at] for cells in sheet.samples))
        )
        return tuple(dict.fromkeys(unknown))
