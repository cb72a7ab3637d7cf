"""A line of the notebook is understood as the secretary means it, and never loses a character."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxian.tasks.rules.capture import Understood, understood
from fangxian.tasks.rules.places import Spot
from fangxian.tasks.rules.words import HEADING_OF, KEYWORDS, Heading, Kind

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2020, 2, 4, 16, 30, tzinfo=SHANGHAI)  # a Tuesday afternoon
SLOTS = {
    "early": (time(6), time(8)),
    "morning": (time(8), time(11, 30)),
    "noon": (time(11, 30), time(13, 30)),
    "afternoon": (time(13, 30), time(18)),
    "evening": (time(18), time(22)),
}
NAMES = ["张伟", "张伟民", "安宁", "Zhang Wei", "Li Na"]


def read(line: str, now: datetime = NOW) -> Understood:
    return understood(line, now=now, slots=SLOTS, names=NAMES)


def at(month: int, day: int, hour: int, minute: int = 0, year: int = 2020) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=SHANGHAI)


def test_the_line_of_the_essay() -> None:
    found = read("3号楼2单元 消毒 张伟 明早")
    assert found.place == Spot("3", "2")
    assert (found.kind, found.heading) == (Kind.DISINFECTION, Heading.HYGIENE)
    assert found.owner == "张伟"
    assert found.due is not None
    assert (found.due.at, found.due.slot) == (at(2, 5, 11, 30), "morning")
    assert [part.role for part in found.parts if part.text.strip()] == ["place", "kind", "owner", "due"]


def test_the_same_line_in_english() -> None:
    found = read("building 3 unit 2 disinfect Zhang Wei tomorrow morning")
    assert found.place == Spot("3", "2")
    assert found.kind is Kind.DISINFECTION
    assert found.owner == "Zhang Wei"
    assert found.due is not None
    assert (found.due.at, found.due.slot) == (at(2, 5, 11, 30), "morning")


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("3号楼2单元501室 送菜", Spot("3", "2", "501")),
        ("３号楼２单元 消毒", Spot("3", "2")),
        ("12栋 测温", Spot("12")),
        ("去3-2-501看看", Spot("3", "2", "501")),
        ("3#2单元", Spot("3", "2")),
        ("003号楼", Spot("3")),
        ("building 7 room 12", Spot("7", "", "12")),
        ("2020-02-05 的事", None),
        ("5号开会", None),
        ("村口", None),
    ],
)
def test_places_in_every_spelling(line: str, place: Spot | None) -> None:
    assert read(line).place == place


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("今天", at(2, 4, 22)),
        ("今晚", at(2, 4, 22)),
        ("明天", at(2, 5, 22)),
        ("明天上午", at(2, 5, 11, 30)),
        ("明晚", at(2, 5, 22)),
        ("后天下午", at(2, 6, 18)),
        ("大后天", at(2, 7, 22)),
        ("周三", at(2, 5, 22)),
        ("周二", at(2, 4, 22)),
        ("星期天上午", at(2, 9, 11, 30)),
        ("下周三", at(2, 12, 22)),
        ("2月5日", at(2, 5, 22)),
        ("2月5号下午3点", at(2, 5, 15)),
        ("1月20日", at(1, 20, 22)),
        ("6日", at(2, 6, 22)),
        ("3号", at(3, 3, 22)),
        ("明天下午3点", at(2, 5, 15)),
        ("明天下午3点半", at(2, 5, 15, 30)),
        ("明天8点20分", at(2, 5, 8, 20)),
        ("明天3点", at(2, 5, 15)),
        ("明天03:00", at(2, 5, 3)),
        ("晚上8点", at(2, 4, 20)),
        ("下午3点", at(2, 5, 15)),
        ("17:30", at(2, 4, 17, 30)),
        ("tomorrow at 9am", at(2, 5, 9)),
        ("today 5:45 pm", at(2, 4, 17, 45)),
        ("next wednesday", at(2, 12, 22)),
        ("Friday afternoon", at(2, 7, 18)),
        ("5 Feb", at(2, 5, 22)),
        ("February 6 in the morning", at(2, 6, 11, 30)),
        ("tonight", at(2, 4, 22)),
    ],
)
def test_days_and_times_as_people_write_them(words: str, moment: datetime) -> None:
    due = read(f"送菜 {words}").due
    assert due is not None
    assert due.at == moment


@pytest.mark.parametrize("line", ["2月31日 开会", "25点", "13月1日", "31日", "送菜", ""])
def test_an_impossible_or_absent_day_is_no_due_time(line: str) -> None:
    assert read(line).due is None
    assert read(line).line == line


def test_in_december_january_is_next_year() -> None:
    due = read("1月5日 走访", datetime(2020, 12, 20, 9, tzinfo=SHANGHAI)).due
    assert due is not None
    assert due.at == at(1, 5, 22, year=2021)


def test_a_bare_time_that_has_passed_means_tomorrow() -> None:
    due = read("上午9点 开会").due
    assert due is not None
    assert due.at == at(2, 5, 9)


@pytest.mark.parametrize(
    ("line", "kind", "heading"),
    [
        ("摸排外来户", Kind.SCREENING, Heading.SCREENING),
        ("给老李量体温", Kind.TEMPERATURE, Heading.SCREENING),
        ("检查站搭帐篷", Kind.GATE, Heading.CHECKPOINT),
        ("出入口夜里缺人", Kind.GATE, Heading.CHECKPOINT),
        ("大喇叭再播一遍", Kind.NOTICE, Heading.GUIDANCE),
        ("和7号楼王大爷谈心", Kind.COMFORT, Heading.GUIDANCE),
        ("党员带头清扫楼道", Kind.PARTY, Heading.PARTY),
        ("清理垃圾", Kind.CLEANING, Heading.HYGIENE),
        ("买药", Kind.DELIVERY, Heading.OTHER),
        ("口罩还剩几天", Kind.SUPPLIES, Heading.OTHER),
        ("鞋底断了", Kind.OTHER, Heading.OTHER),
        ("print leaflets", Kind.NOTICE, Heading.GUIDANCE),
    ],
)
def test_the_first_telling_word_gives_kind_and_heading(line: str, kind: Kind, heading: Heading) -> None:
    assert (read(line).kind, read(line).heading) == (kind, heading)


@pytest.mark.parametrize(
    ("line", "owner", "unknown"),
    [
        ("张伟民 值班", "张伟民", ()),
        ("@张伟 值班", "张伟", ()),
        ("安宁和张伟 走访", "安宁", ()),
        ("王小明 值班", "", ("王小明",)),
        ("@老六 值班", "", ("老六",)),
        ("消毒 高标准", "", ("高标准",)),
        ("张伟 王小明 值班", "张伟", ("王小明",)),
        ("值班", "", ()),
        ("li na duty", "Li Na", ()),
    ],
)
def test_known_names_own_and_unknown_names_are_flagged(line: str, owner: str, unknown: tuple[str, ...]) -> None:
    found = read(line)
    assert (found.owner, found.unknown_names) == (owner, unknown)


PIECES = st.sampled_from(
    [
        "3号楼",
        "2单元",
        "消毒",
        "张伟",
        "明早",
        "下午3点",
        "2月31日",
        "@",
        "  ",
        "，",
        "周三",
        "25:99",
        "0点",
        "㈠",
        "ß",
        "ﬁ",
    ]
)


@given(st.lists(PIECES | st.text(max_size=6), max_size=12).map("".join))
def test_whatever_is_written_nothing_is_lost(line: str) -> None:
    found = read(line)
    assert found.line == line
    assert "".join(part.text for part in found.parts) == line


@given(st.text(max_size=40), st.datetimes(timezones=st.just(SHANGHAI)))
def test_any_text_at_any_time_is_read_without_a_fault(line: str, moment: datetime) -> None:
    found = read(line, moment)
    assert found.heading is HEADING_OF[found.kind]


@given(st.integers(1, 999), st.integers(1, 9), st.sampled_from(sorted(KEYWORDS)))
def test_place_kind_and_owner_survive_any_order(building: int, unit: int, kind: Kind) -> None:
    words = [f"{building}号楼{unit}单元", KEYWORDS[kind][0], "张伟", "明天"]
    for order in (words, words[::-1], [words[2], *words[:2], words[3]]):
        found = read(" ".join(order))
        assert found.place == Spot(str(building), str(unit))
        assert (found.kind, found.owner) == (kind, "张伟")
        assert found.due is not None


def test_every_kind_but_other_has_its_words_and_a_heading() -> None:
    assert set(KEYWORDS) == set(Kind) - {Kind.OTHER}
    assert set(HEADING_OF) == set(Kind)
    assert set(HEADING_OF.values()) == set(Heading)
