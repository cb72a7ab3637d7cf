"""One person from the cells of a row: every cell read for itself, so that a damaged one costs only itself."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from fangxian.register.ledger.blocks import Block
from fangxian.register.ledger.dates import YEAR_MONTH, is_not_yet, read_birth_date, read_past_date
from fangxian.register.ledger.identity import birth_date, read_citizen_id, sex_of
from fangxian.register.ledger.members import HEADS, SEXES, Member
from fangxian.register.ledger.phones import read_phones
from fangxian.register.ledger.reading import Cell, Code, DwellingKey, Field, Row
from fangxian.register.ledger.text import clean, is_nothing, numeral, something
from fangxian.register.ledger.words import words

YES = frozenset(words("yes"))
NO = frozenset(words("no"))
RENTED = frozenset(words("rented"))
OWNED = frozenset(words("owned"))
LOCAL_HUKOU = frozenset(words("local_hukou"))
COUNT = re.compile(r"^(?:共|约)?(\d{1,3}|[一二两三四五六七八九十]{1,3})(?:口人?|人|个)?$")
AGE = re.compile(r"^(\d{1,3})(?:周?岁)?$")


@dataclass(slots=True)
class Draft:
    """A person being read; problems found in its cells wait beside it."""

    row: int
    block: int
    name: str = ""
    relation: str = ""
    sex: str | None = None
    citizen_id: str | None = None
    document: str | None = None
    born_on: dt.date | None = None
    age: int | None = None
    phones: tuple[str, ...] = ()
    employer: str | None = None
    hukou: str | None = None
    non_local: bool | None = None
    tenant: bool | None = None
    returned_on: dt.date | None = None
    came_from: str | None = None
    vehicle: str | None = None
    grid: str | None = None
    note: str | None = None
    head_name: str = ""
    household_number: str = ""
    sequence: str = ""
    stated_count: int | None = None
    is_head: bool = False
    sheet: str = ""
    dwelling: DwellingKey | None = None
    household_key: str = ""
    extra: dict[str, str] = field(default_factory=dict)
    problems: list[tuple[Field, Code, str]] = field(default_factory=list)


Reader = Callable[[Draft, Cell, "Reading"], None]


@dataclass(frozen=True, slots=True)
class Reading:
    """What every cell reader may need to know."""

    ledger_date: dt.date | None
    headers: tuple[str, ...]


def read_person(row: Row, block: Block, *, draft: Draft, reading: Reading) -> Draft:
    """Fill a draft from the cells of its block."""
    width = len(row)
    for field_, reader in READERS.items():
        for column in block.columns.get(field_, ()):
            if column < width:
                value = row[column]
                if value is not None and value != "":
                    reader(draft, value, replace_header(reading, column))
    draft.relation = draft.relation or block.relation
    draft.is_head = draft.relation in HEADS or (block.head and not draft.relation)
    fill_from_id(draft)
    return draft


def replace_header(reading: Reading, column: int) -> Reading:
    """The reading as seen from one column; only polarity-sensitive readers look at it."""
    return Reading(reading.ledger_date, (reading.headers[column],)) if column < len(reading.headers) else reading


def fill_from_id(draft: Draft) -> None:
    """Birth date and sex from the identity number, where the ledger leaves them blank."""
    if draft.citizen_id:
        draft.born_on = draft.born_on or birth_date(draft.citizen_id)
        draft.sex = draft.sex or sex_of(draft.citizen_id)


def read_id(draft: Draft, value: Cell, reading: Reading) -> None:
    """The identity number, or another document's."""
    found = read_citizen_id(value)
    draft.citizen_id, draft.document = found.number, found.document
    if found.problem:
        draft.problems.append((Field.CITIZEN_ID, found.problem, clean(value)))


def read_phone(draft: Draft, value: Cell, reading: Reading) -> None:
    """The phone numbers, of as many columns as there are."""
    found = read_phones(value)
    draft.phones += tuple(n for n in found.numbers if n not in draft.phones)
    draft.problems.extend((Field.PHONE, Code.PHONE_FORMAT, piece) for piece in found.damaged)


def read_born(draft: Draft, value: Cell, reading: Reading) -> None:
    """The birth date; a month alone yields to the identity number's full date."""
    text = clean(value)
    if is_nothing(text):
        return
    born = read_birth_date(value, ledger_date=reading.ledger_date)
    if born is None:
        draft.problems.append((Field.BORN_ON, Code.DATE_UNPARSED, text))
    elif not (draft.citizen_id and YEAR_MONTH.match(text)):
        draft.born_on = born


def read_returned(draft: Draft, value: Cell, reading: Reading) -> None:
    """The date of return; 未返回 is an answer, not a problem."""
    text = clean(value)
    if is_nothing(text) or is_not_yet(text):
        return
    draft.returned_on = read_past_date(value, ledger_date=reading.ledger_date)
    if draft.returned_on is None:
        draft.problems.append((Field.RETURNED_ON, Code.DATE_UNPARSED, text))


def read_sex(draft: Draft, value: Cell, reading: Reading) -> None:
    """男 or 女 in any spelling; anything else is left to the identity number."""
    draft.sex = SEXES.get(clean(value).lower().rstrip("性")) or draft.sex


def read_age(draft: Draft, value: Cell, reading: Reading) -> None:
    """An age people can have."""
    match = AGE.match(clean(value))
    draft.age = int(match[1]) if match and int(match[1]) <= 120 else None


def read_relation(draft: Draft, value: Cell, reading: Reading) -> None:
    """The relation to the head of the household, as written."""
    draft.relation = something(clean(value)) or ""


def read_count(draft: Draft, value: Cell, reading: Reading) -> None:
    """How many people the ledger says the household has."""
    match = COUNT.match(clean(value))
    draft.stated_count = numeral(match[1]) if match else None


def read_non_local(draft: Draft, value: Cell, reading: Reading) -> None:
    """Whether the person is registered elsewhere; 是否本地 asks the other way round."""
    said = answer(clean(value).lower(), YES, NO)
    reverse = any("本" in header or "常住" in header for header in reading.headers[:1])
    if said is not None and clean(value) in ("是", "否") and reverse:
        said = not said
    draft.non_local = said


def read_tenant(draft: Draft, value: Cell, reading: Reading) -> None:
    """Whether the person rents."""
    draft.tenant = answer(clean(value).lower(), RENTED, OWNED)


def answer(text: str, yes: frozenset[str], no: frozenset[str]) -> bool | None:
    """Yes, no, or not said."""
    return True if text in yes else False if text in no else None


def read_hukou(draft: Draft, value: Cell, reading: Reading) -> None:
    """Where the person is registered; 本地 says that it is here."""
    text = something(clean(value))
    draft.hukou = text
    if text in LOCAL_HUKOU and draft.non_local is None:
        draft.non_local = False


def text_reader(name: str) -> Reader:
    """A reader that keeps the text of a cell; a second column is appended."""

    def read(draft: Draft, value: Cell, reading: Reading) -> None:
        text = something(clean(value))
        before = getattr(draft, name)
        if text and text != before:
            setattr(draft, name, f"{before} {text}" if before else text)

    return read


# The identity number first: other readers look at it.
READERS: dict[Field, Reader] = {
    Field.CITIZEN_ID: read_id,
    Field.RELATION: read_relation,
    Field.SEX: read_sex,
    Field.BORN_ON: read_born,
    Field.AGE: read_age,
    Field.PHONE: read_phone,
    Field.EMPLOYER: text_reader("employer"),
    Field.NON_LOCAL: read_non_local,
    Field.HUKOU: read_hukou,
    Field.TENANT: read_tenant,
    Field.RETURNED_ON: read_returned,
    Field.CAME_FROM: text_reader("came_from"),
    Field.VEHICLE: text_reader("vehicle"),
    Field.GRID: text_reader("grid"),
    Field.NOTE: text_reader("note"),
    Field.HEAD_NAME: text_reader("head_name"),
    Field.HOUSEHOLD_NUMBER: text_reader("household_number"),
    Field.SEQUENCE: text_reader("sequence"),
    Field.MEMBER_COUNT: read_count,
}


def from_member(head: Draft, member: Member, *, reading: Reading) -> Draft:
    """A person named in the head's members cell: the household's matters are the head's, the rest its own."""
    draft = Draft(
        row=head.row,
        block=head.block,
        name=member.name,
        relation=member.relation,
        sex=member.sex,
        age=member.age,
        head_name=head.head_name,
        household_number=head.household_number,
        sequence=head.sequence,
        grid=head.grid,
        hukou=None,
        tenant=head.tenant,
    )
    if member.id_text:
        read_id(draft, member.id_text, reading)
    if member.phone_text:
        read_phone(draft, member.phone_text, reading)
    if member.problem:
        draft.problems.append((Field.MEMBERS, member.problem, member.id_text or member.phone_text))
    draft.is_head = draft.relation in HEADS
    fill_from_id(draft)
    return draft


def has_evidence(draft: Draft, block: Block) -> bool:
    """Whether a row without a name still speaks of a person; a relation the header gives to every row does not."""
    relation = draft.relation != block.relation
    said = (draft.citizen_id, draft.document, draft.born_on, draft.sex, draft.age, relation)
    return any(said) or bool(draft.phones) or bool(draft.problems)
