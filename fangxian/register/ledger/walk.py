"""What reading a table keeps at hand: its sheet, its columns, where it stands, and what it has gathered."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from fangxian.register.ledger.addresses import Within
from fangxian.register.ledger.blocks import Arrangement, arrange
from fangxian.register.ledger.headers import Table
from fangxian.register.ledger.people import Draft, Reading
from fangxian.register.ledger.places import Cursor
from fangxian.register.ledger.reading import Cell, Code, DwellingKey, Problem, Row, Unplaced
from fangxian.register.ledger.sheets import RawSheet
from fangxian.register.ledger.text import clean, letter


@dataclass(slots=True)
class Harvest:
    """What the tables of a file gave so far."""

    drafts: list[Draft] = field(default_factory=list)
    vacant: list[DwellingKey] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)


@dataclass(slots=True)
class Walk:
    """One table being read from top to bottom."""

    sheet: RawSheet
    table: Table
    arrangement: Arrangement
    reading: Reading
    cursors: list[Cursor]
    into: Harvest

    def cells(self, row: Row) -> dict[str, str]:
        """Every cell that says something, by its column's title."""
        named: dict[str, str] = {}
        for index, cell in enumerate(row):
            text = clean(cell)
            if text:
                title = self.title(index)
                named[title if title not in named else f"{title} {letter(index)}"] = text
        return named

    def title(self, index: int) -> str:
        """The header text of a column, or its letter."""
        return self.table.columns[index].title if 0 <= index < len(self.table.columns) else letter(index)

    def problem(self, row: int, code: Code, value: str, *columns: int) -> None:
        """Note a problem of a row."""
        column = self.title(columns[0]) if columns and columns[0] >= 0 else ""
        self.into.problems.append(Problem(self.sheet.name, row, column, code, value))


def walk_of(sheet: RawSheet, table: Table, *, above: Within, ledger_date: dt.date | None, into: Harvest) -> Walk:
    """A walk down a table, before its first row."""
    arrangement = arrange(table.columns)
    count = len(arrangement.blocks) if arrangement.independent else 1
    return Walk(
        sheet,
        table,
        arrangement,
        Reading(ledger_date, tuple(c.header for c in table.columns), sheet.day_zero),
        [Cursor(arrangement.places, above) for _ in range(count)],
        into,
    )


def cell_of(row: Row, at: int) -> Cell:
    """A cell of a row, None where the row has no such column."""
    return row[at] if 0 <= at < len(row) else None
