"""Ledger files for the tests, made of invented people (identity numbers begin with the unallocated 371199)."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import openpyxl

from fangxian.register.ledger import Reading, read_ledger
from fangxian.register.ledger.identity import check_character

Cells = Sequence[object]
FAMILIES = "王李张刘陈杨赵周吴徐"
GIVEN = "伟芳娜敏静强磊洋勇艳"


def citizen_id(n: int, *, born: str = "19850612") -> str:
    """The nth invented identity number of a birth date."""
    first17 = f"371199{born}{n % 1000:03d}"
    return first17 + check_character(first17)


def phone(n: int) -> str:
    """The nth invented mobile number."""
    return f"138{n:08d}"


@dataclass(frozen=True)
class Neighbour:
    """An invented person of an invented building."""

    n: int
    building: int
    unit: int
    room: int
    head: bool

    @property
    def name(self) -> str:
        return FAMILIES[self.n % 10] + GIVEN[self.n // 10 % 10] + GIVEN[self.n // 100 % 10]

    @property
    def citizen_id(self) -> str:
        born = dt.date(1950, 1, 1) + dt.timedelta(days=self.n * 7 % 19997)
        return citizen_id(self.n, born=f"{born:%Y%m%d}")

    @property
    def phone(self) -> str:
        return phone(self.n)

    @property
    def relation(self) -> str:
        return "户主" if self.head else "配偶"

    @property
    def home(self) -> str:
        return f"{self.building}-{self.unit}-{self.room}"


def neighbours(buildings: int = 2, *, floors: int = 2) -> list[Neighbour]:
    """Two people behind every door: two units, two doors a floor."""
    doors = [
        (b, u, f * 100 + d)
        for b in range(1, buildings + 1)
        for u in (1, 2)
        for f in range(1, floors + 1)
        for d in (1, 2)
    ]
    return [Neighbour(i * 2 + m + 1, *door, head=m == 0) for i, door in enumerate(doors) for m in (0, 1)]


def workbook(**sheets: Iterable[Cells]) -> bytes:
    """An xlsx file of the sheets' rows; an underscore before a name keeps Python happy and is dropped."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name.removeprefix("_"))
        for row in rows:
            sheet.append(list(row))
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """The bytes of a workbook."""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def read(data: bytes, *, filename: str = "台账.xlsx", on: dt.date | None = None) -> Reading:
    """The reading of a file."""
    return read_ledger(data, filename=filename, on=on)


def read_rows(*rows: Cells, on: dt.date | None = dt.date(2020, 2, 3)) -> Reading:
    """The reading of a workbook with one sheet."""
    return read(workbook(Sheet1=rows), on=on)


def codes(reading: Reading) -> list[tuple[int, str]]:
    """Rows and codes of the problems."""
    return [(problem.row, str(problem.code)) for problem in reading.problems]


def homes(reading: Reading) -> list[str]:
    """Everybody's dwelling as one text."""
    return ["-".join(filter(None, _parts(p.dwelling))) for p in reading.people]


def _parts(key: object) -> tuple[str, ...]:
    return (key.zone, key.building, key.unit, key.room) if key else ()  # type: ignore[attr-defined]
