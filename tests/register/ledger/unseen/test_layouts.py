"""Tables as villages and property companies lay them out: headers, merged cells, totals, pages, sheets."""

from __future__ import annotations

import openpyxl

from tests.register.ledger.ledgers import citizen_id, phone, read, read_rows, saved, workbook
from tests.register.ledger.unseen.expected import expect


def test_a_header_of_three_merged_rows_under_titles_and_notes() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["岚前村常住人口信息采集表"],
        ["说明:1.本表一式两份;2.身份证号必须为18位。"],
        ["填报单位(盖章):岚前村村委会", None, None, None, None, None, None, "2020年2月5日"],
        ["序号", "住户信息", None, None, "人员信息", None, None, None],
        [None, "房屋", None, "户编号", "本人", None, "联系", None],
        [None, "楼栋", "房号", None, "姓名", "证件号码", "手机", "与户主关系"],
        [1, "1号楼", "101", "H001", "王伟", citizen_id(1), phone(1), "户主"],
        [2, None, None, None, "李芳", citizen_id(2), phone(2), "配偶"],
        [3, None, "102", "H002", "张强", citizen_id(3), phone(3), "户主"],
    ):
        sheet.append(row)
    for cells in ("A1:H1", "A2:H2", "A3:G3", "A4:A6", "B4:D4", "E4:H4", "B5:C5", "D5:D6", "E5:F5", "G5:H5",
                  "B7:B9", "C7:C8", "D7:D8"):  # fmt: skip
        sheet.merge_cells(cells)
    expect(
        read(saved(book)),
        residents=3,
        households=2,
        dwellings=2,
        buildings=1,
        names=["王伟", "李芳", "张强"],
        homes=["1-101", "1-101", "1-102"],
        ids=[citizen_id(1), citizen_id(2), citizen_id(3)],
        phones=[[phone(1)], [phone(2)], [phone(3)]],
        columns_ignored=[],
    )


def test_printed_pages_repeat_title_and_header_and_end_in_subtotals_and_signatures() -> None:
    header = ("序号", "门牌号", "姓名", "身份证号码", "联系电话")
    rows = [
        ("前村住户花名册", None, None, None, None),
        header,
        (1, "1号", "王伟", citizen_id(1), phone(1)),
        (2, "1号", "李芳", citizen_id(2), phone(2)),
        ("小计", None, "2人", None, None),
        (None, None, None, None, "第1页,共2页"),
        ("前村住户花名册", None, None, None, None),
        header,
        (3, "2号", "张强", citizen_id(3), phone(3)),
        (None, "本页小计", "1人", None, None),
        (None, "合计", 3, None, None),
        ("制表人:王某", None, "审核人:李某", None, "2020.2.6"),
        (None, None, "制表:", "赵某", None),
    ]
    expect(read_rows(*rows), residents=3, households=2, buildings=2, names=["王伟", "李芳", "张强"])


def test_totals_stand_in_any_column_and_are_nobody() -> None:
    rows = [
        ("楼号", "单元", "室", "姓名", "人口数", "电话"),
        (1, 1, 101, "王伟", 1, phone(1)),
        (None, None, None, "小计", 1, None),
        (2, 1, 101, "李芳", 1, phone(2)),
        (None, None, None, "小 计", 1, None),
        (None, None, None, "总计", 2, None),
        (None, None, None, "合  计:", 2, None),
        ("本楼合计", None, None, None, 2, None),
        ("总人数", None, None, 2, None, None),
    ]
    expect(read_rows(*rows), residents=2, households=2, buildings=2, names=["王伟", "李芳"])


def test_household_cells_merged_down_with_blank_rows_between_households() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["户号", "户主姓名", "家庭住址", "家庭成员姓名", "与户主关系", "身份证号", "联系电话"],
        [1, "王伟", "东街12号", "王伟", "户主", citizen_id(1), phone(1)],
        [None, None, None, "李芳", "妻", citizen_id(2), None],
        [],
        [2, "张强", "东街13号", "张强", "户主", citizen_id(3), phone(3)],
        [None, None, None, "刘敏", "妻", citizen_id(4), None],
        [None, None, None, "张磊", "之子", citizen_id(5, born="20100101"), None],
    ):
        sheet.append(row)
    for cells in ("A2:A3", "B2:B3", "C2:C3", "A5:A7", "B5:B7", "C5:C7", "G5:G7"):
        sheet.merge_cells(cells)
    expect(
        read(saved(book)),
        residents=5,
        households=2,
        buildings=2,
        homes=["东街-12", "东街-12", "东街-13", "东街-13", "东街-13"],
        heads=[True, False, True, False, False],
        relations=["户主", "妻", "户主", "妻", "之子"],
    )


def test_a_house_number_beside_an_address_is_the_number_of_the_household() -> None:
    rows = [
        ("户号", "楼号", "单元", "室", "姓名", "关系"),
        ("001", 1, 1, 101, "王伟", "户主"),
        ("001", 1, 1, 101, "李芳", "妻"),
        ("002", 1, 1, 101, "张强", "户主"),
        ("003", 1, 1, 102, "刘敏", "户主"),
    ]
    expect(
        read_rows(*rows),
        residents=4,
        households=3,
        dwellings=2,
        buildings=1,
        homes=["1-1-101", "1-1-101", "1-1-101", "1-1-102"],
        columns_ignored=[],
    )


def test_a_house_number_with_building_and_unit_is_the_door() -> None:
    rows = [("楼号", "单元", "户号", "姓名"), (3, 2, 501, "王伟"), (3, 2, 502, "李芳")]
    expect(read_rows(*rows), residents=2, households=2, dwellings=2, homes=["3-2-501", "3-2-502"])


def test_household_numbers_before_an_address_in_one_cell() -> None:
    rows = [
        ("户号", "住址", "姓名", "关系", "身份证"),
        (1, "3-2-501", "王伟", "户主", citizen_id(1)),
        (1, "3-2-501", "李芳", "妻", citizen_id(2)),
        (2, "3-2-502", "张强", "户主", citizen_id(3)),
    ]
    expect(read_rows(*rows), households=2, dwellings=2, homes=["3-2-501", "3-2-501", "3-2-502"])


def test_a_cover_an_index_and_a_list_of_choices_hold_nobody() -> None:
    book = openpyxl.Workbook()
    cover = book.active
    cover.title = "封面"
    for line in (["安东卫街道"], ["居民信息台账"], ["编制单位:", "某社区居委会"], ["编制日期:", "2020年2月"]):
        cover.append(line)
    index = book.create_sheet("目录")
    for entry in (
        ["序号", "楼栋", "页码", "楼长", "联系电话"],
        [1, "3号楼", "P1", "赵磊", phone(8)],
        [2, "5号楼", "P2", "钱敏", phone(9)],
    ):
        index.append(entry)
    choices = book.create_sheet("字典")
    choices.sheet_state = "hidden"
    for choice in (
        ["性别", "与户主关系", "户籍类别", "居住情况"],
        ["男", "户主", "本地", "自住"],
        ["女", "配偶", "外地", "租住"],
        [None, "子女", None, "空置"],
    ):
        choices.append(choice)
    for number, people in (
        (3, [("2-501", "王伟", citizen_id(1)), ("2-501", "李芳", citizen_id(2))]),
        (5, [("1-101", "张强", citizen_id(3))]),
    ):
        sheet = book.create_sheet(f"{number}号楼")
        sheet.append(["房号", "姓名", "身份证号"])
        for person in people:
            sheet.append(list(person))
    expect(
        read(saved(book)),
        residents=3,
        households=2,
        buildings=2,
        homes=["3-2-501", "3-2-501", "5-1-101"],
        names=["王伟", "李芳", "张强"],
    )


def test_sheets_named_by_street_hold_houses_of_that_street() -> None:
    header = ("门牌号", "姓名", "电话")
    east = [header, ("12号", "王伟", phone(1)), ("13号", "李芳", phone(2))]
    west = [header, ("12号", "张强", phone(3))]
    expect(
        read(workbook(东街=east, 西街=west)),
        residents=3,
        households=3,
        buildings=3,
        homes=["东街-12", "东街-13", "西街-12"],
    )


def test_sheets_named_by_villagers_group() -> None:
    header = ("户主", "家庭成员", "门牌")
    one, two = [header, ("王伟", "李芳(妻)", "1号")], [header, ("张强", "刘敏(妻)", "1号")]
    reading = read(workbook(一组=one, 第二村民小组=two))
    expect(reading, residents=4, households=2, buildings=2, homes=["1组-1", "1组-1", "2组-1", "2组-1"])


def test_the_file_name_says_the_building_and_the_day() -> None:
    data = workbook(Sheet1=[("房号", "姓名", "返回日期"), ("2-501", "王伟", "1月28日"), ("2-502", "李芳", "12-30")])
    expect(
        read(data, filename="7号楼摸排表20200205.xlsx"),
        homes=["7-2-501", "7-2-502"],
        returns=["2020-01-28", "2019-12-30"],
    )


def test_husband_and_wife_stand_in_one_row() -> None:
    header = ("楼号", "单元", "室", "男方姓名", "男方身份证号", "女方姓名", "女方身份证号", "联系电话")
    rows = [
        (1, 1, 101, "王伟", citizen_id(1), "李芳", citizen_id(2), phone(1)),
        (1, 1, 102, "张强", citizen_id(3), None, None, phone(2)),
        (1, 1, 103, None, None, "刘敏", citizen_id(4), phone(3)),
    ]
    expect(
        read_rows(header, *rows),
        residents=4,
        households=3,
        names=["王伟", "李芳", "张强", "刘敏"],
        ids=[citizen_id(1), citizen_id(2), citizen_id(3), citizen_id(4)],
        homes=["1-1-101", "1-1-101", "1-1-102", "1-1-103"],
    )


def test_members_in_numbered_columns_of_one_row() -> None:
    header = (
        "门牌号",
        "户主姓名",
        "户主身份证号",
        "成员1姓名",
        "成员1身份证号",
        "成员1关系",
        "成员2姓名",
        "成员2身份证号",
        "成员2关系",
    )
    rows = [
        ("12号", "王伟", citizen_id(1), "李芳", citizen_id(2), "妻", "王磊", citizen_id(3, born="20100101"), "子"),
        ("13号", "张强", citizen_id(5), "刘敏", citizen_id(6), "妻", None, None, None),
    ]
    expect(
        read_rows(header, *rows),
        residents=5,
        households=2,
        buildings=2,
        names=["王伟", "李芳", "王磊", "张强", "刘敏"],
        ids=[citizen_id(1), citizen_id(2), citizen_id(3, born="20100101"), citizen_id(5), citizen_id(6)],
        relations=["户主", "妻", "子", "户主", "妻"],
    )


def test_owner_and_occupant_in_one_row_are_two_people() -> None:
    header = ("房屋编码", "产权人", "产权人电话", "实际居住人", "居住人身份证号", "居住人电话")
    rows = [
        ("003-02-0501", "王伟", phone(1), "赵敏", citizen_id(2), phone(2)),
        ("003-02-0502", "李芳", phone(3), "李芳", citizen_id(4), phone(3)),
    ]
    expect(
        read_rows(header, *rows),
        residents=3,
        dwellings=2,
        names=["王伟", "赵敏", "李芳"],
        ids=[None, citizen_id(2), citizen_id(4)],
        phones=[[phone(1)], [phone(2)], [phone(3)]],
        homes=["3-2-501", "3-2-501", "3-2-502"],
    )


def test_one_form_per_household_one_below_the_other() -> None:
    rows = [
        ("家庭情况登记表",),
        ("户主姓名", "王伟", "联系电话", phone(1), "住址", "3-2-501"),
        ("姓名", "与户主关系", "性别", "身份证号", "联系电话", "工作单位"),
        ("王伟", "户主", "男", citizen_id(1), phone(1), "岚山港务"),
        ("李芳", "妻", "女", citizen_id(2), None, None),
        (),
        ("家庭情况登记表",),
        ("户主姓名", "张强", "联系电话", phone(3), "住址", "3-2-502"),
        ("姓名", "与户主关系", "性别", "身份证号", "联系电话", "工作单位"),
        ("张强", "户主", "男", citizen_id(3), phone(3), None),
    ]
    reading = read_rows(*rows)
    expect(reading, residents=3, households=2, names=["王伟", "李芳", "张强"], homes=["3-2-501", "3-2-501", "3-2-502"])
