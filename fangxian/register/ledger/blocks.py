"""How the columns of a table belong together: one person a row, or several side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from fangxian.register.ledger.columns import plain_label
from fangxian.register.ledger.members import RELATION_WORDS
from fangxian.register.ledger.places import PlaceColumns
from fangxian.register.ledger.reading import Column, Field

PLACES = (Field.ZONE, Field.BUILDING, Field.UNIT, Field.FLOOR, Field.ROOM, Field.ADDRESS)
# What belongs to everybody in the row, however many people stand side by side.
SHARED = frozenset({*PLACES, Field.GRID, Field.GRID_WORKER, Field.TENANT, Field.HUKOU, Field.HOUSEHOLD_NUMBER})
SEVERAL = frozenset(
    {Field.AREA_NAME, Field.PHONE, Field.NOTE, Field.MEMBERS, Field.CAME_FROM, Field.ZONE, Field.VEHICLE}
)

HOUSEHOLD_LABELS = frozenset({"户号", "住户号", "户"})
OCCUPANT = re.compile(r"居住人|入住人|承租")


@dataclass(frozen=True, slots=True)
class Block:
    """The columns of one person in a row, by field; `relation` where the header itself names it."""

    columns: dict[Field, tuple[int, ...]]
    relation: str = ""
    head: bool = False

    def one(self, field: Field) -> int:
        """The column of a field, -1 where there is none."""
        return self.columns.get(field, (-1,))[0]


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The blocks of a table, whether each has its own address, and which columns nobody reads."""

    blocks: tuple[Block, ...]
    independent: bool
    ignored: tuple[int, ...]
    places: PlaceColumns


def settled(columns: Sequence[Column]) -> tuple[Column, ...]:
    """The columns with each field once where one person stands in a row; what is left over is nobody's."""
    columns = with_household_numbers(with_member_names(columns))
    if len(name_columns(columns)) > 1:
        return columns
    head_named = any(c.field is Field.HEAD_NAME for c in columns) and any(c.field is Field.NAME for c in columns)
    kept: dict[Field, int] = {}
    for index, column in enumerate(columns):
        if column.field is None or column.field in SEVERAL:
            continue
        best = kept.get(column.field)
        if best is None or rank(column, head_named) > rank(columns[best], head_named):
            kept[column.field] = index
    return tuple(
        c if c.field is None or c.field in SEVERAL or kept[c.field] == i else replace(c, field=None, confidence=0.0)
        for i, c in enumerate(columns)
    )


def with_household_numbers(columns: Sequence[Column]) -> tuple[Column, ...]:
    """户号 is a door where nothing else names one, and the number of the household where something does."""
    doors = [c for c in columns if c.field in (Field.ROOM, Field.ADDRESS)]
    numbers = [c for c in doors if plain_label(c.header) in HOUSEHOLD_LABELS]
    if len(doors) == len(numbers) or any(c.field is Field.HOUSEHOLD_NUMBER for c in columns):
        return tuple(columns)
    return tuple(replace(c, field=Field.HOUSEHOLD_NUMBER) if c in numbers[:1] else c for c in columns)


def rank(column: Column, head_named: bool) -> tuple[bool, float]:
    """Which of two columns with one meaning is the person's own: not the head's, then the surer one."""
    return not (head_named and "户主" in column.header and column.field is not Field.HEAD_NAME), column.confidence


def with_member_names(columns: Sequence[Column]) -> list[Column]:
    """户主姓名 alone with nobody else named is the name column."""
    if any(c.field is Field.NAME for c in columns):
        return list(columns)
    return [replace(c, field=Field.NAME, group=c.group or "户主") if c.field is Field.HEAD_NAME else c for c in columns]


def name_columns(columns: Sequence[Column]) -> list[int]:
    """The columns that name a person of their own."""
    names = [i for i, c in enumerate(columns) if c.field is Field.NAME]
    heads = [i for i, c in enumerate(columns) if c.field is Field.HEAD_NAME]
    own_relation = names and all(header_relation(columns[i]) or OCCUPANT.search(columns[i].header) for i in names)
    return sorted(heads + names) if len(names) > 1 or own_relation else names


def header_relation(column: Column) -> str:
    """The relation a header names: 配偶姓名, 户主 over 姓名, 子女1."""
    for text in (plain_label(column.header), plain_label(column.group)):
        word = re.sub(r"(?:姓名|信息|情况|名字|资料|\d)+", "", text)
        if word in RELATION_WORDS or word == "子女":
            return word
    return ""


def arrange(columns: Sequence[Column]) -> Arrangement:
    """The blocks of people in a row."""
    names = name_columns(columns)
    by_field: dict[Field, tuple[int, ...]] = {}
    for index, column in enumerate(columns):
        if column.field:
            by_field[column.field] = (*by_field.get(column.field, ()), index)
    ignored = tuple(i for i, c in enumerate(columns) if c.field in (None, Field.IGNORED) and (c.header or c.group))
    if len(names) <= 1:
        head = bool(names) and header_relation(columns[names[0]]) == "户主"
        return Arrangement((Block(by_field, head=head),), False, ignored, place_columns(columns, by_field))
    blocks = tuple(block_of(columns, by_field, names=names, nth=n) for n in range(len(names)))
    independent = any(len(by_field.get(f, ())) == len(names) for f in PLACES)
    return Arrangement(blocks, independent, ignored, place_columns(columns, by_field))


def block_of(columns: Sequence[Column], by_field: dict[Field, tuple[int, ...]], *, names: list[int], nth: int) -> Block:
    """The columns of the nth of several people in a row."""
    own: dict[Field, tuple[int, ...]] = {Field.NAME: (names[nth],)}
    for field, indexes in by_field.items():
        if field in (Field.NAME, Field.HEAD_NAME):
            continue
        if len(indexes) == len(names):
            own[field] = (indexes[nth],)
        elif field in SHARED:
            own[field] = indexes
        elif mine := tuple(i for i in indexes if nearest_name(i, names) == nth):
            own[field] = mine
    relation = header_relation(columns[names[nth]])
    is_head = columns[names[nth]].field is Field.HEAD_NAME or relation in ("户主", "本人")
    return Block(own, relation="户主" if is_head else relation, head=is_head)


def nearest_name(index: int, names: list[int]) -> int:
    """Which person a column belongs to: the name at its left, or the first."""
    return max((n for n, at in enumerate(names) if at <= index), default=0)


def place_columns(columns: Sequence[Column], by_field: dict[Field, tuple[int, ...]]) -> PlaceColumns:
    """Which place columns there are; a 室 column is a room even where no building is named."""
    room = by_field.get(Field.ROOM, ())
    return PlaceColumns(
        zone=Field.ZONE in by_field,
        building=Field.BUILDING in by_field,
        unit=Field.UNIT in by_field,
        room=bool(room),
        address=Field.ADDRESS in by_field,
        lone_room=bool(room) and bool(re.search(r"室|房|room|apt|flat", columns[room[0]].header.lower())),
    )
