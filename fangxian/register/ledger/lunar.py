"""The days of the lunar calendar villagers name returns by: 正月初二, 腊月廿八, 除夕 (years 2000 to 2039).

Each entry packs one lunar year as published almanac tables do: bits 15 to 4 say which of the twelve
months have 30 days, the low four bits name the leap month, bit 16 says whether that leap month has 30 days.
"""

from __future__ import annotations

import datetime as dt
import re

from fangxian.register.ledger.text import numeral

FIRST_YEAR = 2000
FIRST_DAY = dt.date(2000, 2, 5)
# fmt: off
YEARS = (
    0x0C960, 0x0D954, 0x0D4A0, 0x0DA50, 0x07552, 0x056A0, 0x0ABB7, 0x025D0, 0x092D0, 0x0CAB5,
    0x0A950, 0x0B4A0, 0x0BAA4, 0x0AD50, 0x055D9, 0x04BA0, 0x0A5B0, 0x15176, 0x052B0, 0x0A930,
    0x07954, 0x06AA0, 0x0AD50, 0x05B52, 0x04B60, 0x0A6E6, 0x0A4E0, 0x0D260, 0x0EA65, 0x0D530,
    0x05AA0, 0x076A3, 0x096D0, 0x04AFB, 0x04AD0, 0x0A4D0, 0x1D0B6, 0x0D250, 0x0D520, 0x0DD45,
)
# fmt: on
MONTHS = {"正": 1, "元": 1, "冬": 11, "腊": 12, "臘": 12}
DAY = re.compile(
    r"^(?:农历|阴历|旧历)?(?:(?P<month>[正元冬腊臘]|[一二三四五六七八九十]{1,3})月)(?P<day>初?[一二三四五六七八九十廿卅]{1,3})日?$"
)
NEW_YEAR = re.compile(r"^(?:大?年)?初(?P<day>[一二三四五六七八九十]{1,2})$")
STATED_YEAR = re.compile(r"^(?P<year>20[0-3]\d|二[〇零][〇零一二三][〇零一二三四五六七八九])年(?P<rest>.+)$")
EVE = frozenset({"除夕", "大年三十", "年三十", "除夕夜"})


def lunar_day(text: str, *, near: dt.date) -> dt.date | None:
    """The day a lunar name means, in the lunar year closest to `near`; None where it names none."""
    if match := STATED_YEAR.match(text):
        near = dt.date(numeral(match["year"]) or 0, 7, 1)
        text = match["rest"]
    if text in EVE:
        return closest([new_year(y) - dt.timedelta(days=1) for y in years_around(near)], near)
    if match := NEW_YEAR.match(text):
        return named(1, match["day"], near)
    if match := DAY.match(text):
        # Plain numbers without 初/廿 (三月十二) are as likely of the sun: only clearly lunar words are taken.
        if match["month"] not in MONTHS and match["day"][0] not in "初廿卅" and not text.startswith(("农", "阴", "旧")):
            return None
        return named(MONTHS.get(match["month"]) or numeral(match["month"]) or 0, match["day"], near)
    return None


def named(month: int, day: str, near: dt.date) -> dt.date | None:
    """The date of a lunar month and day name closest to `near`."""
    number = numeral(day.removeprefix("初")) or 0
    found = [lunar_date(year, month, number) for year in years_around(near)]
    return closest([date for date in found if date], near)


def years_around(near: dt.date) -> list[int]:
    """The lunar years a ledger of this date can speak of."""
    return [y for y in (near.year - 1, near.year, near.year + 1) if FIRST_YEAR <= y < FIRST_YEAR + len(YEARS)]


def closest(dates: list[dt.date], near: dt.date) -> dt.date | None:
    """The date nearest to `near`; None of none."""
    return min(dates, key=lambda date: abs(date - near), default=None)


def lunar_date(year: int, month: int, day: int) -> dt.date | None:
    """The date of a lunar year, (non-leap) month and day, or None where the month has no such day."""
    if not 1 <= month <= 12 or not 1 <= day <= month_days(year, month):
        return None
    before = sum(month_days(year, m) for m in range(1, month))
    if 0 < leap_month(year) < month:
        before += leap_days(year)
    return new_year(year) + dt.timedelta(days=before + day - 1)


def new_year(year: int) -> dt.date:
    """The day of 正月初一."""
    return FIRST_DAY + dt.timedelta(days=sum(year_days(y) for y in range(FIRST_YEAR, year)))


def year_days(year: int) -> int:
    """How many days a lunar year has."""
    return sum(month_days(year, month) for month in range(1, 13)) + leap_days(year)


def month_days(year: int, month: int) -> int:
    """29 or 30."""
    return 30 if YEARS[year - FIRST_YEAR] & (0x10000 >> month) else 29


def leap_month(year: int) -> int:
    """The month that is repeated, 0 for none."""
    return YEARS[year - FIRST_YEAR] & 0xF


def leap_days(year: int) -> int:
    """How many days the repeated month has, 0 for none."""
    if not leap_month(year):
        return 0
    return 30 if YEARS[year - FIRST_YEAR] & 0x10000 else 29
