"""Counts that may be published: small cells are hidden, and nobody can compute them from the ones that are shown."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

# A number of rows or a sum of a column; None is "fewer than the smallest that is told".
Cell = Decimal | None
TOTAL = ""


@dataclass(frozen=True)
class Figure:
    """One figure of the after-action record: how many rows, told by the codes of one column, or the sum of one."""

    table: str
    column: str

    @property
    def key(self) -> str:
        """What the figure is called in a record."""
        return f"{self.table}:{self.column}" if self.column else self.table


def hidden(parts: Mapping[str, Cell], *, least: int) -> dict[str, Cell]:
    """The parts of a whole with those below `least` hidden, and as many more as keep them from being computed.

    A part that is the only hidden one is the whole less the others: then the smallest other is hidden as well. Zero is
    told: it is nobody. Hiding twice changes nothing.
    """
    shown = {code: None if cell is None or 0 < cell < least else cell for code, cell in parts.items()}
    if sum(cell is None for cell in shown.values()) == 1:
        others = sorted((cell, code) for code, cell in shown.items() if cell)
        if others:
            shown[others[0][1]] = None
    return shown


def told(total: Cell, *, least: int) -> Cell:
    """A total as it may be told."""
    return None if total is None or 0 < total < least else total


def checksum(record: Mapping[str, Any]) -> str:
    """SHA-256 over the record as JSON with sorted keys: whoever has the record can recompute it."""
    text = json.dumps(record, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def plain(cell: Cell) -> str | None:
    """A cell as a record keeps it: exact text, without a tail of zeros."""
    return None if cell is None else f"{cell.normalize():f}"
