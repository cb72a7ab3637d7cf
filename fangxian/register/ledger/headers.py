"""Finding the header of a table, whatever stands above it, and giving every column a meaning."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from fangxian.register.ledger.cards import card_of
from fangxian.register.ledger.columns import (
    KNOWN,
    NAME_LABELS,
    PERSONAL,
    TELLING,
    grouped_field,
    is_foreign,
    named_field,
    plain_label,
)
from fangxian.register.ledger.contents import TESTS, guessed_fields, looks_like_name
from fangxian.register.ledger.members import RELATION_WORDS
from fangxian.register.ledger.reading import Column, Field, Row
from fangxian.register.ledger.sheets import RawSheet, Span, cell_at
from fangxian.register.ledger.text import clean, letter
from fangxian.register.ledger.words import words

Layout = Mapping[str, Field]
"""A person's correction: column letter to field."""

CARD_ROWS = 4
SEARCHED_ROWS = 80
MAX_DEPTH = 3
# 男, 自住, 本地: what stands below a header, and never in one.
ANSWERS = frozenset({*words("male"), *words("female"), *words("yes"), *words("no"), *words("owned")}) - KNOWN.keys()
VALUE_LIKE = re.compile(r"\d{5,}|\d[-./年]\d|:.*\d{2}|\d+元")


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a sheet: header rows `top` to `body` (exclusive), body to `end` (exclusive)."""

    top: int
    body: int
    end: int
    columns: tuple[Column, ...]

    @property
    def signature(self) -> str:
        """The same for every sheet laid out like this one, whoever lives there."""
        words = "\x1f".join(plain_label(column.header) for column in self.columns)
        return hashlib.sha256(words.encode()).hexdigest()[:16]


def find_tables(sheet: RawSheet, *, layouts: Mapping[str, Layout]) -> list[Table]:
    """The tables of a sheet, one below the other; every header begins one, also a repeated one."""
    starts = header_rows(sheet)
    if not starts:
        return headless_table(sheet, layouts=layouts)
    tables: list[Table] = []
    for at, (top, body) in enumerate(starts):
        end = before_card(sheet, starts[at + 1][0], after=body) if at + 1 < len(starts) else len(sheet.rows)
        columns = columns_of(sheet, top, body, end)
        table = corrected(Table(top, body, end, columns), layouts)
        tables.append(table)
    return tables


def before_card(sheet: RawSheet, header: int, *, after: int) -> int:
    """Where the table before a header ends: at the header, or at the card of a household above it."""
    above = range(max(after, header - CARD_ROWS), header)
    return next((row for row in above if card_of([sheet.rows[row]])), header)


def header_rows(sheet: RawSheet) -> list[tuple[int, int]]:
    """First and past-the-last row of every header in the sheet."""
    found: list[tuple[int, int]] = []
    scores = [score(row) for row in sheet.rows[:SEARCHED_ROWS]]
    if not any(scores):
        return []
    # The first row nearly as good as the best: in a header of two rows the upper one may name less.
    first = next(r for r, points in enumerate(scores) if points and points >= 0.6 * max(scores))
    for row in [first, *(r for r in range(first + 1, len(sheet.rows)) if repeats(sheet.rows[r]))]:
        if not found or row >= found[-1][1]:
            after = found[-1][1] if found else 0
            found.append((first_row(sheet, row, after=after), past_last_row(sheet, row)))
    return found


def repeats(row: Row) -> bool:
    """Whether a row in the body is a header again: it names a name column and is no person."""
    labels = (c for c in row if isinstance(c, str) and len(c) < 12 and ("名" in c or "ame" in c))
    return any(plain_label(c) in NAME_LABELS for c in labels) and score(row) >= 2


def score(row: Row) -> int:
    """How many different fields a row names; 0 for a row that cannot be a header."""
    texts = [clean(c) for c in row if c not in ("", None)]
    if len(texts) < 2 or sum(bool(VALUE_LIKE.search(t)) for t in texts) > len(texts) // 3:
        return 0
    if any(text in ANSWERS for text in texts) or card_of([row]):
        return 0
    fields = {field for text in texts if (field := label_field(text))}
    return len(fields) if fields & PERSONAL or len(fields & TELLING) >= 3 else 0


def label_field(text: str) -> Field | None:
    """The field a cell names if it is a label; a relation or a sex in a person's row is none."""
    if text in RELATION_WORDS and text != "户主":
        return None
    return named_field(text)[0]


def first_row(sheet: RawSheet, row: int, *, after: int) -> int:
    """The top row of a header of several rows: group headings above the labels, none of them a person listed above."""
    top = row
    while top > after and row - top < MAX_DEPTH - 1 and is_group_row(sheet, top - 1):
        if after and names_somebody(sheet.rows[top - 1]):
            break
        top -= 1
    return top


def names_somebody(row: Row) -> bool:
    """Whether a row holds a short Chinese name, as a person's row above a repeated header does."""
    return any(len(clean(cell)) <= 3 and looks_like_name(cell) for cell in row if isinstance(cell, str))


def is_group_row(sheet: RawSheet, row: int) -> bool:
    """Whether a row holds group headings rather than a title or 填报单位 lines."""
    cells = [(c, clean(cell)) for c, cell in enumerate(sheet.rows[row]) if cell not in ("", None)]
    if not cells or any(len(text) > 16 or VALUE_LIKE.search(text) or ":" in text for _, text in cells):
        return False
    if len(cells) >= 2:
        return True
    width = max((len(r) for r in sheet.rows[row : row + 2]), default=0)
    span = next((s for s in sheet.spans if s.top == row and s.left == cells[0][0]), None)
    return cells[0][0] > 0 and (span is None or span.right - span.left + 1 < width)


def past_last_row(sheet: RawSheet, row: int) -> int:
    """The row after a header of several rows: sublabels, merged labels, numbered columns."""
    last = max([row, *(s.bottom for s in sheet.spans if s.top == row and s.bottom - row < MAX_DEPTH)])
    while last + 1 < len(sheet.rows) and last - row < MAX_DEPTH - 1 and is_sublabel_row(sheet, row, last + 1):
        last += 1
    while last + 1 < len(sheet.rows) and is_numbering(sheet.rows[last + 1]):
        last += 1
    return last + 1


def is_sublabel_row(sheet: RawSheet, header: int, row: int) -> bool:
    """Whether a row under the labels holds more labels: every cell is one and none a person's name."""
    texts = {c: clean(cell) for c, cell in enumerate(sheet.rows[row]) if cell not in ("", None)}
    if not texts or any(VALUE_LIKE.search(t) or len(t) > 16 for t in texts.values()):
        return False
    for column, text in texts.items():
        above = clean(cell_at(sheet.rows, header, column))
        if named_field(above)[0] in PERSONAL and text != above and label_field(text) not in PERSONAL:
            return False
    labels = sum(label_field(t) is not None for t in texts.values())
    return labels >= 1 and labels * 2 >= len(texts)


def is_numbering(row: Row) -> bool:
    """Whether a row only numbers the columns: 1 2 3 … or 甲 乙 1 2 …"""
    texts = [clean(c) for c in row if c not in ("", None)]
    numbers = [int(t) for t in texts if t.isdecimal()]
    named = [t for t in texts if t in "甲乙丙丁戊己庚辛"]
    return (
        len(texts) >= 3
        and len(numbers) + len(named) == len(texts)
        and numbers == sorted(set(numbers))
        and all(b - a == 1 for a, b in pairwise(numbers))
    )


def columns_of(sheet: RawSheet, top: int, body: int, end: int) -> tuple[Column, ...]:
    """The columns under a header, by name first and by content where the name says nothing."""
    width = max((len(r) for r in sheet.rows[top:end]), default=0)
    labels = [label_path(sheet, top, body, column) for column in range(width)]
    named = [grouped_field("".join(path[:-1]), path[-1]) if path else (None, 0.0) for path in labels]
    headers = [path[-1] if path else "" for path in labels]
    open_columns = [c for c, (field, _) in enumerate(named) if field is None and not is_foreign(headers[c])]
    taken = {field for field, _ in named if field}
    guessed = guessed_fields(sheet.rows[body:end], open_columns, taken=taken)
    columns = []
    for index, header in enumerate(headers):
        field, confidence = named[index] if named[index][0] else guessed.get(index, (None, 0.0))
        columns.append(Column(letter(index), header, field, confidence, "".join(labels[index][:-1])))
    while columns and not columns[-1].header and columns[-1].field is None:
        columns.pop()
    return tuple(columns)


def label_path(sheet: RawSheet, top: int, body: int, column: int) -> tuple[str, ...]:
    """The labels over a column from the group heading down, each once."""
    path: list[str] = []
    for row in range(top, body):
        if is_numbering(sheet.rows[row]):
            continue
        text = heading(sheet, row, column, body)
        if text and text not in path:
            path.append(without_breaks(text))
    return tuple(path)


def without_breaks(text: str) -> str:
    """A heading on one line: padding between Chinese characters goes, a space between English words stays."""
    text = re.sub(r"\s+", " ", text)
    return re.sub(r" (?![a-z0-9])|(?<![a-z0-9]) ", "", text, flags=re.IGNORECASE)


def heading(sheet: RawSheet, row: int, column: int, body: int) -> str:
    """The heading over a column in one header row: its own, its merged cell's, or the group's to the left."""
    text = clean(cell_at(sheet.rows, row, column))
    if text:
        return text
    if span := covering(sheet.spans, row, column):
        return clean(cell_at(sheet.rows, span.top, span.left))
    if row + 1 >= body or not clean(cell_at(sheet.rows, row + 1, column)):
        return ""
    for left in range(column - 1, -1, -1):
        # A group reaches right over the columns that have a label of their own under it.
        if not clean(cell_at(sheet.rows, row + 1, left)):
            return ""
        if group := clean(cell_at(sheet.rows, row, left)):
            return group
    return ""


def covering(spans: tuple[Span, ...], row: int, column: int) -> Span | None:
    """The merged cells that cover a cell, if any."""
    return next((s for s in spans if s.top <= row <= s.bottom and s.left <= column <= s.right), None)


def headless_table(sheet: RawSheet, *, layouts: Mapping[str, Layout]) -> list[Table]:
    """A table without any header, told by its cells alone; none where the sheet holds no people."""
    width = max((len(row) for row in sheet.rows), default=0)
    guessed = guessed_fields(sheet.rows, list(range(width)), taken=set())
    fields = {field for field, _ in guessed.values()}
    if Field.NAME not in fields or not fields & {Field.CITIZEN_ID, Field.PHONE}:
        return []
    body = first_person(sheet.rows, {c: field for c, (field, _) in guessed.items()})
    above = sheet.rows[body - 1] if body else []
    labelled = sum(clean(cell) != "" for cell in above) >= 2
    headers = [clean(cell_at(sheet.rows, body - 1, i)) if labelled else "" for i in range(width)]
    if any(field is Field.NAME and is_foreign(headers[c]) for c, (field, _) in guessed.items()):
        return []
    columns = tuple(Column(letter(i), headers[i], *guessed.get(i, (None, 0.0))) for i in range(width))
    return [corrected(Table(body - labelled, body, len(sheet.rows), columns), layouts)]


def first_person(rows: list[Row], fields: Mapping[int, Field]) -> int:
    """The first row whose cells look like what their columns hold; what stands above is titles and headers."""
    tests = dict(TESTS)
    for number, row in enumerate(rows):
        if sum(tests[f](row[c]) for c, f in fields.items() if c < len(row) and row[c] not in ("", None)) >= 2:
            return number
    return 0


def corrected(table: Table, layouts: Mapping[str, Layout]) -> Table:
    """The table with the meanings a person gave its columns, where they were remembered."""
    layout = layouts.get(table.signature)
    if not layout:
        return table
    columns = tuple(
        Column(c.letter, c.header, layout[c.letter], 1.0) if c.letter in layout else c for c in table.columns
    )
    return Table(table.top, table.body, table.end, columns)
