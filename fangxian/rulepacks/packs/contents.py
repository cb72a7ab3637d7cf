"""From what TOML holds to checked contents: type, range and words, each fault one sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from decimal import Decimal

from fangxian.rulepacks.schema import (
    VOCABULARIES,
    Clock,
    Column,
    Content,
    Exact,
    Flag,
    Plain,
    Table,
    Text,
    Whole,
    Word,
    Words,
)

from .errors import PackError
from .values import Cell, Contents, Row


@dataclass(frozen=True)
class Spot:
    """Where in which file something is being read, and for which pack."""

    file: str
    pack: str
    key: str

    def fault(self, code: str, **params: object) -> PackError:
        """The error of this code at this spot."""
        return PackError(code, file=self.file, key=self.key, **params)

    def within(self, part: str) -> "Spot":
        """The same spot, one step deeper."""
        return Spot(self.file, self.pack, f"{self.key}{part}")


def read_contents(raw: object, content: Content, *, at: Spot) -> Contents:
    """The checked contents of one key; raises `PackError` for everything the schema does not allow."""
    if isinstance(content, Table):
        return _read_table(raw, content, at=at)
    return _read_plain(raw, content, at=at)


def _read_table(raw: object, table: Table, *, at: Spot) -> tuple[Row, ...]:
    if not isinstance(raw, list):
        raise at.fault("type_wrong", wanted="a list of rows")
    if not raw:
        raise at.fault("list_empty")
    rows = tuple(_read_row(one, table, key=at.key, at=at.within(f"[{n}]")) for n, one in enumerate(raw, start=1))
    _refuse_repeats(rows, table, at=at)
    return rows


def _read_row(raw: object, table: Table, *, key: str, at: Spot) -> Row:
    if not isinstance(raw, dict):
        raise at.fault("type_wrong", wanted="a row with columns")
    columns = {column.name: column for column in table.columns}
    for name in raw:
        if name not in columns:
            raise at.fault("column_unknown", column=name)
    for column in table.columns:
        if column.required and column.name not in raw:
            raise at.fault("column_missing", column=column.name)
    return Row(key, at.pack, _read_cells(raw, columns, at=at))


def _read_cells(raw: Mapping[str, object], columns: Mapping[str, Column], *, at: Spot) -> dict[str, Cell]:
    return {
        name: _read_plain(raw[name], column.content, at=at.within(f".{name}"))
        for name, column in columns.items()
        if name in raw
    }


def _refuse_repeats(rows: tuple[Row, ...], table: Table, *, at: Spot) -> None:
    seen: set[tuple[Cell, ...]] = set()
    for number, row in enumerate(rows, start=1):
        mark = tuple(row.cells[name] for name in table.unique)
        if table.unique and mark in seen:
            raise at.within(f"[{number}]").fault("row_twice")
        seen.add(mark)


def _read_plain(raw: object, content: Plain, *, at: Spot) -> Cell:
    match content:
        case Whole():
            return _read_whole(raw, content, at=at)
        case Exact():
            return _read_exact(raw, content, at=at)
        case Words():
            return _read_words(raw, content, at=at)
        case Word():
            return _read_word(raw, content.among, at=at)
        case Flag() | Clock() | Text():
            return _read_simple(raw, content, at=at)


def _read_whole(raw: object, whole: Whole, *, at: Spot) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int):
        raise at.fault("type_wrong", wanted="a whole number")
    if not whole.low <= raw <= whole.high:
        raise at.fault("out_of_range", value=raw, low=whole.low, high=whole.high)
    return raw


def _read_exact(raw: object, exact: Exact, *, at: Spot) -> Decimal:
    if isinstance(raw, bool) or not isinstance(raw, int | Decimal):
        raise at.fault("type_wrong", wanted="a number")
    number = Decimal(raw)
    if not number.is_finite() or not exact.low <= number <= exact.high:
        raise at.fault("out_of_range", value=raw, low=exact.low, high=exact.high)
    return number


def _read_words(raw: object, words: Words, *, at: Spot) -> tuple[str, ...]:
    if not isinstance(raw, list):
        raise at.fault("type_wrong", wanted="a list of words")
    if not raw and not words.may_be_empty:
        raise at.fault("list_empty")
    found: list[str] = []
    for one in raw:
        word = _read_word(one, words.among, at=at)
        if word in found:
            raise at.fault("word_twice", word=word)
        found.append(word)
    return tuple(found)


def _read_word(raw: object, among: str, *, at: Spot) -> str:
    if not isinstance(raw, str):
        raise at.fault("type_wrong", wanted="a word")
    if raw not in VOCABULARIES[among]:
        raise at.fault("word_unknown", word=raw)
    return raw


def _read_simple(raw: object, content: Flag | Clock | Text, *, at: Spot) -> Cell:
    if isinstance(content, Flag) and isinstance(raw, bool):
        return raw
    if isinstance(content, Clock) and isinstance(raw, time) and raw == raw.replace(second=0, microsecond=0):
        return raw
    if isinstance(content, Text) and isinstance(raw, str) and raw.strip() == raw and raw.isprintable() and raw:
        return raw
    wanted = {Flag: "true or false", Clock: "a time of day such as 22:00:00", Text: "a line of text"}
    raise at.fault("type_wrong", wanted=wanted[type(content)])
