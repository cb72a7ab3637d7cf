"""Identity numbers, phones, dates and texts, as they stand in cells."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fangxian.register.ledger.dates import read_birth_date, read_past_date
from fangxian.register.ledger.identity import birth_date, check_character, is_valid, read_citizen_id, sex_of, upgrade
from fangxian.register.ledger.lunar import FIRST_YEAR, YEARS, lunar_date, new_year
from fangxian.register.ledger.phones import read_phones
from fangxian.register.ledger.reading import Cell, Code
from fangxian.register.ledger.text import clean, letter, numeral
from tests.register.ledger.ledgers import citizen_id

LEDGER_DATE = dt.date(2020, 2, 3)
GOOD = citizen_id(7)


def test_the_standards_own_example_ends_in_x() -> None:
    assert check_character("34052419800101001") == "X"


@pytest.mark.parametrize(
    "cell",
    [GOOD, f" {GOOD} ", f"'{GOOD}", f'="{GOOD}"', f"{GOOD[:6]} {GOOD[6:14]} {GOOD[14:]}", f"\t{GOOD}", f"\ufeff{GOOD}",
     f"{GOOD[:6]}-{GOOD[6:]}", f"{GOOD}(本人)", GOOD.translate(str.maketrans("0123456789", "０１２３４５６７８９"))],
)  # fmt: skip
def test_an_identity_number_in_any_dress(cell: str) -> None:
    assert read_citizen_id(cell).number == GOOD


def test_a_small_x_is_an_x() -> None:
    assert read_citizen_id("34052419800101001x").number == "34052419800101001X"


def test_a_number_from_before_1999_is_brought_up_to_date() -> None:
    old = "371199760503333"
    for cell in (old, float(old), int(old)):
        found = read_citizen_id(cell).number
        assert found == upgrade(old)
        assert found is not None
        assert birth_date(found) == dt.date(1976, 5, 3)


@pytest.mark.parametrize(
    "cell",
    [
        371199199405240000.0,
        3.7119919940524e17,
        "3.71199E+17",
        "3.71199199405240E+17",
        "371199199405240000",
        371199199405240000,
    ],
)
def test_what_excel_rounded_is_lost(cell: Cell) -> None:
    assert read_citizen_id(cell).problem is Code.ID_PRECISION_LOST


@pytest.mark.parametrize("cell", ["37119919940524003", "371199199413240031", "abc", "1234", "371199********3336"])
def test_what_is_no_number_is_said_so(cell: str) -> None:
    assert read_citizen_id(cell).problem is Code.ID_CHECKSUM


@pytest.mark.parametrize("cell", ["", None, "无", "/", "—", "不详", "#N/A"])
def test_nothing_is_no_problem(cell: Cell) -> None:
    found = read_citizen_id(cell)
    assert (found.number, found.document, found.problem) == (None, None, None)


@pytest.mark.parametrize("cell", ["E12345678", "h1234567801", "EA1234567"])
def test_other_documents_are_kept(cell: str) -> None:
    assert read_citizen_id(cell).document == cell.upper()


births = st.dates(dt.date(1900, 1, 1), dt.date(2020, 2, 1))
ids = st.builds(lambda born, n: citizen_id(n, born=born.strftime("%Y%m%d")), births, st.integers(0, 999))


@given(ids, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(number: str, at: int, by: int) -> None:
    wrong = number[:at] + str((int(number[at]) + by) % 10) + number[at + 1 :]
    assert not is_valid(wrong)


@given(ids, st.integers(0, 15))
def test_two_neighbouring_digits_exchanged_are_always_noticed(number: str, at: int) -> None:
    assume(number[at] != number[at + 1])
    assert not is_valid(number[:at] + number[at + 1] + number[at] + number[at + 2 :])


@given(births, st.integers(0, 999))
def test_birth_date_and_sex_come_out_of_the_number(born: dt.date, n: int) -> None:
    number = citizen_id(n, born=born.strftime("%Y%m%d"))
    assert birth_date(number) == born
    assert sex_of(number) == ("male" if n % 2 else "female")


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("15266207212", ["15266207212"]),
        (15266207212.0, ["15266207212"]),
        ("15266207212.0", ["15266207212"]),
        (15266207212, ["15266207212"]),
        ("+86 152 6620 7212", ["15266207212"]),
        ("+8615266207212", ["15266207212"]),
        ("086-15266207212", ["15266207212"]),
        ("0086 15266207212", ["15266207212"]),
        ("152-6620-7212", ["15266207212"]),
        ("１５２６６２０７２１２", ["15266207212"]),
        ("'15266207212", ["15266207212"]),
        ("0633-2611234", ["06332611234"]),
        ("(0633)2611234", ["06332611234"]),
        ("06332611234", ["06332611234"]),
        ("010-62611234", ["01062611234"]),
        ("2611234", ["2611234"]),
        ("15266207212/13800000001", ["15266207212", "13800000001"]),
        ("15266207212、13800000001", ["15266207212", "13800000001"]),
        ("15266207212 13800000001", ["15266207212", "13800000001"]),
        ("15266207212\n0633-2611234", ["15266207212", "06332611234"]),
        ("1526620721213800000001", ["15266207212", "13800000001"]),
        ("15266207212(妻)", ["15266207212"]),
        ("无", []),
        ("", []),
        (0.0, []),
    ],
)
def test_phones_as_people_write_them(cell: Cell, numbers: list[str]) -> None:
    found = read_phones(cell)
    assert list(found.numbers) == numbers
    assert found.damaged == ()


@pytest.mark.parametrize("cell", ["1823078176", "152662072123", "12345678901", "138", "同户主电话簿"])
def test_numbers_nobody_can_dial(cell: Cell) -> None:
    found = read_phones(cell)
    assert found.numbers == ()
    assert len(found.damaged) == 1


def test_a_good_number_survives_beside_a_bad_one() -> None:
    found = read_phones("15266207212/1823078")
    assert found.numbers == ("15266207212",)
    assert found.damaged == ("1823078",)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("1987年06月16日", dt.date(1987, 6, 16)),
        ("1993.12.17", dt.date(1993, 12, 17)),
        ("1976-05-03", dt.date(1976, 5, 3)),
        ("1976/5/3", dt.date(1976, 5, 3)),
        ("19760503", dt.date(1976, 5, 3)),
        (19760503.0, dt.date(1976, 5, 3)),
        ("2020-02-03 08:30:00", LEDGER_DATE),
        ("2020-02-03T00:00:00", LEDGER_DATE),
        ("2020年2月3日下午", LEDGER_DATE),
        ("20.2.3", LEDGER_DATE),
        ("2月3日", LEDGER_DATE),
        ("2.3", LEDGER_DATE),
        (2.3, LEDGER_DATE),
        ("2/3", LEDGER_DATE),
        ("2月3号", LEDGER_DATE),
        ("二月三日", LEDGER_DATE),
        ("２月３日", LEDGER_DATE),
        ("二〇二〇年二月三日", LEDGER_DATE),
        ("二零二零年二月十三日", dt.date(2020, 2, 13)),
        (43864.0, LEDGER_DATE),
        (dt.datetime.combine(LEDGER_DATE, dt.time(8, 30)), LEDGER_DATE),
        (LEDGER_DATE, LEDGER_DATE),
        ("12月28日", dt.date(2019, 12, 28)),
        ("正月初二", dt.date(2020, 1, 26)),
        ("大年初一", dt.date(2020, 1, 25)),
        ("初五", dt.date(2020, 1, 29)),
        ("除夕", dt.date(2020, 1, 24)),
        ("腊月廿八", dt.date(2020, 1, 22)),
        ("农历正月十五", dt.date(2020, 2, 8)),
        ("2020年正月初二", dt.date(2020, 1, 26)),
        ("昨天", None),
        ("2020.13.45", None),
        ("腊月卅一", None),
        ("", None),
    ],
)
def test_dates_in_every_spelling(cell: Cell, expected: dt.date | None) -> None:
    assert read_past_date(cell, ledger_date=LEDGER_DATE) == expected


def test_a_date_without_a_year_needs_the_ledgers_own() -> None:
    assert read_past_date("2月3日", ledger_date=None) is None
    assert read_past_date("正月初二", ledger_date=None) is None


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("1987年6月", dt.date(1987, 6, 1)),
        ("198706", dt.date(1987, 6, 1)),
        ("1987.06", dt.date(1987, 6, 1)),
        ("870616", dt.date(1987, 6, 16)),
        ("87.6.16", dt.date(1987, 6, 16)),
        ("25.6.16", dt.date(1925, 6, 16)),
        ("2031-01-01", None),
        ("1500-01-01", None),
        ("6月16日", None),
    ],
)
def test_birth_dates(cell: Cell, expected: dt.date | None) -> None:
    assert read_birth_date(cell, ledger_date=LEDGER_DATE) == expected


DATE_SPELLINGS = (
    "{0.year}年{0.month}月{0.day}日",
    "{0.year}.{0.month}.{0.day}",
    "{0:%Y-%m-%d}",
    "{0:%Y%m%d}",
    "{0.year}/{0.month}/{0.day}",
)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2090, 1, 1)), st.sampled_from(DATE_SPELLINGS))
def test_any_date_written_out_reads_back(date: dt.date, spelling: str) -> None:
    assert read_past_date(spelling.format(date), ledger_date=None) == date


@given(st.dates(LEDGER_DATE - dt.timedelta(days=150), LEDGER_DATE + dt.timedelta(days=150)))
def test_a_date_near_the_ledgers_own_needs_no_year(date: dt.date) -> None:
    assert read_past_date(f"{date.month}月{date.day}日", ledger_date=LEDGER_DATE) == date


@pytest.mark.parametrize(
    ("year", "day"),
    [(2001, "2001-01-24"), (2008, "2008-02-07"), (2019, "2019-02-05"), (2020, "2020-01-25"), (2021, "2021-02-12"),
     (2022, "2022-02-01"), (2023, "2023-01-22"), (2024, "2024-02-10"), (2025, "2025-01-29"), (2026, "2026-02-17")],
)  # fmt: skip
def test_the_lunar_new_year_falls_where_the_almanac_says(year: int, day: str) -> None:
    assert new_year(year).isoformat() == day


def test_every_lunar_month_follows_the_one_before() -> None:
    for year in range(FIRST_YEAR, FIRST_YEAR + len(YEARS) - 1):
        last = lunar_date(year, 12, 30) or lunar_date(year, 12, 29)
        assert last is not None
        assert last + dt.timedelta(days=1) == new_year(year + 1)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        ("十二", 12),
        ("二十三", 23),
        ("廿八", 28),
        ("一百零二", 102),
        ("二〇二〇", 2020),
        ("十", 10),
        ("张三", None),
        ("", None),
    ],
)
def test_numerals(text: str, number: int | None) -> None:
    assert numeral(text) == number


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('="371"', "371"),
        ("'007", "007"),
        ("\u200b王伟\xa0", "王伟"),
        (3.0, "3"),
        (2.26, "2.26"),
        (True, "是"),
        (None, ""),
        ("（租）", "(租)"),
    ],
)
def test_cells_as_a_person_reads_them(cell: Cell, text: str) -> None:
    assert clean(cell) == text


def test_columns_have_the_letters_the_spreadsheet_shows() -> None:
    assert [letter(i) for i in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


@given(st.one_of(st.text(max_size=40), st.floats(), st.integers(), st.dates(), st.none(), st.booleans()))
def test_no_cell_breaks_a_reader(cell: Cell) -> None:
    read_citizen_id(cell)
    read_phones(cell)
    read_past_date(cell, ledger_date=LEDGER_DATE)
    read_birth_date(cell, ledger_date=None)
