"""A pack as a reader sees it: labels instead of codes, in the reader's language, grouped as people think."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from itertools import groupby

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fangxian.rulepacks.packs import Cell, Pack, Row, Value
from fangxian.rulepacks.schema import (
    EVIDENCE,
    GROUPS,
    KEYS,
    UNITS,
    VOCABULARIES,
    Column,
    Content,
    Key,
    Label,
    Table,
    Word,
    Words,
    keys_of,
)


@dataclass(frozen=True)
class Shown:
    """One value in words; a table has a head and rows instead of a text."""

    text: str
    unit: str
    source: str
    evidence: str
    evidence_text: str
    note: str
    taken_from: str
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Line:
    """One key of the schema with its value in each of the packs looked at; None where a pack does not set it."""

    key: str
    label: str
    values: tuple[Shown | None, ...]
    differs: bool


@dataclass(frozen=True)
class Group:
    """The lines of one group."""

    name: str
    label: str
    lines: list[Line]


def groups_of(*packs: Pack) -> list[Group]:
    """Every key that one of these packs of one kind sets, grouped, with its value in each of them."""
    keys = [key for key in keys_of(packs[0].kind) if any(key.name in pack for pack in packs)]
    return [
        Group(name, spoken(GROUPS[name]), [line(key, packs) for key in of_group])
        for name, of_group in groupby(keys, key=lambda key: key.group)
    ]


def only_differences(groups: Iterable[Group]) -> list[Group]:
    """The same groups with only those lines in which the packs differ."""
    kept = [Group(group.name, group.label, [one for one in group.lines if one.differs]) for group in groups]
    return [group for group in kept if group.lines]


def line(key: Key, packs: tuple[Pack, ...]) -> Line:
    """One key across packs."""
    values = [pack.values.get(key.name) for pack in packs]
    shown = tuple(shown_in(pack, key.name) if value else None for pack, value in zip(packs, values, strict=True))
    contents = [bare(value) for value in values]
    return Line(key.name, spoken(key.label), shown, differs=any(one != contents[0] for one in contents))


def bare(value: Value | None) -> object:
    """A value without its source, as comparisons want it: two tables are equal when their cells are."""
    if value is None or not isinstance(value.value, tuple):
        return value and value.value
    return tuple(dict(one.cells) if isinstance(one, Row) else one for one in value.value)


def shown_in(pack: Pack, name: str) -> Shown:
    """One value of a pack in words."""
    value, key = pack[name], KEYS[name]
    head, rows = as_table(value, key.content)
    return Shown(
        text="" if rows else cell_text(value.value, key.content),
        unit="" if rows or isinstance(key.content, Words) else spoken(UNITS[value.unit]),
        source=value.source,
        evidence=value.evidence,
        evidence_text=spoken(EVIDENCE[value.evidence]),
        note=spoken(value.note) if value.note else "",
        taken_from="" if value.pack == pack.id else value.pack,
        head=head,
        rows=rows,
    )


def as_table(value: Value, content: Content) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Head and rows of a table value; columns no row fills are left out. Both empty for a plain value."""
    if not isinstance(content, Table) or not isinstance(value.value, tuple):
        return (), ()
    rows = [row for row in value.value if isinstance(row, Row)]
    columns = [column for column in content.columns if any(column.name in row for row in rows)]
    return tuple(map(head_text, columns)), tuple(tuple(in_column(row, one) for one in columns) for row in rows)


def head_text(column: Column) -> str:
    """The name of a column with its unit."""
    unit = spoken(UNITS[column.unit])
    return f"{spoken(column.label)} ({unit})" if unit else spoken(column.label)


def in_column(row: Row, column: Column) -> str:
    """One cell in words; a dash where the source says nothing."""
    return cell_text(row.cell(column.name), column.content) if column.name in row else "—"


def cell_text(cell: Cell | object, content: Content) -> str:
    """A bare content in words."""
    if isinstance(content, Words) and isinstance(cell, tuple):
        return _(", ").join(spoken(VOCABULARIES[content.among][word]) for word in cell)
    if isinstance(content, Word) and isinstance(cell, str):
        return spoken(VOCABULARIES[content.among][cell])
    if isinstance(cell, bool):
        return _("yes") if cell else _("no")
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    if isinstance(cell, Decimal):
        return f"{cell.normalize():f}"
    return str(cell)


def spoken(label: Label) -> str:
    """A label in the reader's language."""
    return label.spoken(language=get_language() or "en")
