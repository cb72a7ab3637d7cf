"""Reads a household ledger as people really keep them. Pure: bytes in, values out, nothing is written."""

from fangxian.register.ledger.file import read_ledger
from fangxian.register.ledger.headers import Layout
from fangxian.register.ledger.reading import (
    Code,
    Column,
    DwellingKey,
    Field,
    LedgerUnreadable,
    PersonRow,
    Problem,
    Reading,
    SheetReading,
    Unplaced,
)

__all__ = [
    "Code",
    "Column",
    "DwellingKey",
    "Field",
    "Layout",
    "LedgerUnreadable",
    "PersonRow",
    "Problem",
    "Reading",
    "SheetReading",
    "Unplaced",
    "read_ledger",
]
