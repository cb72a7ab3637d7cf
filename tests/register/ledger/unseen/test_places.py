"""Where people live, as it stands in cells, sheets and titles."""

from __future__ import annotations

import openpyxl
import pytest

from fangxian.register.ledger.addresses import Within, read_address
from fangxian.register.ledger.reading import DwellingKey
from tests.register.ledger.ledgers import citizen_id, phone, read, read_rows, saved, workbook
from tests.register.ledger.unseen.expected import expect


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("12号-1", DwellingKey("", "12", "", "1")),
        ("12号院1户", DwellingKey("", "12", "", "1")),
        ("甲3号", DwellingKey("", "甲3", "", "")),
        ("东街甲3号", DwellingKey("东街", "甲3", "", "")),
        ("东街12号", DwellingKey("东街", "12", "", "")),
        ("东街12号-1", DwellingKey("东街", "12", "", "1")),
        ("3排5号", DwellingKey("3排", "5", "", "")),
        ("第三排5号", DwellingKey("3排", "5", "", "")),
        ("三排五号", DwellingKey("3排", "5", "", "")),
        ("一组12号", DwellingKey("1组", "12", "", "")),
        ("第十一村民小组12号", DwellingKey("11组", "12", "", "")),
        ("2组3排5号", DwellingKey("2组3排", "5", "", "")),
        ("岚前村12号", DwellingKey("岚前村", "12", "", "")),
        ("三胡同8号", DwellingKey("3胡同", "8", "", "")),
        ("海州路与沿海路交叉口12号", DwellingKey("海州路与沿海路交叉口", "12", "", "")),
        ("3号楼1单元地下室", DwellingKey("", "3", "1", "地下室")),
        ("3号楼车库12", DwellingKey("", "3", "", "车库12")),
        ("3#商铺5", DwellingKey("", "3", "", "商铺5")),
        ("3号楼沿街商铺5号", DwellingKey("", "3", "", "沿街商铺5")),
        ("3号楼门面2", DwellingKey("", "3", "", "门面2")),
        ("3号楼负一层2", DwellingKey("", "3", "", "负1-2")),
        ("3-2-501A", DwellingKey("", "3", "2", "501A")),
        ("3-2-501-1", DwellingKey("", "3", "2", "501-1")),
        ("A3-2-501", DwellingKey("", "A3", "2", "501")),
        ("3号楼二单元五楼西户", DwellingKey("", "3", "2", "5西户")),
        ("3号楼2单元501(西户)", DwellingKey("", "3", "2", "501")),
        ("3号楼2单元5层501", DwellingKey("", "3", "2", "501")),
        ("3号楼2单元0501", DwellingKey("", "3", "2", "501")),
        ("3栋二单元 501 室 租户", DwellingKey("", "3", "2", "501")),
        ("3-2-501室租", DwellingKey("", "3", "2", "501")),
        ("安东花园小区3-2-501", DwellingKey("安东花园小区", "3", "2", "501")),
        ("安东花园一期3-2-501", DwellingKey("安东花园1期", "3", "2", "501")),
        ("3号楼2单元五〇一室", DwellingKey("", "3", "2", "501")),
        ("3-2单元-501", DwellingKey("", "3", "2", "501")),
        ("3号楼2501", DwellingKey("", "3", "", "2501")),
        ("门牌12号", DwellingKey("", "12", "", "")),
        ("No.12", DwellingKey("", "12", "", "")),
    ],
)
def test_addresses_of_villages_and_shops(text: str, key: DwellingKey) -> None:
    assert read_address(text) == key


@pytest.mark.parametrize(
    "text",
    ["3号楼2单元501、502", "3-2-501/502", "3号楼501或502", "3-2-?", "村东头", "12号后面", "3号楼顶楼", "1-2号楼"],
)
def test_an_address_of_two_doors_or_none_is_left_to_a_person(text: str) -> None:
    assert read_address(text) is None


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("商铺5", DwellingKey("", "7", "", "商铺5")),
        ("3", DwellingKey("", "7", "", "3")),
        ("车库-12", DwellingKey("", "7", "", "车库12")),
        ("二单元五〇一", DwellingKey("", "7", "2", "501")),
        ("2—501", DwellingKey("", "7", "2", "501")),
        ("2单元一楼东", DwellingKey("", "7", "2", "1东户")),
    ],
)
def test_doors_in_a_known_building(text: str, key: DwellingKey) -> None:
    assert read_address(text, within=Within(building="7", stated=True)) == key


def test_building_unit_floor_and_door_in_four_cells() -> None:
    rows = [
        ("楼栋", "单元", "楼层", "室", "姓名"),
        ("3号楼", "2单元", "5层", "01", "王伟"),
        ("3号楼", "2单元", "5层", "501", "李芳"),
        ("3号楼", "2单元", "5", "东户", "张强"),
        ("3号楼", "2单元", "六楼", "2", "刘敏"),
    ]
    expect(read_rows(*rows), homes=["3-2-5-1", "3-2-501", "3-2-5东户", "3-2-6-2"], residents=4, buildings=1)


def test_a_building_cell_merged_over_unit_addresses() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["楼号", "单元房号", "姓名"],
        ["3号楼", "2单元501", "王伟"],
        [None, "2-502", "李芳"],
        [None, "二单元601室", "张强"],
        ["5号楼", "1单元101", "刘敏"],
    ):
        sheet.append(row)
    sheet.merge_cells("A2:A4")
    expect(read(saved(book)), homes=["3-2-501", "3-2-502", "3-2-601", "5-1-101"], buildings=2)


def test_two_natural_villages_with_groups_keep_houses_of_one_number_apart() -> None:
    rows = [
        ("自然村", "组", "门牌号", "姓名"),
        ("前村", "一组", "12号", "王伟"),
        ("前村", "二组", "12号", "李芳"),
        ("后村", "一组", "12号", "张强"),
    ]
    expect(
        read_rows(*rows),
        households=3,
        buildings=3,
        homes=["前村1组-12", "前村2组-12", "后村1组-12"],
    )


def test_a_column_with_two_village_names_keeps_their_houses_apart() -> None:
    rows = [("村名", "门牌号", "姓名"), ("前村", 12, "王伟"), ("后村", 12, "李芳"), ("后村", 13, "张强")]
    expect(read_rows(*rows), households=3, buildings=3, homes=["前村-12", "后村-12", "后村-13"])


def test_a_column_that_always_names_the_same_community_adds_nothing() -> None:
    rows = [
        ("街道", "社区", "楼栋", "房号", "姓名"),
        ("安东卫街道", "某社区", 3, "2-501", "王伟"),
        ("安东卫街道", "某社区", 3, "2-502", "李芳"),
    ]
    expect(read_rows(*rows), homes=["3-2-501", "3-2-502"], columns_ignored=[])


def test_courtyards_with_several_families() -> None:
    rows = [
        ("门牌号", "姓名", "与户主关系"),
        ("12号-1", "王伟", "户主"),
        ("12号-2", "李芳", "户主"),
        ("甲3号", "张强", "户主"),
        ("12号", "刘敏", "户主"),
    ]
    expect(read_rows(*rows), households=4, dwellings=4, buildings=2, homes=["12-1", "12-2", "甲3", "12"])


def test_shops_garages_and_basements_are_dwellings_too() -> None:
    rows = [
        ("楼号", "房号", "姓名"),
        ("3号楼", "商铺1", "王伟"),
        ("3号楼", "车库12", "李芳"),
        ("3号楼", "地下室", "张强"),
        ("门面房", "5号", "刘敏"),
    ]
    expect(read_rows(*rows), dwellings=4, homes=["3-商铺1", "3-车库12", "3-地下室", "门面房-5"])


def test_empty_dwellings_in_all_words_are_dwellings_without_people() -> None:
    rows = [
        ("房号", "姓名", "电话", "备注"),
        ("3-1-101", "王伟", phone(1), ""),
        ("3-1-102", "空置", "", ""),
        ("3-1-201", "无人居住", "", ""),
        ("3-1-202", "", "", "空置"),
        ("3-1-301", "(空房)", "", ""),
        ("3-1-302", "待出租", "", ""),
        ("3-1-402", "/", "", ""),
        ("3-1-501", "无", "", "长期无人"),
    ]
    expect(read_rows(*rows), residents=1, households=1, dwellings=8, buildings=1)


def test_a_rented_dwelling_with_nobody_named_is_not_empty() -> None:
    rows = [("房号", "姓名"), ("3-1-101", "王伟"), ("3-1-102", "出租"), ("3-1-103", "租户")]
    expect(read_rows(*rows), residents=1, problems=[(3, "missing_name"), (4, "missing_name")], unplaced=[3, 4])


def test_an_owner_of_an_empty_dwelling_who_can_be_called_is_kept() -> None:
    rows = [
        ("房号", "业主姓名", "电话", "居住情况"),
        ("3-1-101", "王伟", phone(1), "自住"),
        ("3-1-102", "李芳", phone(2), "空置"),
    ]
    expect(read_rows(*rows), residents=2, dwellings=2, names=["王伟", "李芳"])


def test_a_row_whose_address_names_no_door_waits_and_the_next_is_read() -> None:
    rows = [
        ("住址", "姓名", "身份证号"),
        ("3-2-501", "王伟", citizen_id(1)),
        ("村东头", "李芳", citizen_id(2)),
        ("3-2-502", "张强", citizen_id(3)),
    ]
    expect(read_rows(*rows), residents=2, problems=[(3, "address_unparsed")], unplaced=[3])


def test_buildings_by_the_sheets_name_with_village_words() -> None:
    header = ("室", "姓名")
    reading = read(
        workbook(
            **{"3#": [header, ("2-501", "王伟")], "5栋": [header, ("1-101", "李芳")], "A座": [header, ("1203", "张强")]}
        )
    )
    expect(reading, homes=["3-2-501", "5-1-101", "A-1203"], buildings=3)


def test_a_sheet_named_by_a_bare_number_is_a_building_where_rows_name_none() -> None:
    header = ("单元", "房号", "姓名")
    reading = read(workbook(**{"3": [header, (2, 501, "王伟")], "5": [header, (1, 101, "李芳")]}))
    expect(reading, homes=["3-2-501", "5-1-101"], buildings=2)


def test_the_compound_in_one_column_and_the_house_in_another() -> None:
    rows = [
        ("小区名称", "楼号", "单元", "房间号", "姓名"),
        ("东苑", "1", "1", "101", "王伟"),
        ("西苑", "1", "1", "101", "李芳"),
        ("", "1", "1", "102", "张强"),
    ]
    expect(read_rows(*rows), dwellings=3, buildings=2, homes=["东苑-1-1-101", "西苑-1-1-101", "西苑-1-1-102"])
