"""Walking down a table: who is a person, what is a title, a footer, a repeated header, an empty dwelling."""

from __future__ import annotations

import datetime as dt
import re

from fangxian.register.ledger.addresses import Within
from fangxian.register.ledger.blocks import Block, settled
from fangxian.register.ledger.cards import card_of
from fangxian.register.ledger.contents import looks_like_name
from fangxian.register.ledger.headers import Table, is_numbering
from fangxian.register.ledger.names import names_nobody
from fangxian.register.ledger.people import Draft, contradict
from fangxian.register.ledger.places import PlaceCells, entered, section_place
from fangxian.register.ledger.reading import Cell, Code, DwellingKey, Field, Row, Unplaced
from fangxian.register.ledger.row_people import drafts_of, take_over
from fangxian.register.ledger.sheets import RawSheet
from fangxian.register.ledger.text import clean, is_nothing
from fangxian.register.ledger.walk import Harvest, Walk, cell_of, walk_of

Said = list[tuple[int, Cell]]
FOOTER = re.compile(
    r"^(?:合计|总计|小计|共计|总人数|填表|制表|制单|审核|审批|负责人|填报|联系人|经办|统计人|报送|社区(?:书记|盖章)|签字|签名|盖章|日期|"
    r"注[:：1-9]|备注[:：]|说明[:：]|第\d+页|共\d+[页人户]|本页)"
)
# 二、租户 or (三)外来人员: a chapter of the list, not a person.
CHAPTER = re.compile(r"^(?:[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十]{1,3}\))")
EXAMPLE = re.compile(r"^(?:示?例|样例|举例|范例|填写示例|示范)[:：]?\d*$")
FILLED = frozenset(
    {
        Field.PHONE,
        Field.EMPLOYER,
        Field.HUKOU,
        Field.TENANT,
        Field.NON_LOCAL,
        Field.GRID,
        Field.VEHICLE,
        Field.RETURNED_ON,
        Field.CAME_FROM,
        Field.HEAD_NAME,
        Field.HOUSEHOLD_NUMBER,
        Field.SEQUENCE,
        Field.MEMBER_COUNT,
    }
)


def walk_table(
    sheet: RawSheet,
    table: Table,
    *,
    above: Within,
    ledger_date: dt.date | None,
    into: Harvest,
    card: tuple[Draft, ...] = (),
) -> Within:
    """Read a table's rows into the harvest; returns the place context the last section left.

    `card` is whom a card above the table names: everybody below without an address lives there.
    """
    walk = walk_of(sheet, table, above=above, ledger_date=ledger_date, into=into)
    first = len(into.drafts)
    for cursor in walk.cursors:
        cursor.last = next((d.dwelling for d in card if d.dwelling), cursor.last)
    merged = merged_values(sheet, table)
    for index in range(table.body, table.end):
        row = sheet.rows[index]
        if index in merged:
            row = with_merged(row, merged[index])
        read_row(walk, row, index + 1)
    for draft in card:
        same = next((d for d in into.drafts[first:] if d.name == draft.name and not contradict(d, draft)), None)
        if same:
            take_over(same, draft)
        else:
            into.drafts.insert(first, draft)
    return walk.cursors[0].stated


def people_on_card(
    sheet: RawSheet, rows: range, *, above: Within, ledger_date: dt.date | None, into: Harvest
) -> tuple[Draft, ...]:
    """Whom the label and value pairs of the rows above a table name, with their dwelling where one is given."""
    card = card_of([sheet.rows[at] for at in rows])
    if card is None:
        return ()
    table = Table(rows[0], rows[0], rows[0], settled(card[0]))
    walk = walk_of(sheet, table, above=above, ledger_date=ledger_date, into=Harvest())
    people = tuple(drafts_of(walk, card[1], rows[0] + 1))
    settle(walk, card[1], rows[0] + 1, list(people))
    into.problems += walk.into.problems
    into.unplaced += walk.into.unplaced
    return tuple(walk.into.drafts)


def merged_values(sheet: RawSheet, table: Table) -> dict[int, dict[int, Cell]]:
    """Per row, the cells that a merged cell above fills (places are left to the cursor)."""
    filled: dict[int, dict[int, Cell]] = {}
    for span in sheet.spans:
        if span.bottom == span.top or not table.body <= span.top < table.end or span.left >= len(table.columns):
            continue
        if table.columns[span.left].field not in FILLED or span.left >= len(sheet.rows[span.top]):
            continue
        for row in range(span.top + 1, min(span.bottom + 1, table.end)):
            filled.setdefault(row, {})[span.left] = sheet.rows[span.top][span.left]
    return filled


def with_merged(row: Row, values: dict[int, Cell]) -> Row:
    """The row with the blanks under merged cells filled; a row blank otherwise stays blank."""
    if not any(cell not in ("", None) for cell in row):
        return row
    filled = list(row) + [None] * (max(values) + 1 - len(row))
    for column, value in values.items():
        if filled[column] in ("", None):
            filled[column] = value
    return filled


def read_row(walk: Walk, row: Row, number: int) -> None:
    """Read one row: a section moves the context, everything that is no person is passed over."""
    said: Said = [(i, cell) for i, cell in enumerate(row) if cell is not None and cell != ""]
    if not said:
        return
    if len(said) <= 2 and enter_section(walk, said):
        return
    if is_passed_over(walk, row, said):
        return
    people = list(drafts_of(walk, row, number))
    if people:
        settle(walk, row, number, people)
    else:
        note_nobody(walk, row, number)


def enter_section(walk: Walk, said: Said) -> bool:
    """Whether a row is a section title like 3号楼 or 二单元; every block enters it."""
    text = clean(said[0][1])
    blocks = walk.arrangement.blocks
    where = {
        i for b in blocks for f in (Field.BUILDING, Field.UNIT, Field.ROOM, Field.ADDRESS) for i in b.columns.get(f, ())
    }
    alone = len(said) == 1 and (said[0][0] == 0 or said[0][0] not in where)
    if not alone and not (said[0][0] == 0 and 0 not in where and ":" in clean(said[-1][1])):
        return False
    section = section_place(text)
    if section is None or len(text) > 40:
        return False
    for cursor in walk.cursors:
        cursor.stated = entered(cursor.stated, section)
        cursor.last, cursor.broken = DwellingKey(), False
    return True


def is_passed_over(walk: Walk, row: Row, said: Said) -> bool:
    """Whether a row is a footer, an example, a numbering, or a title between tables."""
    first = clean(said[0][1])
    if FOOTER.match(first.replace(" ", "")) or EXAMPLE.match(first):
        return not holds_person(walk, row)
    if len(said) == 1 and not holds_person(walk, row):
        return len(first) > 12 or bool(CHAPTER.match(first)) or heads_next_table(walk, row)
    return is_numbering(row)


def heads_next_table(walk: Walk, row: Row) -> bool:
    """Whether a lone text stands directly above the next table's header and is no Chinese name."""
    rows = walk.sheet.rows
    following = walk.table.end < len(rows) and rows[walk.table.end - 1] is row
    return following and not any(looks_like_name(cell) for cell in row)


def holds_person(walk: Walk, row: Row) -> bool:
    """Whether a row that begins like a footer still names a person with an identity number."""
    columns = (block.one(Field.CITIZEN_ID) for block in walk.arrangement.blocks)
    cells = (clean(row[at]) for at in columns if 0 <= at < len(row))
    return any(sum(c.isdecimal() for c in text) >= 15 for text in cells) and not EXAMPLE.match(clean(row[0]))


def settle(walk: Walk, row: Row, number: int, people: list[Draft]) -> None:
    """Give the people of a row their dwelling, or keep the row for a person to place."""
    lost = False
    for draft in people:
        cursor = walk.cursors[draft.block if walk.arrangement.independent else 0]
        cells = place_cells(row, walk.arrangement.blocks[draft.block])
        placed = cursor.place(cells, starts_household=draft.is_head)
        if placed is None and not (cursor.columns.none and not cursor.stated.building):
            lost = True
            continue
        draft.dwelling, draft.sheet = placed, walk.sheet.name
        keep(walk, draft)
    if lost:
        at = first_place_column(walk.arrangement.blocks[people[0].block])
        lose(walk, row, number, Code.ADDRESS_UNPARSED, at=at)


def keep(walk: Walk, draft: Draft) -> None:
    """Take a placed person, and its problems."""
    walk.into.drafts.append(draft)
    block = walk.arrangement.blocks[draft.block]
    for field_, code, value in draft.problems:
        walk.problem(draft.row, code, value, block.one(field_))


def note_nobody(walk: Walk, row: Row, number: int) -> None:
    """Remember a dwelling listed without people; a row with 未知 for a name, or no place, is kept whole."""
    cursor, block = walk.cursors[0], walk.arrangement.blocks[0]
    cells = place_cells(row, block)
    name = cell_of(row, block.one(Field.NAME))
    said = sum(cell not in ("", None) for cell in row)
    if not (cells.room or cells.address):
        return
    before = (cursor.last, cursor.broken)
    placed = cursor.place(cells, starts_household=True)
    if placed is None and said == 1:
        # A title, or a remark: it names nobody and no dwelling.
        cursor.last, cursor.broken = before
    elif placed is None:
        lose(walk, row, number, Code.ADDRESS_UNPARSED, at=first_place_column(block))
    elif names_nobody(name):
        lose(walk, row, number, Code.MISSING_NAME, at=block.one(Field.NAME))
    else:
        walk.into.vacant.append(placed)


def lose(walk: Walk, row: Row, number: int, code: Code, *, at: int) -> None:
    """Keep a row that cannot be taken in, whole, for a person to put right."""
    walk.problem(number, code, clean(row[at]) if 0 <= at < len(row) else "", at)
    walk.into.unplaced.append(Unplaced(walk.sheet.name, number, code, walk.cells(row)))


def place_cells(row: Row, block: Block) -> PlaceCells:
    """The texts of a row's place cells."""

    def text(field_: Field) -> str:
        found = [clean(row[i]) for i in block.columns.get(field_, ()) if i < len(row)]
        return next((t for t in found if not is_nothing(t)), "")

    return PlaceCells(
        tuple("" if is_nothing(t) else t for t in (clean(cell_of(row, i)) for i in block.columns.get(Field.ZONE, ()))),
        text(Field.BUILDING),
        text(Field.UNIT),
        text(Field.FLOOR),
        text(Field.ROOM),
        text(Field.ADDRESS),
    )


def first_place_column(block: Block) -> int:
    """The column an unreadable address is reported in."""
    return next(
        (block.one(f) for f in (Field.ADDRESS, Field.ROOM, Field.BUILDING, Field.UNIT) if f in block.columns),
        -1,
    )
