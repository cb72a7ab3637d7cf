"""Opening a ledger file: xlsx, xls, CSV or an HTML table saved as xls, into plain rows of cells."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from dataclasses import dataclass, replace
from html.parser import HTMLParser

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from fangxian.register.ledger.dates import SERIAL_ZERO
from fangxian.register.ledger.formulas import Guarded, counts_from_1904, guarded_texts
from fangxian.register.ledger.reading import Cell, LedgerUnreadable, Row

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0"
DELIMITERS = ",\t;，|"
SNIFFED_LINES = 60
DAYS_TO_1904 = 1462
csv.field_size_limit(1_000_000)


@dataclass(frozen=True, slots=True)
class Span:
    """Merged cells: 0-based first and last row and column, inclusive."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class RawSheet:
    """A sheet as it stands in the file; `rows[0]` is the spreadsheet's row 1."""

    name: str
    rows: list[Row]
    spans: tuple[Span, ...] = ()
    day_zero: dt.date = SERIAL_ZERO


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a file may be, packed and unpacked, in bytes."""

    packed: int = 40_000_000
    unpacked: int = 600_000_000


DEFAULT_LIMITS = Limits()


def open_sheets(data: bytes, *, limits: Limits = DEFAULT_LIMITS) -> list[RawSheet]:
    """The sheets of a file, told by its content and not by its name; raises LedgerUnreadable."""
    if not data.strip():
        raise LedgerUnreadable("empty")
    if len(data) > limits.packed:
        raise LedgerUnreadable("too_large")
    if data.startswith(ZIP):
        check_unpacked(data, limits=limits)
        return open_workbook(data)
    if data.startswith(OLE):
        return open_workbook(data)
    text = decoded(data)
    if re.search(r"<table\b", text[:20000], re.IGNORECASE):
        return [RawSheet("", *read_html(text))]
    return [RawSheet("", read_csv(text))]


def check_unpacked(data: bytes, *, limits: Limits) -> None:
    """Refuse an archive that would unpack beyond the limit, or that is no workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile:
        raise LedgerUnreadable("not_a_ledger") from None
    if size > limits.unpacked:
        raise LedgerUnreadable("too_large")


def open_workbook(data: bytes) -> list[RawSheet]:
    """The sheets of an Excel workbook, hidden ones too."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        guarded = guarded_texts(data)
        zero = SERIAL_ZERO + dt.timedelta(days=DAYS_TO_1904 if counts_from_1904(data) else 0)
        sheets = [raw_sheet(book.get_sheet_by_name(n), guarded.get(n, {})) for n in worksheet_names(book)]
        return [replace(sheet, day_zero=zero) for sheet in sheets]
    except PasswordError:
        raise LedgerUnreadable("protected") from None
    except (CalamineError, ValueError, OSError) as error:
        code = "protected" if "encrypt" in str(error).lower() or "password" in str(error).lower() else "not_a_ledger"
        raise LedgerUnreadable(code) from None


def worksheet_names(book: CalamineWorkbook) -> list[str]:
    """The names of the sheets that hold cells: no charts, no macros."""
    return [meta.name for meta in book.sheets_metadata if str(meta.typ).endswith("WorkSheet")]


def raw_sheet(sheet: CalamineSheet, guarded: Guarded) -> RawSheet:
    """A sheet with its rows from row 1 and column A on; a guarded text stands where its formula left nothing."""
    rows: list[Row] = [list(row) for row in sheet.to_python(skip_empty_area=False)]
    for (row, column), text in guarded.items():
        rows.extend([] for _ in range(len(rows), row + 1))
        rows[row].extend([None] * (column + 1 - len(rows[row])))
        rows[row][column] = rows[row][column] or text
    spans = tuple(Span(*start, *end) for start, end in sorted(sheet.merged_cell_ranges or ()))
    return RawSheet(sheet.name, rows, spans)


def decoded(data: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 or GB18030; raises LedgerUnreadable for bytes that are no text."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    zeros = data[:4000].count(0)
    if zeros > len(data[:4000]) // 5:
        return utf16_without_mark(data)
    if zeros:
        raise LedgerUnreadable("not_a_ledger")
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise LedgerUnreadable("not_a_ledger")


def utf16_without_mark(data: bytes) -> str:
    """UTF-16 text without a byte order mark: the zero bytes of ASCII say which half comes first."""
    little = data[1:4000:2].count(0) >= data[0:4000:2].count(0)
    try:
        return data.decode("utf-16-le" if little else "utf-16-be")
    except UnicodeDecodeError:
        raise LedgerUnreadable("not_a_ledger") from None


def read_csv(text: str) -> list[Row]:
    """The records of a delimited text; a quoted line break stays inside its cell, as Excel shows it."""
    text = text.replace("\x00", "")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sniffed(text), strict=False)
    try:
        return [list(record) for record in reader]
    except csv.Error:
        raise LedgerUnreadable("not_a_ledger") from None


def sniffed(text: str) -> str:
    """The delimiter most lines agree on."""
    lines = [re.sub(r'"[^"]*"', "", line) for line in text.splitlines()[:SNIFFED_LINES] if line.strip()]

    def agreement(delimiter: str) -> tuple[int, int]:
        counts = [line.count(delimiter) for line in lines if delimiter in line]
        usual = max(set(counts), key=lambda n: (counts.count(n), n), default=0)
        return counts.count(usual) if usual else 0, usual

    return max(DELIMITERS, key=agreement)


class TableParser(HTMLParser):
    """Collects the cells of every table row, with their spans."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[Row] = []
        self.spans: list[Span] = []
        self.taken: set[tuple[int, int]] = set()
        self.text: list[str] | None = None
        self.size = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a row or a cell."""
        if tag in ("tr", "td", "th"):
            self.close_cell()
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th") and self.rows:
            given = dict(attrs)
            self.size = (spanned(given.get("rowspan")), spanned(given.get("colspan")))
            self.text = []
        elif tag == "br" and self.text is not None:
            self.text.append("\n")

    def handle_data(self, data: str) -> None:
        """Keep the text of the open cell."""
        if self.text is not None:
            self.text.append(data)

    def handle_endtag(self, tag: str) -> None:
        """Close a cell."""
        if tag in ("td", "th", "tr", "table"):
            self.close_cell()

    def close_cell(self) -> None:
        """Put the open cell, if any, into its row; many pages leave out the closing tags."""
        if self.text is not None:
            self.place("".join(self.text))
            self.text = None

    def place(self, text: str) -> None:
        """Put a cell where the spans of earlier ones leave room."""
        at, row = len(self.rows) - 1, self.rows[-1]
        while (at, len(row)) in self.taken:
            row.append("")
        column, (height, width) = len(row), self.size
        row.extend([text.strip(), *[""] * (width - 1)])
        if height * width > 1:
            self.spans.append(Span(at, column, at + height - 1, column + width - 1))
            self.taken |= {(r, c) for r in range(at + 1, at + height) for c in range(column, column + width)}


def spanned(value: str | None) -> int:
    """A row or column span, kept within reason."""
    return min(int(value), 2000) if value and value.isdecimal() and int(value) else 1


def read_html(text: str) -> tuple[list[Row], tuple[Span, ...]]:
    """The rows of the tables in a page: what many office systems save as .xls."""
    parser = TableParser()
    parser.feed(text)
    return parser.rows, tuple(parser.spans)


def cell_at(rows: list[Row], row: int, column: int) -> Cell:
    """A cell, None outside the sheet."""
    return rows[row][column] if 0 <= row < len(rows) and column < len(rows[row]) else None
