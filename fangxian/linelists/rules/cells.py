"""What a cell of a line list says: a day, a class, a sex, a number. Pure; nothing is guessed at."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from fangxian.linelists.rules.fields import Field, plain
from fangxian.register.ledger.dates import SERIAL_ZERO, read_birth_date, read_past_date
from fangxian.register.ledger.identity import read_citizen_id
from fangxian.register.ledger.phones import read_phones
from fangxian.register.ledger.reading import Cell
from fangxian.register.ledger.text import clean, is_nothing

# "2020-02-03T00:00:00.000Z": Go.Data keeps days as midnights of Greenwich, so the day is what stands there.
STAMP = re.compile(r"^(\d{4}-\d{2}-\d{2})T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})?$")
CODES = {
    "suspected": "suspect suspected suspectedcase 疑似 疑似病例",
    "probable": "probable probablecase 临床诊断 临床诊断病例 可能",
    "confirmed": "confirmed confirmedcase 确诊 确诊病例",
    "discarded": "notacasediscarded notacase discarded 排除 排除病例 非病例",
}
CLASSES = {word: code for code, listed in CODES.items() for word in listed.split()}
SEXES = {
    word: code for code, listed in {"m": "male m man 男 男性", "f": "female f woman 女 女性"}.items()
    for word in listed.split()
}  # fmt: skip
CATEGORY = re.compile(r"^LNG_REFERENCE_DATA_CATEGORY_(?:CASE_CLASSIFICATION|GENDER)_")


@dataclass(frozen=True)
class Fault:
    """One thing a person should look at: the column's title and what is wrong with its cell."""

    column: str
    code: str


@dataclass(frozen=True)
class About:
    """What reading a cell needs to know: the day the list is read on and the workbook's day nought."""

    today: date
    day_zero: date = SERIAL_ZERO


class Unreadable(ValueError):
    """A cell that does not say what its column promises; the code of the fault."""


def word_of(value: Cell) -> str:
    """A code of a list as it is compared, without the prefix of Go.Data's tokens."""
    return plain(CATEGORY.sub("", clean(value)))


def classification(value: Cell, _: About) -> str:
    """A class in the words of the house. Raises Unreadable."""
    found = CLASSES.get(word_of(value))
    if found is None:
        raise Unreadable("class_unknown")
    return found


def sex(value: Cell, _: About) -> str:
    """`f` or `m`; nothing for anything else, which is no fault: a list may say "unknown"."""
    return SEXES.get(word_of(value), "")


def past_day(value: Cell, about: About) -> str:
    """A day that has come. Raises Unreadable."""
    text = clean(value) if isinstance(value, str) else value
    stamp = STAMP.match(text) if isinstance(text, str) else None
    found = read_past_date(stamp[1] if stamp else text, ledger_date=about.today, day_zero=about.day_zero)
    if found is None:
        raise Unreadable("day_unreadable")
    if found > about.today:
        raise Unreadable("day_ahead")
    return found.isoformat()


def birth_day(value: Cell, about: About) -> str:
    """A birth date. Raises Unreadable."""
    text = clean(value) if isinstance(value, str) else value
    stamp = STAMP.match(text) if isinstance(text, str) else None
    found = read_birth_date(stamp[1] if stamp else text, ledger_date=about.today, day_zero=about.day_zero)
    if found is None:
        raise Unreadable("day_unreadable")
    return found.isoformat()


def citizen_id(value: Cell, _: About) -> str:
    """A valid identity number, or nothing where another document stands. Raises Unreadable."""
    found = read_citizen_id(value)
    if found.problem is not None:
        raise Unreadable(found.problem.value)
    return found.number or ""


def phone(value: Cell, _: About) -> str:
    """The first number that can be dialled. Raises Unreadable."""
    found = read_phones(value)
    if not found.numbers:
        raise Unreadable("phone_format")
    return found.numbers[0]


def as_text(value: Cell, _: About) -> str:
    """The text as it stands, of a length anybody could mean."""
    if isinstance(value, datetime):
        return value.isoformat()
    return clean(value)[:200]


READERS: Mapping[Field, Callable[[Cell, About], str]] = {
    Field.CLASSIFICATION: classification, Field.SEX: sex, Field.BORN_ON: birth_day, Field.CITIZEN_ID: citizen_id,
    Field.PHONE: phone, **dict.fromkeys((Field.ONSET_ON, Field.BECAME_ON, Field.REPORTED_ON, Field.LAST_ON), past_day),
}  # fmt: skip


def read(field: Field, value: Cell, about: About) -> str:
    """What a cell says as text, days as YYYY-MM-DD; empty where it says nothing. Raises Unreadable."""
    text = clean(value)
    if is_nothing(text):
        return ""
    return READERS.get(field, as_text)(value, about)


def whole_name(values: Mapping[Field, str]) -> str:
    """The name as people here write it: 姓 before 名 without a space, other names in the order they were given."""
    if values.get(Field.NAME):
        return re.sub(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])", "", values[Field.NAME])
    first, middle, last = (values.get(f, "") for f in (Field.FIRST_NAME, Field.MIDDLE_NAME, Field.LAST_NAME))
    if re.search(r"[\u3400-\u9fff]", first + last):
        return f"{last}{middle}{first}".replace(" ", "")
    return " ".join(filter(None, (first, middle, last)))
