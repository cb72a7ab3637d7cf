"""What a loaded pack holds: values with unit, source and evidence, read through typed questions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from decimal import Decimal
from types import MappingProxyType
from typing import Self

from fangxian.rulepacks.schema import Key, Label, PackKind, keys_of

from .errors import PackError

_Int = int
Cell = int | Decimal | bool | str | time | tuple[str, ...]


class Asked:
    """Typed reading by key, shared by packs and table rows; a wrong question is a `PackError`."""

    def cell(self, key: str) -> object:
        """The bare content under `key`."""
        raise NotImplementedError

    def owner(self) -> str:
        """The pack to name when the question is wrong."""
        raise NotImplementedError

    def int(self, key: str) -> _Int:
        """A whole number."""
        found = self.cell(key)
        if isinstance(found, bool) or not isinstance(found, _Int):
            raise self._not(key, "a whole number")
        return found

    def number(self, key: str) -> Decimal:
        """An exact number. Compare it with decimals, never with floats: 38.1 as a float is not 38.1."""
        found = self.cell(key)
        if isinstance(found, Decimal):
            return found
        return Decimal(self.int(key))

    def real(self, key: str) -> float:
        """A number as a float, for planning where the last digit does not matter."""
        return float(self.number(key))

    def flag(self, key: str) -> bool:
        """Yes or no."""
        found = self.cell(key)
        if not isinstance(found, bool):
            raise self._not(key, "a yes or no")
        return found

    def clock(self, key: str) -> time:
        """A time of day."""
        found = self.cell(key)
        if not isinstance(found, time):
            raise self._not(key, "a time of day")
        return found

    def text(self, key: str) -> str:
        """One word or one line of text."""
        found = self.cell(key)
        if not isinstance(found, str):
            raise self._not(key, "a text")
        return found

    def words(self, key: str) -> tuple[str, ...]:
        """A list of codes."""
        found = self.cell(key)
        words = tuple(word for word in found if isinstance(word, str)) if isinstance(found, tuple) else None
        if words is None or words != found:
            raise self._not(key, "a list of words")
        return words

    def _not(self, key: str, wanted: str) -> PackError:
        return PackError("asked_wrong", file=self.owner(), key=key, wanted=wanted)


@dataclass(frozen=True)
class Row(Asked):
    """One row of a table; a column the source says nothing about is absent: ask `"name" in row`."""

    key: str
    pack: str
    cells: Mapping[str, Cell]

    def __contains__(self, column: object) -> bool:
        return column in self.cells

    def cell(self, key: str) -> Cell:
        """The content of one column."""
        if key not in self.cells:
            raise PackError("not_set", file=self.pack, key=f"{self.key}: {key}")
        return self.cells[key]

    def owner(self) -> str:
        """The pack that set this row."""
        return self.pack


Contents = Cell | tuple[Row, ...]


@dataclass(frozen=True)
class Value:
    """One parameter with everything a reader needs in order to trust it; `pack` is the pack that set it."""

    value: Contents
    unit: str
    source: str
    evidence: str
    note: Label | None
    pack: str


@dataclass(frozen=True)
class Pack(Asked):
    """A complete set of parameters in force from `effective_from` to `effective_to`, both days included."""

    id: str
    kind: PackKind
    title: Label
    jurisdiction: str
    disease: str
    effective_from: date
    effective_to: date | None
    sources: Mapping[str, str]
    file: str
    values: Mapping[str, Value] = field(repr=False)
    extends: str | None = None
    note: Label | None = None

    def __contains__(self, key: object) -> bool:
        return key in self.values

    def __getitem__(self, key: str) -> Value:
        if key not in self.values:
            raise PackError("not_set", file=self.id, key=key)
        return self.values[key]

    def cell(self, key: str) -> Contents:
        """The bare content of one key."""
        return self[key].value

    def owner(self) -> str:
        """This pack."""
        return self.id

    def table(self, key: str) -> tuple[Row, ...]:
        """The rows of a table."""
        found = self.cell(key)
        rows = tuple(row for row in found if isinstance(row, Row)) if isinstance(found, tuple) else ()
        if not rows or rows != found:
            raise self._not(key, "a table")
        return rows

    def row(self, key: str, **column: str) -> Row | None:
        """The first row of a table whose columns hold these words, if there is one."""
        wanted = column.items()
        return next((row for row in self.table(key) if all(row.cells.get(n) == w for n, w in wanted)), None)

    def in_force(self, *, on: date) -> bool:
        """Whether the pack is in force on a day."""
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)

    def listed(self) -> Iterator[tuple[Key, Value]]:
        """Every set key with its value, in the order of the schema."""
        return ((key, self.values[key.name]) for key in keys_of(self.kind) if key.name in self.values)

    def completed(self, values: Mapping[str, Value]) -> Self:
        """The same pack standing on these values: its own win."""
        merged = MappingProxyType({**values, **self.values})
        return replace(self, values=merged)
