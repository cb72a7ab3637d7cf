"""Reading a line list: its header, what each column holds, and what each row says. Pure: bytes in, values out."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fangxian.linelists.rules.cells import About, Fault, Unreadable, read, whole_name
from fangxian.linelists.rules.fields import CASES, CONTACTS, KINDS, Field, field_of, is_godata, kind_of, plain
from fangxian.register.ledger.reading import LedgerUnreadable, Row
from fangxian.register.ledger.sheets import RawSheet, open_sheets
from fangxian.register.ledger.text import clean, letter

SEARCHED_ROWS = 20
SAMPLES = 3
MOST_ROWS = 3000
UNSAID = frozenset({None, Field.IGNORED, Field.CLINICAL})
Layout = Mapping[str, Field]


@dataclass(frozen=True)
class Column:
    """One column: its letter, its title and what it holds. Cells are shown only of what somebody knows to be plain."""

    letter: str
    title: str
    field: Field | None
    samples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """What one row says, by field; `row` is the spreadsheet's own number. Empty values are not there."""

    row: int
    values: Mapping[Field, str]
    faults: tuple[Fault, ...] = ()

    @property
    def name(self) -> str:
        """The name as people here write it."""
        return whole_name(self.values)


@dataclass(frozen=True)
class Listing:
    """A list as it was understood; `signature` names its layout, `others` the sheets that were not read.

    `godata`: laid out as WHO's Go.Data writes it.
    """

    kind: str
    signature: str
    sheet: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    others: tuple[str, ...] = ()
    godata: bool = False

    @property
    def faults(self) -> list[tuple[int, Fault]]:
        """Everything a person should look at, in the order of the rows."""
        return [(line.row, fault) for line in self.lines for fault in line.faults]

    @property
    def left_out(self) -> tuple[str, ...]:
        """The titles of the columns whose cells are not taken along."""
        return tuple(column.title for column in self.columns if column.field in UNSAID)


class ListUnreadable(Exception):
    """No list could be read; `code` says why: empty, not_a_ledger, protected, too_large, no_columns, too_long."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_list(data: bytes, *, kind: str, layouts: Mapping[str, Layout], today: date) -> Listing:
    """Read a CSV or Excel file as a list of this kind; of the kind its columns tell where none is said.

    `layouts` holds what people said of columns, by signature; it goes before what a title tells. Raises ListUnreadable.
    """
    try:
        sheets = [sheet for sheet in open_sheets(data) if any(clean(cell) for row in sheet.rows for cell in row)]
    except LedgerUnreadable as wrong:
        raise ListUnreadable(wrong.code) from None
    if not sheets:
        raise ListUnreadable("empty")
    sheet, top = next(((one, at) for one in sheets if (at := header_row(one)) is not None), (sheets[0], None))
    if top is None:
        raise ListUnreadable("no_columns")
    titles = [clean(cell) for cell in sheet.rows[top]]
    kind = kind or kind_of(titles)
    signature = signature_of(titles, kind)
    fields = fields_of(titles, kind, layouts.get(signature, {}))
    about = About(today, sheet.day_zero)
    lines = tuple(lines_of(sheet.rows, top, fields, titles, kind, about))
    if len(lines) > MOST_ROWS:
        raise ListUnreadable("too_long")
    others = tuple(one.name for one in sheets if one is not sheet)
    return Listing(
        kind, signature, sheet.name, columns_of(sheet, top, titles, fields), lines, others, is_godata(titles)
    )


def header_row(sheet: RawSheet) -> int | None:
    """The row that names most columns of some kind of list, at least two; None where no row does."""
    scores = [named(row) for row in sheet.rows[:SEARCHED_ROWS]]
    best = max(scores, default=0)
    return scores.index(best) if best >= 2 else None


def named(row: Row) -> int:
    """How many cells of a row are titles of a list."""
    titles = [clean(cell) for cell in row if isinstance(cell, str)]
    return max(sum(field_of(title, kind) is not None for title in titles) for kind in KINDS)


def signature_of(titles: Sequence[str], kind: str) -> str:
    """The same for every list laid out like this one, whoever stands in it."""
    words = "\x1f".join([kind, *map(plain, titles)])
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def fields_of(titles: Sequence[str], kind: str, said: Layout) -> list[Field | None]:
    """What each column holds: as somebody said, else by its title; of two of one title the first."""
    found: list[Field | None] = []
    for at, title in enumerate(titles):
        field = said.get(letter(at)) or field_of(title, kind)
        found.append(None if field in found and field not in UNSAID else field)
    return found


def columns_of(sheet: RawSheet, top: int, titles: Sequence[str], fields: Sequence[Field | None]) -> tuple[Column, ...]:
    """The columns as a person sees them, without those that hold nothing at all."""
    body = sheet.rows[top + 1 :]
    columns = []
    for at, (title, field) in enumerate(zip(titles, fields, strict=True)):
        cells = [clean(row[at]) for row in body if at < len(row) and clean(row[at])]
        shown = () if field in UNSAID else tuple(cell[:40] for cell in cells[:SAMPLES])
        if title or cells:
            columns.append(Column(letter(at), title or letter(at), field, shown))
    return tuple(columns)


def lines_of(
    rows: Sequence[Row], top: int, fields: Sequence[Field | None], titles: Sequence[str], kind: str, about: About
) -> Iterator[Line]:
    """Every row below the header that says something."""
    for number, row in enumerate(rows[top + 1 :], start=top + 2):
        values: dict[Field, str] = {}
        faults: list[Fault] = []
        for at, field in enumerate(fields):
            if field is None or field in UNSAID or at >= len(row):
                continue
            try:
                if said := read(field, row[at], about):
                    values[field] = said
            except Unreadable as wrong:
                faults.append(Fault(titles[at], str(wrong)))
        if values or faults:
            yield Line(number, values, (*faults, *missing(values, faults, kind)))


def missing(values: Mapping[Field, str], faults: Sequence[Fault], kind: str) -> Iterator[Fault]:
    """What a row of this kind cannot do without and does not say."""
    wrong = {fault.code for fault in faults}
    if kind in (CASES, CONTACTS):
        if not whole_name(values):
            yield Fault("", "name_missing")
        if kind == CASES and Field.CLASSIFICATION not in values and "class_unknown" not in wrong:
            yield Fault("", "class_missing")
    elif not ({Field.SOURCE, Field.SOURCE_MARK} & values.keys() and {Field.TARGET, Field.TARGET_MARK} & values.keys()):
        yield Fault("", "ends_missing")
