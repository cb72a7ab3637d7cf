"""A page of the paper book is read in any hand, and no line is lost."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from fangxian.gates.rules import Kind, Way, Written, read_book

ZONE = ZoneInfo("Asia/Shanghai")
DAY = date(2020, 2, 8)
LATEST = datetime(2020, 2, 20, tzinfo=ZONE)


def read(text: str) -> list[Written]:
    return read_book(text, on=DAY, zone=ZONE, latest=LATEST)


@pytest.mark.parametrize("clock", ["7:05", "07:05", "7:05", "7点05", "7点05分", "0705", "7.05", "7h05"])
def test_a_time_is_a_time_in_any_hand(clock: str) -> None:
    (line,) = read(f"{clock} 出 李青 36.5")
    assert line.at == datetime(2020, 2, 8, 7, 5, tzinfo=ZONE) and line.problem == ""
    assert (line.way, line.who, line.temperature) == (Way.OUT, "李青", Decimal("36.5"))


def test_separators_and_order_do_not_matter() -> None:
    (line,) = read("8:00,李青、36.4℃;外出 看病")
    assert (line.way, line.who, line.temperature, line.note) == (Way.OUT, "李青", Decimal("36.4"), "看病")


def test_a_car_with_three_persons() -> None:
    (line,) = read("8:30 进 鲁L12345 3人 王师傅")
    assert (line.kind, line.plate, line.persons, line.who) == (Kind.VEHICLE, "鲁L12345", 3, "王师傅")


def test_twelve_sheep_are_turned_back() -> None:
    (line,) = read("9:10 进 12只 羊群 劝返")
    assert (line.kind, line.animals, line.persons, line.turned_back) == (Kind.ANIMAL, 12, 0, True)


def test_after_midnight_is_the_next_day() -> None:
    late, early = read("23:50 出 李青\n00:10 进 李青")
    assert (late.at, early.at) == (
        datetime(2020, 2, 8, 23, 50, tzinfo=ZONE), datetime(2020, 2, 9, 0, 10, tzinfo=ZONE),
    )  # fmt: skip


def test_a_small_step_back_is_the_same_day() -> None:
    assert [line.at.day for line in read("9:10 出 甲\n9:05 出 乙") if line.at] == [8, 8]


@pytest.mark.parametrize(
    ("text", "problem"),
    [("李青 出", "no_time"), ("25:00 出 李青", "no_time"), ("7:00 李青", "no_way"), ("7:00 出", "nobody")],
)
def test_what_cannot_be_placed_is_said_by_line(text: str, problem: str) -> None:
    (line,) = read(text)
    assert (line.problem, line.line.text) == (problem, text)


def test_a_time_that_has_not_come_is_a_problem_and_not_moved() -> None:
    (line,) = read_book("7:00 出 李青", on=DAY, zone=ZONE, latest=datetime(2020, 2, 8, 6, tzinfo=ZONE))
    assert line.problem == "in_the_future"


@given(some.lists(some.text(max_size=40), max_size=12))
def test_every_written_line_comes_back_once_with_its_own_words(raw: list[str]) -> None:
    text = "\n".join(raw)
    wanted = [row.strip() for row in text.splitlines()]
    for line in read(text):
        assert wanted[line.line.number - 1] == line.line.text
    assert len({line.line.number for line in read(text)}) == len(read(text))
