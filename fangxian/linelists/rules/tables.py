"""A table as CSV that a spreadsheet may open: text stays text, whatever it begins with."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

# A cell that begins like this is a formula to a spreadsheet. The apostrophe is what Excel itself writes before text.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def guarded(cell: object) -> str:
    """The cell as text that no spreadsheet runs; our own reading takes the apostrophe off again."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(FORMULA) else text


def as_csv(heads: Iterable[Sequence[str]], rows: Iterable[Sequence[object]]) -> str:
    """The table as text: the heads as they are, for they are ours, and every cell below them guarded."""
    target = StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerows(heads)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return target.getvalue()
