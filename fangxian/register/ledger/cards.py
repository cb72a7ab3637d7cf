"""A household's card above its members: 户主姓名 | 王伟 | 住址 | 3-2-501, in cells or behind colons."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fangxian.register.ledger.columns import is_foreign, named_field
from fangxian.register.ledger.names import people_in
from fangxian.register.ledger.reading import Cell, Column, Field, Row
from fangxian.register.ledger.text import clean, letter

NAMES = frozenset({Field.NAME, Field.HEAD_NAME})
PLACES = frozenset({Field.ADDRESS, Field.ROOM, Field.BUILDING, Field.UNIT, Field.ZONE})
TOLD = NAMES | PLACES | {Field.PHONE, Field.CITIZEN_ID, Field.HOUSEHOLD_NUMBER, Field.MEMBER_COUNT, Field.EMPLOYER}
COLON = re.compile(r"^([^:]{1,12}):(.*)$", re.DOTALL)


def card_of(rows: list[Row]) -> tuple[tuple[Column, ...], Row] | None:
    """The columns and the one row that the label and value pairs of these rows make; None where they are no card."""
    pairs = [pair for row in rows for pair in pairs_of(row)]
    fields = {field for _, field, _ in pairs}
    named = any(field in NAMES and people_in(value) for _, field, value in pairs)
    if not named or len(fields - NAMES) < 1 or len(fields) < len(pairs):
        return None
    columns = tuple(Column(letter(i), label, field, 1.0) for i, (label, field, _) in enumerate(pairs))
    return columns, [value for _, _, value in pairs]


def pairs_of(row: Row) -> Iterator[tuple[str, Field, Cell]]:
    """Every label of a row that a card may have, with the value behind it."""
    said = [cell for cell in row if cell is not None and clean(cell)]
    at = 0
    while at < len(said):
        text = clean(said[at])
        match = COLON.match(text)
        label, behind = (match[1], match[2].strip()) if match else (text, "")
        field = None if is_foreign(label) else named_field(label)[0]
        if field in TOLD and behind:
            yield label, field, behind
        elif field in TOLD and at + 1 < len(said) and named_field(clean(said[at + 1]).rstrip(":"))[0] is None:
            yield label, field, said[at + 1]
            at += 1
        at += 1
