"""Dates in every spelling a ledger holds them."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

from fangxian.register.ledger.lunar import lunar_day
from fangxian.register.ledger.reading import Cell
from fangxian.register.ledger.text import NUMERAL, clean, numeral
from fangxian.register.ledger.words import words

FULL = re.compile(r"^(\d{4}|\d{2})[-./年,、\s]{1,2}(\d{1,2})[-./月,、\s]{1,2}(\d{1,2})[日号]?$")
MONTHS = {
    name: at
    for at, name in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1)
}
NAMED_MONTH = re.compile(
    r"^(?:(?P<d>\d{1,2})[-\s]*)?(?P<m>[a-z]{3})[a-z]*\.?[-\s]*(?:(?P<e>\d{1,2})(?:,\s*|\s+))?(?P<y>\d{4})$",
    re.IGNORECASE,
)
FOUR_DIGITS = re.compile(r"^([01]\d)([0-3]\d)$")
# 2月3日返回, 2月3日左右, 1月24日(除夕), 2020.02.03.
AFTERWARDS = re.compile(r"\s*\(.*?\)$|(?<=[日号\d])\s*(?:左右|前后|返.{0,3}|回.{0,3}|到.{0,3}|来.{0,3})$|(?<=\d)[.。]$")
COMPACT = re.compile(r"^((?:19|20)\d\d)(\d\d)(\d\d)$")
SHORT_COMPACT = re.compile(r"^(\d\d)(\d\d)(\d\d)$")
YEAR_MONTH = re.compile(r"^((?:19|20)\d\d)[-./年]?(\d{1,2})月?$")
MONTH_DAY = re.compile(r"^(\d{1,2})[-./月\s](\d{1,2})[日号]?$")
# 2020-02-03 08:30, 2月3日上午9点, 2020-02-03T00:00:00
TIME = re.compile(
    r"(?<=[\d日号])\s*(?:T?\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?|(?:凌晨|早上|上午|中午|下午|晚上?|夜).*)$"
)
CHINESE = re.compile(f"{NUMERAL}+(?=[年月日号])")
NOT_YET = frozenset(words("not_yet"))
SERIAL_ZERO = dt.date(1899, 12, 30)
SERIALS = range(3654, 73051)  # 1910 to 2099: what Excel shows as a date when the cell lost its format
EARLIEST = dt.date(1895, 1, 1)


def read_past_date(value: Cell, *, ledger_date: dt.date | None, day_zero: dt.date = SERIAL_ZERO) -> dt.date | None:
    """A date near the ledger's own (a return); a missing year is the one nearest to the ledger's date."""
    if isinstance(value, (dt.datetime, dt.date)):
        return value.date() if isinstance(value, dt.datetime) else value
    if (
        isinstance(value, (int, float))
        and not isinstance(value, bool)
        and value == value
        and SERIALS.start <= value < SERIALS.stop
    ):
        return day_zero + dt.timedelta(days=int(value))
    return dated(clean(value), ledger_date)


def read_birth_date(value: Cell, *, ledger_date: dt.date | None, day_zero: dt.date = SERIAL_ZERO) -> dt.date | None:
    """A birth date; a month without a day is its first; None where no year or an impossible one is given."""
    text = clean(value)
    born = read_past_date(value, ledger_date=None, day_zero=day_zero) or month_of_birth(text)
    latest = ledger_date or dt.date(2100, 1, 1)
    if born and born > latest and SHORT_YEAR.match(text):
        born = born.replace(year=born.year - 100)
    return born if born and EARLIEST <= born <= latest else None


SHORT_YEAR = re.compile(r"^\d{2}(?:[-./年]\d{1,2}[-./月]\d{1,2}日?|\d{4})$")


def month_of_birth(text: str) -> dt.date | None:
    """`1987年6月`, `1987.06`, `198706`: the first of that month."""
    match = YEAR_MONTH.match(text)
    if match:
        return day(int(match[1]), int(match[2]), 1)
    match = SHORT_COMPACT.match(text)
    return day(century(int(match[1])), int(match[2]), int(match[3])) if match else None


@lru_cache(maxsize=65536)
def dated(text: str, ledger_date: dt.date | None) -> dt.date | None:
    """The date a text names, or None."""
    text = AFTERWARDS.sub("", TIME.sub("", AFTERWARDS.sub("", text)))
    if not text.isascii():
        text = re.sub(r"\s*([年月日号])\s*", r"\1", text)
        lunar = lunar_day(text.replace(" ", ""), near=ledger_date) if ledger_date else None
        if lunar:
            return lunar
        text = CHINESE.sub(lambda m: str(numeral(m[0])), text.replace("元月", "1月"))
    if match := COMPACT.match(text):
        return day(int(match[1]), int(match[2]), int(match[3]))
    if match := FULL.match(text):
        return day(century(int(match[1])), int(match[2]), int(match[3]))
    if match := NAMED_MONTH.match(text):
        return day(int(match["y"]), MONTHS.get(match["m"].lower(), 0), int(match["d"] or match["e"] or 0))
    match = MONTH_DAY.match(text) or FOUR_DIGITS.match(text)
    return nearest(int(match[1]), int(match[2]), ledger_date) if match and ledger_date else None


def century(year: int) -> int:
    """The year a one- or two-digit year means: up to 30 in this century, above in the last."""
    if year >= 100:
        return year
    return year + (2000 if year <= 30 else 1900)


def day(year: int, month: int, number: int) -> dt.date | None:
    """The date, or None where the calendar has none."""
    try:
        return dt.date(year, month, number)
    except ValueError:
        return None


def nearest(month: int, number: int, near: dt.date) -> dt.date | None:
    """The month and day in the year that puts it closest to `near`."""
    found = (day(year, month, number) for year in (near.year, near.year - 1, near.year + 1))
    return min((date for date in found if date), key=lambda date: abs(date - near), default=None)


def is_not_yet(text: str) -> bool:
    """Whether a return cell says that the person has not returned or never left."""
    return text in NOT_YET
