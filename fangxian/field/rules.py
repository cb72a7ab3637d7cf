"""What of a list has changed since a phone last heard of it: marks of rows, numbered by change. Pure.

A list (`Tables`) is compared with its marks row by row; a row that is new, different or gone gets the next number. A
phone that names a number is given every row with a higher one. Each number has a stamp of its own, drawn at random, so
that a number from before a restored backup is known to be a stranger and is answered with the whole list.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

Key = str
Row = tuple[Any, ...]


@dataclass(frozen=True)
class Table:
    """Rows of one kind; the first column is their key."""

    columns: tuple[str, ...]
    rows: list[Row]


Tables = dict[str, Table]
# A row's digest, empty when it is gone, and the number of its last change.
Mark = tuple[str, int]


@dataclass(frozen=True)
class Marks:
    """What is known of a list: for each table and key its mark, and the stamp of every number since 1."""

    tables: dict[str, dict[Key, Mark]] = field(default_factory=dict)
    stamps: tuple[str, ...] = ()

    @property
    def seq(self) -> int:
        """The newest number."""
        return len(self.stamps)

    @property
    def cursor(self) -> str:
        """What the phone hands back: the newest number and its stamp."""
        return f"{self.seq}.{self.stamps[-1]}" if self.stamps else ""

    def since(self, cursor: str) -> int | None:
        """The number a cursor stands for; None for a stranger's."""
        number, _, stamp = cursor.partition(".")
        if not number.isascii() or not number.isdigit() or not 1 <= int(number) <= self.seq:
            return None
        return int(number) if self.stamps[int(number) - 1] == stamp else None

    def packed(self) -> str:
        """As text for the table."""
        return json.dumps([self.tables, self.stamps], separators=(",", ":"))

    @staticmethod
    def unpacked(text: str) -> "Marks":
        """From the text again."""
        tables, stamps = json.loads(text)
        return Marks({t: {k: (d, n) for k, (d, n) in rows.items()} for t, rows in tables.items()}, tuple(stamps))


def digest_of(row: Row, *, key: bytes) -> str:
    """A short keyed digest of a row: it tells that a row changed, and nothing of what it holds."""
    text = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
    return blake2b(text.encode(), digest_size=8, key=key).hexdigest()


def marked(tables: Tables, before: Marks, *, key: bytes, stamp: Callable[[], str]) -> Marks:
    """The marks of a list as it is now. The same marks come back when nothing has changed."""
    number, changed = before.seq + 1, False
    after: dict[str, dict[Key, Mark]] = {}
    for name in {*tables, *before.tables}:
        old, new = before.tables.get(name, {}), {}
        for row in tables[name].rows if name in tables else ():
            of = digest_of(row, key=key)
            held = old.get(str(row[0]))
            new[str(row[0])] = held if held and held[0] == of else (of, number)
        for gone in old.keys() - new.keys():
            new[gone] = old[gone] if not old[gone][0] else ("", number)
        changed = changed or any(mark[1] == number for mark in new.values())
        after[name] = new
    # The first look always has a number, so that an empty list has a cursor as well.
    return Marks(after, (*before.stamps, stamp())) if changed or not before.stamps else before


def difference(tables: Tables, marks: Marks, *, since: int) -> tuple[Tables, dict[str, list[Any]]]:
    """The rows that changed after a number, and the keys of those that are gone, table by table."""
    changed, gone = {}, {}
    for name, of in marks.tables.items():
        table = tables.get(name, Table((), []))
        rows = [row for row in table.rows if of[str(row[0])][1] > since]
        if rows:
            changed[name] = Table(table.columns, rows)
        left = [key for key, (digest, number) in of.items() if not digest and number > since]
        if left:
            gone[name] = [int(key) if key.isdigit() else key for key in left]
    return changed, gone


def overgrown(marks: Marks, *, rows: int) -> bool:
    """Whether what is gone outweighs what is there: then it is time to begin anew."""
    held = sum(map(len, marks.tables.values()))
    return held > 2 * rows + 1000 or marks.seq > 20_000
