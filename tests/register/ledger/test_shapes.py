"""Ledgers of many shapes: whatever stands around and inside the table, the same people come out."""

from __future__ import annotations

import csv
import datetime as dt
import io

import openpyxl
import pytest

from fangxian.register.ledger import Code, LedgerUnreadable, Reading, read_ledger
from tests.register.ledger.ledgers import (
    Neighbour,
    citizen_id,
    codes,
    homes,
    neighbours,
    phone,
    read,
    read_rows,
    saved,
    workbook,
)

PEOPLE = neighbours()
HEADER = ("住址", "姓名", "与户主关系", "身份证号", "联系电话")


def line(person: Neighbour) -> tuple[str, ...]:
    return (person.home, person.name, person.relation, person.citizen_id, person.phone)


def assert_everybody(reading: Reading) -> None:
    """All neighbours, in their own homes, with their own numbers, and nothing to complain about."""
    assert [p.name for p in reading.people] == [p.name for p in PEOPLE]
    assert [p.citizen_id for p in reading.people] == [p.citizen_id for p in PEOPLE]
    assert [p.phones for p in reading.people] == [(p.phone,) for p in PEOPLE]
    assert homes(reading) == [p.home for p in PEOPLE]
    assert (reading.households, reading.buildings) == (16, 2)
    assert reading.problems == ()
    assert reading.unplaced == ()


def test_a_plain_table() -> None:
    assert_everybody(read_rows(HEADER, *map(line, PEOPLE)))


def test_titles_and_reporting_lines_above_the_header() -> None:
    reading = read_rows(
        ("某社区居民信息摸底台账",),
        ("填报单位:某社区居委会", None, None, "填报时间:2020年2月3日"),
        (),
        HEADER,
        *map(line, PEOPLE),
        ("合计", "共32人"),
        (),
        ("填表人:王某", None, "审核人:李某", "联系电话:0633-2611234"),
    )
    assert_everybody(reading)
    assert reading.ledger_date == dt.date(2020, 2, 3)


def test_a_header_of_two_merged_rows_and_merged_homes() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["居民台账"])
    sheet.append(["序号", "住址", None, None, "基本信息", None, None, None])
    sheet.append([None, "楼号", "单元", "室", "姓名", "与户主关系", "身份证号", "联系电话"])
    for at, p in enumerate(PEOPLE):
        home = (p.building, p.unit, p.room) if p.head else (None, None, None)
        sheet.append([at + 1, *home, p.name, p.relation, p.citizen_id, p.phone])
    for cells in ("A1:H1", "A2:A3", "B2:D2", "E2:H2"):
        sheet.merge_cells(cells)
    for row in range(4, 4 + len(PEOPLE), 2):
        for column in "BCD":
            sheet.merge_cells(f"{column}{row}:{column}{row + 1}")
    assert_everybody(read(saved(book)))


def test_a_header_of_three_rows_saved_as_csv_without_merged_cells() -> None:
    rows: list[tuple[object, ...]] = [
        ("某村返乡人员登记表", "", "", "", "", "", "", ""),
        ("序号", "居住情况", "", "", "人员信息", "", "", ""),
        ("", "住址", "", "", "姓名", "身份信息", "", "联系方式"),
        ("", "楼", "单元", "户", "", "与户主关系", "证件号码", ""),
    ]
    rows += [(i, p.building, p.unit, p.room, p.name, p.relation, p.citizen_id, p.phone) for i, p in enumerate(PEOPLE)]
    assert_everybody(read(as_csv(rows).encode("gb18030"), filename="台账.csv"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "，"])
def test_csv_in_every_encoding_and_with_every_delimiter(encoding: str, delimiter: str) -> None:
    data = as_csv([HEADER, *map(line, PEOPLE)], delimiter=delimiter).encode(encoding)
    assert_everybody(read(data, filename="台账.csv"))


def test_a_page_saved_as_xls_is_read_with_its_spans() -> None:
    rows = "".join(
        f"<tr>{f'<td rowspan=2>{p.home}</td>' if p.head else ''}<td>{p.name}</td><td>{p.relation}</td>"
        f"<td>{p.citizen_id}</td><td>{p.phone}</td></tr>"
        for p in PEOPLE
    )
    page = f"<html><table><tr><td>住址</td><th>姓名<th>关系</th><td>证件号</td><td>手机</td></tr>{rows}</table></html>"
    assert_everybody(read(page.encode("gb18030"), filename="台账.xls"))


def test_one_sheet_per_building_with_instructions_before_and_a_summary_behind() -> None:
    header = ("门牌", "姓名", "与户主关系", "公民身份号码", "手机号码")
    sheets: dict[str, list[tuple[object, ...]]] = {
        "填表说明": [("一、本表由楼长填写",), ("二、身份证号请设置为文本格式,姓名与身份证一致",)],
        **{
            f"{b}号楼": [
                (f"{b}号楼住户登记表",),
                header,
                *((f"{p.unit}单元{p.room}", *line(p)[1:]) for p in PEOPLE if p.building == b),
            ]
            for b in (1, 2)
        },
        "汇总": [("楼号", "户数", "人数"), ("1号楼", 8, 16), ("2号楼", 8, 16)],
    }
    reading = read(workbook(**sheets))
    assert_everybody(reading)
    assert [s.name for s in reading.sheets] == ["1号楼", "2号楼"]


def test_buildings_and_units_as_section_rows() -> None:
    rows: list[tuple[object, ...]] = [("室", "姓名", "与户主关系", "身份证", "电话")]
    before = (0, 0)
    for p in PEOPLE:
        if (p.building, p.unit) != before:
            if p.building != before[0]:
                rows.append((f"{p.building}号楼",))
            rows.append((f"{'一二'[p.unit - 1]}单元",))
            before = (p.building, p.unit)
        rows.append((p.room, *line(p)[1:]))
    assert_everybody(read_rows(*rows))


def test_a_header_repeated_on_every_printed_page() -> None:
    rows: list[tuple[object, ...]] = []
    for page in range(0, len(PEOPLE), 10):
        rows += [("居民台账",), ("填表日期:2020年2月3日",), HEADER, *map(line, PEOPLE[page : page + 10])]
        rows += [(f"第{page // 10 + 1}页 共4页",), ()]
    assert_everybody(read_rows(*rows))


def test_two_lists_side_by_side() -> None:
    half = len(PEOPLE) // 2
    rows = [(*line(a), None, *line(b)) for a, b in zip(PEOPLE[:half], PEOPLE[half:], strict=True)]
    reading = read_rows((*HEADER, None, *HEADER), *rows)
    assert sorted(p.name for p in reading.people) == sorted(p.name for p in PEOPLE)
    assert sorted(homes(reading)) == sorted(p.home for p in PEOPLE)
    assert reading.households == 16
    assert reading.problems == ()


def test_head_and_spouse_in_one_row() -> None:
    heads, spouses = PEOPLE[::2], PEOPLE[1::2]
    header = ("楼栋房号", "户主姓名", "户主身份证号", "户主电话", "配偶姓名", "配偶身份证号", "配偶电话")
    rows = [
        (h.home, h.name, h.citizen_id, h.phone, s.name, s.citizen_id, s.phone)
        for h, s in zip(heads, spouses, strict=True)
    ]
    reading = read_rows(header, *rows)
    assert_everybody(reading)
    assert {p.relation for p in reading.people} == {"户主", "配偶"}
    assert [p.is_head for p in reading.people] == [p.head for p in PEOPLE]


def test_members_listed_in_one_cell() -> None:
    heads, spouses = PEOPLE[::2], PEOPLE[1::2]
    rows = [
        (h.home, h.name, h.citizen_id, h.phone, f"{h.name}、{s.name}(妻) {s.citizen_id} {s.phone}", 2)
        for h, s in zip(heads, spouses, strict=True)
    ]
    assert_everybody(read_rows(("住址", "户主姓名", "身份证号", "联系电话", "家庭成员", "人口数"), *rows))


def test_the_heads_name_beside_every_member_tells_households_apart() -> None:
    rows = [(p.home, PEOPLE[i - i % 2].name, p.name, p.citizen_id, p.phone) for i, p in enumerate(PEOPLE)]
    reading = read_rows(("地址", "户主姓名", "成员姓名", "身份证号码", "手机"), *rows)
    assert_everybody(reading)
    assert [p.is_head for p in reading.people] == [p.head for p in PEOPLE]


def test_english_headers() -> None:
    header = ("Building", "Unit", "Room", "Full Name", "Relationship", "ID Number", "Mobile")
    rows = [(p.building, p.unit, p.room, p.name, p.relation, p.citizen_id, p.phone) for p in PEOPLE]
    assert_everybody(read_rows(header, *rows))


def test_no_header_at_all() -> None:
    reading = read_rows(*map(line, PEOPLE))
    assert_everybody(reading)
    assert all(c.confidence <= 0.7 for c in reading.sheets[0].columns)


def test_odd_headers_are_seen_through_by_content() -> None:
    header = ("位 置", "谁", "和当家人的关系", "18位号", "怎么找到他")
    assert_everybody(read_rows(header, *map(line, PEOPLE)))


def test_headers_with_line_breaks_spaces_stars_and_remarks() -> None:
    header = ("住 址*\n(楼-单元-室)", "姓  名", "与户主\n关系", "身份证号码\n(18位)", "*联系电话:")
    reading = read_rows(header, *map(line, PEOPLE))
    assert_everybody(reading)
    assert reading.sheets[0].columns[3].confidence == 1.0


def test_text_guards_and_invisible_characters_and_full_width() -> None:
    wide = str.maketrans("0123456789-", "０１２３４５６７８９－")
    rows = [
        (
            f"\t{p.home}".translate(wide),
            f" {p.name[0]}　{p.name[1:]}\u200b",
            p.relation,
            f'="{p.citizen_id}"',
            f"'{p.phone}",
        )
        for p in PEOPLE
    ]
    assert_everybody(read(as_csv([HEADER, *rows]).encode("utf-8"), filename="a.csv"))


def test_a_village_without_any_address_has_its_households_by_head() -> None:
    reading = read_rows(HEADER[1:], *(line(p)[1:] for p in PEOPLE))
    assert (reading.residents, reading.households, reading.buildings) == (32, 16, 0)
    assert reading.problems == ()


def test_village_houses_by_group_and_number() -> None:
    rows = [("第一村民小组", "1号"), ("", "2号"), ("第二村民小组", "1号"), ("", "2号")]
    people = [(*row, PEOPLE[i].name, PEOPLE[i].citizen_id) for i, row in enumerate(rows)]
    reading = read_rows(("组别", "门牌号", "姓名", "身份证号"), *people)
    assert homes(reading) == ["1组-1", "1组-2", "2组-1", "2组-2"]
    assert (reading.households, reading.buildings) == (4, 4)


def test_vacant_dwellings_are_listed_and_are_no_problem() -> None:
    reading = read_rows(HEADER, line(PEOPLE[0]), ("1-1-102", "空户"), ("1-1-103",), ("1-1-104", "无人居住"))
    assert reading.residents == 1
    assert len(reading.dwellings) == 4
    assert reading.problems == ()


def test_example_rows_and_numbered_columns_are_no_people() -> None:
    example = ("示例", "1-1-101", "张三", "户主", "", "")
    rows = [(i + 1, *line(p)) for i, p in enumerate(PEOPLE)]
    reading = read_rows(("序号", *HEADER), (1, 2, 3, 4, 5, 6), example, *rows)
    assert_everybody(reading)


def test_two_tables_of_different_shape_below_each_other() -> None:
    first, second = PEOPLE[:16], PEOPLE[16:]
    reading = read_rows(
        ("1号楼登记表",),
        HEADER,
        *map(line, first),
        (),
        ("2号楼登记表",),
        ("手机", "姓名", "单元", "房号", "关系", "身份证号"),
        *((p.phone, p.name, p.unit, p.room, p.relation, p.citizen_id) for p in second),
    )
    assert_everybody(reading)


def test_unknown_columns_are_named_and_their_cells_kept() -> None:
    reading = read_rows((*HEADER, "紧急联系人电话", "民族"), *((*line(p), phone(99), "汉") for p in PEOPLE))
    assert_everybody(reading)
    assert reading.columns_ignored == ("紧急联系人电话", "民族")
    assert reading.people[0].extra == {"紧急联系人电话": phone(99), "民族": "汉"}


def test_a_damaged_row_costs_only_its_damaged_cells() -> None:
    reading = read_rows(
        HEADER,
        ("1-1-101", "王伟", "户主", 371199198506120010, 13800000001.0),
        ("1-1-102", "李芳", "户主", citizen_id(1)[:17] + "Y", "1380000"),
        ("1-1-103", None, "户主", citizen_id(3), phone(3)),
        ("墙后面", "赵强", "户主", citizen_id(4), phone(4)),
        ("1-1-105", "钱磊", "户主", citizen_id(5), phone(5)),
        ("1-1-105", "钱磊", "户主", citizen_id(5), phone(5)),
    )
    assert codes(reading) == [
        (2, "id_precision_lost"),
        (3, "id_checksum"),
        (3, "phone_format"),
        (4, "missing_name"),
        (5, "address_unparsed"),
        (7, "duplicate_person"),
    ]
    assert [p.name for p in reading.people] == ["王伟", "李芳", "", "钱磊"]
    assert reading.people[0].phones == ("13800000001",)
    assert [(u.row, u.code, u.cells["姓名"]) for u in reading.unplaced] == [(5, Code.ADDRESS_UNPARSED, "赵强")]
    assert [p.column for p in reading.problems[:3]] == ["身份证号", "身份证号", "联系电话"]


def test_people_under_an_unreadable_address_are_kept_with_it_and_not_put_into_the_home_above() -> None:
    reading = read_rows(HEADER, line(PEOPLE[0]), ("墙后面", *line(PEOPLE[1])[1:]), ("", *line(PEOPLE[2])[1:]))
    assert [p.name for p in reading.people] == [PEOPLE[0].name]
    assert [u.row for u in reading.unplaced] == [3, 4]


def test_a_stated_number_of_people_is_checked() -> None:
    reading = read_rows(
        ("住址", "户主姓名", "家庭成员", "家庭人口"),
        ("1-1-101", "王伟", "李芳(妻)、王磊(子)", 3),
        ("1-1-102", "张强", "刘敏(妻)", "4人"),
        ("1-1-103", "陈勇", "", 1),
    )
    assert [(p.row, p.code, p.params) for p in reading.problems] == [
        (3, Code.MEMBER_COUNT_MISMATCH, {"stated": 4, "listed": 2})
    ]
    assert (reading.residents, reading.households) == (6, 3)


def test_a_list_of_heads_with_numbers_of_people_has_nothing_to_compare() -> None:
    reading = read_rows(("住址", "户主姓名", "人口数"), ("1-1-101", "王伟", 3), ("1-1-102", "张强", 4))
    assert reading.problems == ()


def test_a_second_head_opens_a_second_household_in_the_same_dwelling() -> None:
    reading = read_rows(
        HEADER,
        ("1-1-101", "王伟", "户主", citizen_id(1), ""),
        ("", "李芳", "配偶", citizen_id(2), ""),
        ("", "张强", "户主", citizen_id(3), ""),
        ("", "刘敏", "配偶", citizen_id(4), ""),
    )
    assert (reading.households, len(reading.dwellings)) == (2, 1)
    assert len({p.household_key for p in reading.people[:2]}) == 1


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"  \n ", "empty"),
        (b"PK\x03\x04 this is no archive", "not_a_ledger"),
        (b"\xd0\xcf\x11\xe0 this is no workbook", "not_a_ledger"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "not_a_ledger"),
        ("今天天气很好".encode(), "nobody"),
        (workbook(汇总=[("楼号", "户数"), (1, 20)]), "nobody"),
    ],
)
def test_what_is_no_ledger_is_refused_with_one_code(data: bytes, code: str) -> None:
    with pytest.raises(LedgerUnreadable) as refusal:
        read_ledger(data)
    assert refusal.value.code == code


def test_reading_twice_gives_the_same() -> None:
    data = workbook(Sheet1=[HEADER, *map(line, PEOPLE)])
    assert read(data) == read(data)


def as_csv(rows: list[tuple[object, ...]], *, delimiter: str = ",") -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter).writerows(rows)
    return buffer.getvalue()


def test_the_phone_beside_a_tenant_who_is_not_there_is_the_owners() -> None:
    reading = read_rows(
        ("楼号", "单元", "房号", "业主姓名", "租户姓名", "联系电话"),
        (1, 1, 101, "王伟", "", phone(1)),
        (1, 1, 102, "李芳", "赵强", phone(2)),
    )
    assert [(p.name, p.phones) for p in reading.people] == [
        ("王伟", (phone(1),)),
        ("李芳", ()),
        ("赵强", (phone(2),)),
    ]


def test_an_empty_home_in_a_list_of_couples_is_nobody() -> None:
    reading = read_rows(
        ("住址", "户主姓名", "户主电话", "配偶姓名"), ("1-1-101", "王伟", phone(1), "李芳"), ("1-1-102", "", "", "")
    )
    assert (reading.residents, len(reading.dwellings), reading.problems) == (2, 2, ())


def test_members_with_their_numbers_in_one_cell_under_a_long_header() -> None:
    cell = f"王伟{citizen_id(1)}\n李芳{citizen_id(2)}\n王小宝{citizen_id(4)}"
    reading = read_rows(("门牌号", "户主", "家庭人口", "家庭成员姓名及身份证号"), ("12号", "王伟", 3, cell))
    assert [(p.name, p.citizen_id) for p in reading.people] == [
        ("王伟", citizen_id(1)),
        ("李芳", citizen_id(2)),
        ("王小宝", citizen_id(4)),
    ]
    assert reading.problems == ()


FLATS = ("楼号", "单元", "室", "姓名", "身份证号", "备注")


def test_numbers_without_a_room_anywhere_are_village_houses() -> None:
    rows = [
        ("12", "", "", "王一", citizen_id(1), ""),
        ("", "", "", "李二", citizen_id(2), ""),
        (13, "/", "", "张三", "", ""),
    ]
    reading = read_rows(FLATS, *rows)
    assert homes(reading) == ["12", "12", "13"]
    assert (reading.households, reading.buildings, reading.unplaced, reading.columns_ignored) == (2, 2, (), ())


def test_a_missing_room_among_flats_still_waits_for_a_person_to_place_it() -> None:
    reading = read_rows(FLATS, ("12", "1", "101", "王一", "", ""), ("13", "", "", "李二", "", ""))
    assert (homes(reading), len(reading.unplaced)) == (["12-1-101"], 1)
    again = read_rows(FLATS, ("13", "", "", "李二", "", ""), FLATS, ("12", "1", "101", "王一", "", ""))
    assert (homes(again), len(again.unplaced)) == (["12-1-101"], 1)


def test_houses_and_flats_in_two_sheets_of_one_form() -> None:
    houses, flats = [FLATS, ("12", "", "", "王一", "", "")], [FLATS, ("3", "2", "501", "李二", "", "")]
    assert homes(read(workbook(平房=houses, 楼房=flats))) == ["12", "3-2-501"]


def test_a_guarded_text_is_read_where_the_writer_computed_nothing() -> None:
    rows = [("住址", "姓名", "身份证号", "手机"), ("3-2-501", "王一", f'="{citizen_id(1)}"', '="13800000001"')]
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    (person,) = read(saved(book)).people
    assert (person.citizen_id, person.phones) == (citizen_id(1), ("13800000001",))


@pytest.mark.parametrize("chapter", ["二、租户", "(二)租户", "租户情况"])
def test_a_chapter_between_two_tables_is_nobody(chapter: str) -> None:
    tables = [
        ("姓名", "楼号", "室"),
        ("王一", "3", "501"),
        (),
        (chapter,),
        ("姓名", "身份证号", "住址"),
        ("李二", "", "4-101"),
    ]
    assert [p.name for p in read_rows(*tables).people] == ["王一", "李二"]


def test_the_heads_name_written_once_above_its_members_is_one_household() -> None:
    header = ("户主姓名", "家庭人口", "成员姓名", "与户主关系", "组", "门牌")
    rows = [
        ("王一", 3, "王一", "本人", "三组", 12),
        ("王一", "", "李二", "妻", "三组", 12),
        ("", "", "王小", "子", "三组", 12),
    ]
    reading = read_rows(header, *rows)
    assert (reading.residents, reading.households, reading.problems) == (3, 1, ())


def test_a_blank_column_between_two_lists_is_no_ignored_column() -> None:
    reading = read_rows(("姓名", "房号", "", "姓名", "房号"), ("王一", "3-2-501", "", "李二", "3-2-502"))
    assert (reading.residents, reading.columns_ignored) == (2, ())
    noted = read_rows(("姓名", "房号", "", "姓名", "房号"), ("王一", "3-2-501", "?!", "李二", "3-2-502"))
    assert noted.columns_ignored == ("C",)


def test_english_names_and_headers_keep_their_spaces() -> None:
    reading = read_rows(("No", "Full  Name", "Building", "Room", "Shoe size"), (1, "Wang  Yi", 3, 501, 41))
    assert ([p.name for p in reading.people], reading.columns_ignored) == (["Wang Yi"], ("Shoe size",))


def test_a_room_in_chinese_numerals_and_the_first_month_by_its_name() -> None:
    header = ("楼号", "单元", "房间号", "姓名", "返回时间")
    reading = read_rows(header, ("三号楼", "二单元", "五零一", "王一", "2020年元月24号"))
    assert (homes(reading), reading.people[0].returned_on) == (["3-2-501"], dt.date(2020, 1, 24))
