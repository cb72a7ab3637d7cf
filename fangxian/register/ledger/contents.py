"""Telling what a column holds from its cells, where its header says nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from fangxian.register.ledger.addresses import read_address
from fangxian.register.ledger.dates import read_birth_date
from fangxian.register.ledger.identity import BEYOND_DOUBLE, read_citizen_id
from fangxian.register.ledger.members import RELATION_WORDS, SURNAMES, is_name
from fangxian.register.ledger.phones import MOBILE
from fangxian.register.ledger.reading import Cell, Field, Row
from fangxian.register.ledger.text import clean, is_nothing

SAMPLED = 60
ENOUGH = 0.6


def looks_like_id(value: Cell) -> bool:
    """An identity number, whole or damaged by Excel."""
    if isinstance(value, float):
        return value >= BEYOND_DOUBLE
    text = clean(value).upper()
    return 15 <= len(text) <= 24 and read_citizen_id(text).number is not None


def looks_like_phone(value: Cell) -> bool:
    """A mobile number."""
    return MOBILE.fullmatch(clean(value)) is not None


def looks_like_sex(value: Cell) -> bool:
    """男 or 女."""
    return clean(value) in ("男", "女")


def looks_like_relation(value: Cell) -> bool:
    """A relation to the head of the household."""
    return clean(value) in RELATION_WORDS


def looks_like_address(value: Cell) -> bool:
    """An address of at least two parts; a lone number proves nothing."""
    text = clean(value)
    if not any(c.isdecimal() for c in text) or text.isdecimal() or isinstance(value, float):
        return False
    found = read_address(text)
    return found is not None and bool(found.room or found.zone)


def looks_like_name(value: Cell) -> bool:
    """A Chinese name with a common surname, two to four characters."""
    text = clean(value).replace(" ", "")
    return 2 <= len(text) <= 4 and text[0] in SURNAMES and is_name(text)


def looks_like_birth_date(value: Cell) -> bool:
    """A date with its year, long enough ago for somebody to have been born."""
    if isinstance(value, float):
        return False
    born = read_birth_date(value, ledger_date=None)
    return born is not None and born < dt.date(2019, 1, 1)


TESTS: tuple[tuple[Field, Callable[[Cell], bool]], ...] = (
    (Field.CITIZEN_ID, looks_like_id),
    (Field.PHONE, looks_like_phone),
    (Field.SEX, looks_like_sex),
    (Field.RELATION, looks_like_relation),
    (Field.ADDRESS, looks_like_address),
    (Field.BORN_ON, looks_like_birth_date),
    (Field.NAME, looks_like_name),
)
PLACES = frozenset({Field.BUILDING, Field.ROOM, Field.ADDRESS})


def guessed_fields(rows: Sequence[Row], columns: Sequence[int], *, taken: set[Field]) -> dict[int, tuple[Field, float]]:
    """What unnamed columns hold, each field once, none that a header named, with a confidence below 0.7."""
    guesses: dict[int, tuple[Field, float]] = {}
    missing = [(f, t) for f, t in TESTS if f not in taken and not (f is Field.ADDRESS and taken & PLACES)]
    samples = {c: sample(rows, c) for c in columns}
    for field, test in missing:
        shares = {c: share(samples[c], test) for c in columns if c not in guesses}
        best = max(shares, key=lambda c: (shares[c], -c), default=None)
        if best is not None and shares[best] >= ENOUGH:
            guesses[best] = (field, round(0.7 * shares[best], 2))
    return guesses


def sample(rows: Sequence[Row], column: int) -> list[Cell]:
    """Cells of a column that say something, the first ones and some from all over."""
    step = max(1, len(rows) // (SAMPLED * 3))
    cells = [row[column] for row in rows[::step] if column < len(row) and row[column] not in ("", None)]
    return [cell for cell in cells if not is_nothing(clean(cell))][:SAMPLED]


def share(cells: list[Cell], test: Callable[[Cell], bool]) -> float:
    """The part of the cells that pass; nothing is proved by fewer than two."""
    return sum(map(test, cells)) / len(cells) if len(cells) >= 2 else 0.0
