"""Addresses in one cell: every spelling of a dwelling is that dwelling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxian.register.ledger.addresses import Within, read_address, read_building, read_unit
from fangxian.register.ledger.places import Cursor, PlaceCells, PlaceColumns, entered, section_place
from fangxian.register.ledger.reading import DwellingKey

THREE_TWO_501 = DwellingKey("", "3", "2", "501")
BUILDING_SEVEN = Within(building="7", stated=True)


@pytest.mark.parametrize(
    "text",
    """3-2-501 3#2-501 3号楼2单元501室 003-02-0501 ３－２－５０１ 三号楼二单元501 3幢2门501 3栋2单元501 3.2.501
    3/2/501 3—2—501 3号楼-2单元-501室 3#楼2单元501 3号2单元501 3号2-501 3-2-501室 3-2-501户 3号楼2单元5楼501 3#-2-501
    3座2单元501 3号楼2-501
    3号楼,2单元,501 3号楼、2单元、501室 3号楼2单元501室(租) 3号楼2单元501(空置) 03020501 0302501 3_2_501 3#2#501
    3号居民楼2单元501""".split(),  # noqa: SIM905 (a table of spellings reads better so)
)
def test_one_dwelling_in_many_spellings(text: str) -> None:
    assert read_address(text) == THREE_TWO_501


@pytest.mark.parametrize(
    "text", ["3 2 501", "3 - 2 - 501", "3号楼 2单元 501室", " 3-2-501\n", "３号楼　２单元　５０１"]
)
def test_spaces_do_not_matter(text: str) -> None:
    assert read_address(text) == THREE_TWO_501


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12号", DwellingKey("", "12", "", "")),
        ("3栋501", DwellingKey("", "3", "", "501")),
        ("A座1203", DwellingKey("", "A", "", "1203")),
        ("A1203", DwellingKey("", "A", "", "1203")),
        ("B3-2-501", DwellingKey("", "B3", "2", "501")),
        ("东区3号楼2单元501", DwellingKey("东区", "3", "2", "501")),
        ("幸福路12号3-2-501", DwellingKey("幸福路12号", "3", "2", "501")),
        ("幸福路12号", DwellingKey("幸福路", "12", "", "")),
        ("12号院东户", DwellingKey("", "12", "", "东户")),
        ("12号院3号楼2单元501", DwellingKey("12号院", "3", "2", "501")),
        ("第三村民小组12号", DwellingKey("3组", "12", "", "")),
        ("3组12号", DwellingKey("3组", "12", "", "")),
        ("前村12号", DwellingKey("前村", "12", "", "")),
        ("1-3-2-501", DwellingKey("1", "3", "2", "501")),
        ("3号楼西单元301", DwellingKey("", "3", "西", "301")),
        ("3号楼2单元五楼东户", DwellingKey("", "3", "2", "5东户")),
        ("3-2-5东", DwellingKey("", "3", "2", "5东户")),
        ("3号楼2单元5层2号", DwellingKey("", "3", "2", "5-2")),
        ("3号楼地下室", DwellingKey("", "3", "", "地下室")),
        ("金色海岸3号楼1单元201", DwellingKey("金色海岸", "3", "1", "201")),
        ("海滨五路8号", DwellingKey("海滨五路", "8", "", "")),
        ("某省某某市某某区某某街道东苑小区3号楼1单元201", DwellingKey("东苑小区", "3", "1", "201")),
        ("二十三号楼一单元1201", DwellingKey("", "23", "1", "1201")),
        ("1-101", DwellingKey("", "1", "", "101")),
    ],
)
def test_addresses_of_other_kinds(text: str, expected: DwellingKey) -> None:
    assert read_address(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2单元501", DwellingKey("", "7", "2", "501")),
        ("2-501", DwellingKey("", "7", "2", "501")),
        ("501", DwellingKey("", "7", "", "501")),
        ("501室", DwellingKey("", "7", "", "501")),
        ("12号", DwellingKey("", "7", "", "12")),
        ("东户", DwellingKey("", "7", "", "东户")),
        ("7-2-501", DwellingKey("", "7", "2", "501")),
        ("9-2-501", DwellingKey("", "9", "2", "501")),
        ("7号楼501", DwellingKey("", "7", "", "501")),
    ],
)
def test_the_building_that_is_known_completes_the_address(text: str, expected: DwellingKey) -> None:
    assert read_address(text, within=BUILDING_SEVEN) == expected


def test_a_lone_number_is_a_house_unless_the_column_holds_rooms() -> None:
    assert read_address("12") == DwellingKey("", "12", "", "")
    assert read_address("501", within=Within(lone_room=True)) == DwellingKey("", "", "", "501")


@pytest.mark.parametrize(
    "text", ["", "八单元楼上", "楼上", "墙后面", "3号楼", "3栋2单元", "未知", "3号楼2单元楼上501", "门卫"]
)
def test_what_cannot_be_read_whole_is_not_read(text: str) -> None:
    assert read_address(text) is None


@pytest.mark.parametrize(
    ("text", "building"),
    [
        ("3号楼", "3"),
        ("3#", "3"),
        ("003", "3"),
        ("A座", "A"),
        ("三号楼", "3"),
        ("3", "3"),
        ("十二栋", "12"),
        ("3号", "3"),
    ],
)
def test_building_cells(text: str, building: str) -> None:
    said = read_building(text)
    assert said is not None
    assert said.building == building


@pytest.mark.parametrize(
    ("text", "unit"), [("2单元", "2"), ("二单元", "2"), ("02", "2"), ("东单元", "东"), ("二", "2")]
)
def test_unit_cells(text: str, unit: str) -> None:
    assert read_unit(text) == unit


@pytest.mark.parametrize(
    ("text", "building", "unit"),
    [
        ("3号楼住户登记表", "3", ""),
        ("3号楼", "3", ""),
        ("某社区12栋居民", "12", ""),
        ("3号楼2单元", "3", "2"),
        ("二单元", "", "2"),
    ],
)
def test_titles_say_which_building_follows(text: str, building: str, unit: str) -> None:
    section = section_place(text)
    assert section is not None
    assert (section.building, section.unit) == (building, unit)


@pytest.mark.parametrize("text", ["居民台账", "3-8号楼登记表", "1号楼和2号楼", "2020年2月3日", "Sheet1"])
def test_titles_that_name_no_single_building(text: str) -> None:
    assert section_place(text) is None


def test_a_unit_stays_inside_its_building_and_a_building_leaves_the_unit() -> None:
    third = entered(Within(), Within(building="3", stated=True))
    unit = entered(third, Within(unit="2"))
    assert (unit.building, unit.unit) == ("3", "2")
    assert entered(unit, Within(building="4", stated=True)).unit == ""


COLUMNS = PlaceColumns(building=True, unit=True, room=True, lone_room=True)


def walked(*rows: tuple[str, str, str]) -> list[str]:
    cursor = Cursor(COLUMNS)
    found = [cursor.place(PlaceCells(building=b, unit=u, room=r), starts_household=False) for b, u, r in rows]
    return ["-".join((k.building, k.unit, k.room)) if k else "?" for k in found]


def test_blank_cells_mean_the_same_as_above() -> None:
    rows = [("1", "1", "101"), ("", "", ""), ("", "", "102"), ("", "2", "101"), ("2", "1", "101"), ("", "", "")]
    assert walked(*rows) == ["1-1-101", "1-1-101", "1-1-102", "1-2-101", "2-1-101", "2-1-101"]


def test_a_building_without_units_does_not_inherit_one() -> None:
    assert walked(("1", "2", "101"), ("5", "", "301")) == ["1-2-101", "5--301"]


def test_a_first_row_without_a_place_has_none() -> None:
    assert walked(("", "", "")) == ["?"]


def test_a_unit_first_address_takes_the_building_of_the_row_above() -> None:
    cursor = Cursor(PlaceColumns(address=True))
    cursor.place(PlaceCells(address="3-2-501"), starts_household=True)
    assert cursor.place(PlaceCells(address="2单元502"), starts_household=True) == DwellingKey("", "3", "2", "502")


numbers = st.integers(1, 400).map(str)
units = st.integers(1, 12).map(str)
rooms = st.tuples(st.integers(1, 33), st.integers(1, 8)).map(lambda t: f"{t[0]}{t[1]:02d}")
SPELLINGS = (
    "{b}-{u}-{r}",
    "{b}#{u}-{r}",
    "{b}号楼{u}单元{r}室",
    "{b}号楼{u}单元{r}",
    "{b:0>3}-{u:0>2}-{r:0>4}",
    "{b}栋{u}单元{r}户",
    "{b}幢{u}门{r}",
    "{b} 号楼 {u} 单元 {r} 室",
    "{b}号-{u}单元-{r}",
    "{b}/{u}/{r}",
)
wide = str.maketrans("0123456789-#", "０１２３４５６７８９－＃")


@given(numbers, units, rooms, st.sampled_from(SPELLINGS), st.booleans())
def test_any_address_in_any_spelling_is_the_same_dwelling(b: str, u: str, r: str, spelling: str, full: bool) -> None:
    text = spelling.format(b=b, u=u, r=r)
    assert read_address(text.translate(wide) if full else text) == DwellingKey("", b, u, r)


@given(numbers, units, rooms)
def test_a_readable_key_written_out_reads_back(b: str, u: str, r: str) -> None:
    key = read_address(f"{b}-{u}-{r}")
    assert key is not None
    assert read_address(f"{key.building}号楼{key.unit}单元{key.room}") == key


@given(st.text(max_size=30))
def test_no_text_breaks_the_reader(text: str) -> None:
    read_address(text)
    read_address(text, within=BUILDING_SEVEN)
    section_place(text)
