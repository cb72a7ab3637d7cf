"""One person from the cells of a row: every cell read for itself, so that a damaged one costs only itself."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from fangxian.register.ledger.blocks import Block
from fangxian.register.ledger.dates import SERIAL_ZERO, YEAR_MONTH, is_not_yet, read_birth_date, read_past_date
from fangxian.register.ledger.identity import birth_date, read_citizen_id, sex_of
from fangxian.register.ledger.members import HEADS, SEXES, Member
from fangxian.register.ledger.names import people_in
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
DECEASED = re.compile(r"故|亡|去世|过世|病逝")
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
    age_text: str = ""
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
    head_text: str = ""
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
    day_zero: dt.date = SERIAL_ZERO


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
    note_age(draft, reading)
    return draft


def note_age(draft: Draft, reading: Reading) -> None:
    """Keep a stated age as a remark, with the day it was stated, where no birth date is known."""
    if draft.age_text and draft.born_on is None:
        on = f"({reading.ledger_date})" if reading.ledger_date else ""
        remark(draft, f"{draft.age_text}岁{on}" if draft.age_text.isdecimal() else f"{draft.age_text}{on}")


def remark(draft: Draft, text: str, reading: Reading | None = None) -> None:
    """Keep what a cell says and no field holds beside the person, named by its column where that helps."""
    said = f"{reading.headers[0]}:{text}" if reading and reading.headers and reading.headers[0] else text
    if said not in (draft.note or ""):
        draft.note = f"{draft.note} {said}" if draft.note else said


def replace_header(reading: Reading, column: int) -> Reading:
    """The reading as seen from one column; only polarity-sensitive readers look at it."""
    return replace(reading, headers=reading.headers[column : column + 1])


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
    if found.remark:
        remark(draft, found.remark, reading)


def read_phone(draft: Draft, value: Cell, reading: Reading) -> None:
    """The phone numbers, of as many columns as there are."""
    found = read_phones(value)
    draft.phones += tuple(n for n in found.numbers if n not in draft.phones)
    draft.problems.extend((Field.PHONE, Code.PHONE_FORMAT, piece) for piece in found.damaged)
    if found.remark:
        remark(draft, found.remark, reading)


def read_born(draft: Draft, value: Cell, reading: Reading) -> None:
    """The birth date; a month alone yields to the identity number's full date."""
    text = clean(value)
    if is_nothing(text):
        return
    born = read_birth_date(value, ledger_date=reading.ledger_date, day_zero=reading.day_zero)
    if born is None:
        draft.problems.append((Field.BORN_ON, Code.DATE_UNPARSED, text))
    elif not (draft.citizen_id and YEAR_MONTH.match(text)):
        draft.born_on = born


def read_returned(draft: Draft, value: Cell, reading: Reading) -> None:
    """The date of return; 未返回 is an answer, not a problem."""
    text = clean(value)
    if is_nothing(text) or is_not_yet(text):
        return
    draft.returned_on = read_past_date(value, ledger_date=reading.ledger_date, day_zero=reading.day_zero)
    if draft.returned_on is None:
        draft.problems.append((Field.RETURNED_ON, Code.DATE_UNPARSED, text))


def read_sex(draft: Draft, value: Cell, reading: Reading) -> None:
    """男 or 女 in any spelling; anything else is kept as a remark, and left to the identity number."""
    text = clean(value)
    sex = SEXES.get(text.lower().rstrip("性"))
    draft.sex = sex or draft.sex
    if not sex and not is_nothing(text):
        remark(draft, text, reading)


def read_age(draft: Draft, value: Cell, reading: Reading) -> None:
    """An age people can have; the words are kept until it is known whether a birth date says more."""
    text = clean(value)
    match = AGE.match(text)
    draft.age = int(match[1]) if match and int(match[1]) <= 120 else None
    draft.age_text = (match[1] if match else text) if not is_nothing(text) else ""


def read_relation(draft: Draft, value: Cell, reading: Reading) -> None:
    """The relation to the head of the household, as written."""
    draft.relation = something(clean(value)) or ""


def read_count(draft: Draft, value: Cell, reading: Reading) -> None:
    """How many people the ledger says the household has."""
    text = clean(value)
    match = COUNT.match(text)
    draft.stated_count = numeral(match[1]) if match else None
    if not match and not is_nothing(text):
        remark(draft, text, reading)


def read_non_local(draft: Draft, value: Cell, reading: Reading) -> None:
    """Whether the person is registered elsewhere; 是否本地 asks the other way round."""
    said = answer(clean(value).lower(), YES, NO)
    if said is None and not is_nothing(clean(value)):
        remark(draft, clean(value), reading)
    reverse = any("本" in header or "常住" in header for header in reading.headers[:1])
    if said is not None and clean(value) in ("是", "否") and reverse:
        said = not said
    draft.non_local = said


def read_tenant(draft: Draft, value: Cell, reading: Reading) -> None:
    """Whether the person rents."""
    text = clean(value)
    draft.tenant = answer(text.lower(), RENTED, OWNED)
    if draft.tenant is None and not is_nothing(text):
        remark(draft, text, reading)


def answer(text: str, yes: frozenset[str], no: frozenset[str]) -> bool | None:
    """Yes, no, or not said."""
    return True if text in yes else False if text in no else None


def read_hukou(draft: Draft, value: Cell, reading: Reading) -> None:
    """Where the person is registered; 本地 says that it is here."""
    text = something(clean(value))
    draft.hukou = text
    if text in LOCAL_HUKOU and draft.non_local is None:
        draft.non_local = False


def read_head_name(draft: Draft, value: Cell, reading: Reading) -> None:
    """The head of the household as named beside a member; one who has died is remembered, and is nobody's resident."""
    heads = people_in(value)
    draft.head_name = heads[0].name if heads else something(clean(value)) or ""
    draft.head_text = clean(value) if heads else ""
    if DECEASED.search(draft.head_text) or (draft.head_name and not heads):
        draft.head_text = ""
        remark(draft, clean(value), reading)


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
    Field.HEAD_NAME: read_head_name,
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
    reading = replace(reading, headers=())
    if member.id_text:
        read_id(draft, member.id_text, reading)
    if member.phone_text:
        read_phone(draft, member.phone_text, reading)
    if member.note:
        remark(draft, member.note)
    if member.problem:
        draft.problems.append((Field.MEMBERS, member.problem, member.id_text or member.phone_text))
    draft.is_head = draft.relation in HEADS
    draft.age_text = str(member.age) if member.age is not None else ""
    fill_from_id(draft)
    note_age(draft, reading)
    return draft


def contradict(one: Draft, other: Draft) -> bool:
    """Whether two rows of one name speak of two people: numbers, birth dates or sexes differ."""
    pairs = ((one.citizen_id, other.citizen_id), (one.born_on, other.born_on), (one.sex, other.sex))
    return any(a and b and a != b for a, b in pairs)


def has_evidence(draft: Draft, block: Block) -> bool:
    """Whether a row without a name still speaks of a person; a relation the header gives to every row does not."""
    relation = draft.relation != block.relation
    said = (draft.citizen_id, draft.document, draft.born_on, draft.sex, draft.age, relation)
    return any(said) or bool(draft.phones) or bool(draft.problems)
