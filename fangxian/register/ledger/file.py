"""Reading a whole ledger file."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from fangxian.register.ledger.addresses import Within
from fangxian.register.ledger.blocks import settled
from fangxian.register.ledger.dates import dated
from fangxian.register.ledger.gather import gather
from fangxian.register.ledger.headers import CARD_ROWS, Layout, Table, find_tables
from fangxian.register.ledger.places import entered, section_place, sheet_place, zone_name
from fangxian.register.ledger.reading import Field, LedgerUnreadable, Problem, Reading, SheetReading
from fangxian.register.ledger.rows import people_on_card, walk_table
from fangxian.register.ledger.sheets import DEFAULT_LIMITS, Limits, RawSheet, open_sheets
from fangxian.register.ledger.text import NUMERAL, clean, is_nothing
from fangxian.register.ledger.walk import Harvest

NO_LAYOUTS: Mapping[str, Layout] = {}
DATED = re.compile(r"(?:填报|填表|制表|统计|登记|上报|报送|更新|截止|截至|摸排|排查|报表|日期|时间)")
DATE = re.compile(
    rf"(?:\d{{4}}|[二〇零○一九]{{4}})\s*[-年./]\s*(?:\d{{1,2}}|{NUMERAL}{{1,3}})\s*[-月./]\s*(?:\d{{1,2}}|{NUMERAL}{{1,3}})日?|20\d{{6}}(?!\d)"
)
VILLAGE = re.compile(r"村|社区|居|village|community", re.IGNORECASE)
MONTH = re.compile(r"(20\d\d)年(\d{1,2})月")
SAMPLES = 5
LAST_ROWS = 8


def read_ledger(
    data: bytes,
    *,
    filename: str = "",
    on: dt.date | None = None,
    layouts: Mapping[str, Layout] = NO_LAYOUTS,
    limits: Limits = DEFAULT_LIMITS,
) -> Reading:
    """Read a household ledger: xlsx, xls, CSV or an HTML table saved as xls.

    `filename` may name a building or a date; `on` dates a ledger that does not date itself;
    `layouts` holds people's corrections by layout signature. Raises LedgerUnreadable for a file
    that is none or holds nobody.
    """
    sheets = open_sheets(data, limits=limits)
    tables = with_zones([(sheet, settled_tables(find_tables(sheet, layouts=layouts), layouts)) for sheet in sheets])
    ledger_date = stated_date(tables, filename) or on
    harvest = Harvest()
    for sheet, found in tables:
        read_sheet(sheet, found, filename=filename, ledger_date=ledger_date, into=harvest)
    if not harvest.drafts and not harvest.unplaced and not harvest.vacant:
        raise LedgerUnreadable("nobody")
    people, problems = gather(harvest.drafts)
    order = {sheet.name: at for at, sheet in enumerate(sheets)}
    return Reading(
        sheets=tuple(described(sheet, table) for sheet, found in tables for table in found[:1]),
        people=people,
        vacant=tuple(dict.fromkeys(harvest.vacant)),
        problems=tuple(sorted_problems([*harvest.problems, *problems], order)),
        unplaced=tuple(harvest.unplaced),
        ledger_date=ledger_date,
    )


def settled_tables(tables: list[Table], layouts: Mapping[str, Layout]) -> list[Table]:
    """The tables with each field given to one column, unless a person gave them out."""
    return [t if t.signature in layouts else replace(t, columns=settled(t.columns)) for t in tables]


def read_sheet(
    sheet: RawSheet, tables: list[Table], *, filename: str, ledger_date: dt.date | None, into: Harvest
) -> None:
    """Read a sheet's tables; what its name and titles say of the place holds until something else is said."""
    place = sheet_place(sheet.name) or numbered_building(sheet, tables) or section_place(filename.rsplit(".", 1)[0])
    context = entered(Within(), place) if place else Within()
    row = 0
    for table in with_houses(sheet, tables):
        for title in titles(sheet, row, table.top):
            if section := section_place(title):
                context = entered(context, section)
        above = range(max(row, table.top - CARD_ROWS), table.top)
        card = people_on_card(sheet, above, above=context, ledger_date=ledger_date, into=into) if above else ()
        context = walk_table(sheet, table, above=context, ledger_date=ledger_date, into=into, card=card)
        row = table.end


def numbered_building(sheet: RawSheet, tables: list[Table]) -> Within | None:
    """The building a sheet called `3` holds: only where its rows name units or rooms, and nothing wider."""
    fields = {column.field for table in tables for column in table.columns}
    alone = Field.UNIT in fields and not fields & {Field.BUILDING, Field.ADDRESS, Field.ZONE}
    named = sheet.name.strip().isdecimal() and len(sheet.name.strip()) <= 3
    return Within(building=sheet.name.strip().lstrip("0"), stated=True) if alone and named else None


def with_zones(found: list[tuple[RawSheet, list[Table]]]) -> list[tuple[RawSheet, list[Table]]]:
    """The tables with a 村 or 社区 column as zones where it names more than one: two villages may both have a 12号."""
    columns = {
        (id(table), at)
        for sheet, tables in found
        for table in tables
        for at, column in enumerate(table.columns)
        if column.field is Field.AREA_NAME and VILLAGE.search(column.header)
    }
    said = {
        zone_name(clean(row[at]))
        for sheet, tables in found
        for table in tables
        for at in (a for t, a in columns if t == id(table))
        for row in sheet.rows[table.body : table.end]
        if at < len(row) and not is_nothing(clean(row[at]))
    }
    if len(said) < 2:
        return found

    def zoned(table: Table) -> Table:
        changed = (
            replace(c, field=Field.ZONE) if (id(table), at) in columns else c for at, c in enumerate(table.columns)
        )
        return replace(table, columns=tuple(changed))

    return [(sheet, [zoned(table) for table in tables]) for sheet, tables in found]


def with_houses(sheet: RawSheet, tables: list[Table]) -> list[Table]:
    """The tables as they are, or without the columns of units and rooms where no row of the sheet fills one.

    Then their buildings are village houses: a form made for flats was used for a village.
    """
    inside = (Field.UNIT, Field.ROOM, Field.ADDRESS)
    if not all(any(c.field is Field.BUILDING for c in table.columns) for table in tables):
        return tables
    for table in tables:
        columns = [at for at, column in enumerate(table.columns) if column.field in inside]
        rows = sheet.rows[table.body : table.end]
        if any(at < len(row) and not is_nothing(clean(row[at])) for row in rows for at in columns):
            return tables
    return [
        replace(t, columns=tuple(replace(c, field=None) if c.field in inside else c for c in t.columns)) for t in tables
    ]


def titles(sheet: RawSheet, start: int, end: int) -> Iterable[str]:
    """The texts above a table."""
    return (clean(cell) for row in sheet.rows[start:end] for cell in row if isinstance(cell, str) and cell.strip())


def stated_date(tables: list[tuple[RawSheet, list[Table]]], filename: str) -> dt.date | None:
    """The date the ledger gives itself: 填报时间 first, then any date in a title, then the file's name."""
    texts: list[str] = []
    for sheet, found in tables:
        top = found[0].top if found else len(sheet.rows)
        edges = [*sheet.rows[:top][:20], *(sheet.rows[-LAST_ROWS:] if found else [])]
        texts += [" ".join(clean(cell) for cell in row if cell not in ("", None)) for row in edges]
        texts.append(sheet.name)
    spoken = [text for text in texts if DATED.search(text) and len(text) < 200]
    above = [t for sheet, found in tables if found for t in titles(sheet, 0, found[0].top)]
    return first_date([*spoken, *above, filename]) or first_month([*above, filename])


def first_date(texts: Iterable[str]) -> dt.date | None:
    """The first full date in the texts."""
    for text in texts:
        for match in DATE.finditer(text):
            if found := dated(re.sub(r"\s+", "", match[0]), None):
                return found
    return None


def first_month(texts: Iterable[str]) -> dt.date | None:
    """The first month named in the texts, as its first day: enough to tell the year of a return."""
    for text in texts:
        if (match := MONTH.search(text)) and 1 <= int(match[2]) <= 12:
            return dt.date(int(match[1]), int(match[2]), 1)
    return None


def described(sheet: RawSheet, table: Table) -> SheetReading:
    """What a person sees of a sheet before it is taken in."""
    rows = [row for row in sheet.rows[table.body : table.end] if any(c not in ("", None) for c in row)][:SAMPLES]
    width = len(table.columns)
    samples = tuple(tuple(clean(c) for c in [*row, *[None] * (width - len(row))][:width]) for row in rows)
    header = table.body if table.body > table.top else None
    return SheetReading(sheet.name, table.signature, header, table.columns, samples)


def sorted_problems(problems: list[Problem], order: Mapping[str, int]) -> list[Problem]:
    """In the order a person goes through the file."""
    return sorted(problems, key=lambda p: (order.get(p.sheet, 0), p.row))
