"""Cells as Excel and people leave them: numbers, phones, dates, errors, guards, encodings."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.register.ledger.ledgers import citizen_id, phone, read, read_rows, saved
from tests.register.ledger.unseen.expected import expect

DAY = dt.date(2020, 2, 3)


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("0633-2611234转801", ["06332611234"]),
        ("0633-2611234-801", ["06332611234"]),
        ("0633 2611234", ["06332611234"]),
        ("0633--2611234", ["06332611234"]),
        ("(0633)261-1234", ["06332611234"]),
        ("+86 138 0000 0001", [phone(1)]),
        ("+86-138-0000-0001", [phone(1)]),
        ("0086-13800000001", [phone(1)]),
        ("86 13800000001", [phone(1)]),
        ("138 00000001", [phone(1)]),
        ("138-00000001 / 0633-2611234", [phone(1), "06332611234"]),
        ("王伟13800000001 李芳13800000002", [phone(1), phone(2)]),
        ("王伟:13800000001;李芳:13800000002", [phone(1), phone(2)]),
        ("13800000001(王伟) 13800000002(李芳)", [phone(1), phone(2)]),
        ("13800000001,13800000002,0633-2611234", [phone(1), phone(2), "06332611234"]),
        ("13800000001 0633-2611234", [phone(1), "06332611234"]),
        ("电话:13800000001", [phone(1)]),
        ("手机13800000001,家2611234", [phone(1), "2611234"]),
        ("13800000001\n13800000002", [phone(1), phone(2)]),
        ("13800000001　13800000002", [phone(1), phone(2)]),
        ("1.38E+10", []),
        ("013800000001", [phone(1)]),
        ("无手机", []),
        ("没电话", []),
        ("同上", []),
    ],
)
def test_phones(cell: str, numbers: list[str]) -> None:
    reading = read_rows(("住址", "姓名", "电话"), ("1-1-101", "王伟", cell))
    problems = [(2, "phone_format")] if cell == "1.38E+10" else []
    expect(reading, phones=[numbers], problems=problems)


@pytest.mark.parametrize("cell", ["1380000000", "138000000011", "13800000001a2", "138-0000-000X", "123", "85551234567"])
def test_phones_that_cannot_be_dialled(cell: str) -> None:
    reading = read_rows(("住址", "姓名", "电话"), ("1-1-101", "王伟", cell))
    expect(reading, phones=[[]], problems=[(2, "phone_format")])


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("34052419800101001x", "34052419800101001X"),
        ("34052419800101001ｘ", "34052419800101001X"),
        ("340524 19800101 001X", "34052419800101001X"),
        ("340524-19800101-001X", "34052419800101001X"),
        ('="34052419800101001X"', "34052419800101001X"),
        ("'34052419800101001X", "34052419800101001X"),
        ("\t34052419800101001X", "34052419800101001X"),
        ("身份证:34052419800101001X", "34052419800101001X"),
        ("34052419800101001*", None),
        ("3.40524E+17", None),
        (3.40524198001010e17, None),
        ("340524198001010010", None),
        ("34052419801301001X", None),
        ("3405241980010100", None),
        ("3405********001X", None),
    ],
)
def test_identity_numbers(cell: object, wanted: str | None) -> None:
    reading = read_rows(("住址", "姓名", "身份证号"), ("1-1-101", "王伟", cell))
    lost = isinstance(cell, float) or "E+" in str(cell)
    code = "id_precision_lost" if lost else "id_checksum"
    expect(reading, residents=1, ids=[wanted], problems=[] if wanted else [(2, code)])


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("2020年2月3日", "2020-02-03"),
        ("2020.2.3", "2020-02-03"),
        ("20200203", "2020-02-03"),
        (20200203, "2020-02-03"),
        ("2020/2/3 14:30", "2020-02-03"),
        ("2020-02-03 14:30:00", "2020-02-03"),
        ("2-3", "2020-02-03"),
        ("2月3日", "2020-02-03"),
        ("2月3", "2020-02-03"),
        ("02-03", "2020-02-03"),
        ("0203", "2020-02-03"),
        ("20/2/3", "2020-02-03"),
        ("2020年2月3号", "2020-02-03"),
        ("2020 年 2 月 3 日", "2020-02-03"),
        ("2月3日晚", "2020-02-03"),
        ("2月3日 14:30", "2020-02-03"),
        ("2月3日返回", "2020-02-03"),
        ("2020.02.03.", "2020-02-03"),
        ("12月30日", "2019-12-30"),
        ("1月24日(除夕)", "2020-01-24"),
        ("正月初五", "2020-01-29"),
        ("腊月二十八", "2020-01-22"),
        (43864, "2020-02-03"),
        (43864.604, "2020-02-03"),
        (dt.datetime.combine(DAY, dt.time(14, 30)), "2020-02-03"),
        (dt.date(2020, 2, 3), "2020-02-03"),
        ("Feb 3, 2020", "2020-02-03"),
        ("3-Feb-2020", "2020-02-03"),
        ("2020-2-30", None),
        ("上周三", None),
        ("2020年2月", None),
    ],
)
def test_dates_of_return(cell: object, wanted: str | None) -> None:
    reading = read_rows(("住址", "姓名", "返回日期"), ("1-1-101", "王伟", cell), on=dt.date(2020, 2, 5))
    expect(reading, returns=[wanted], problems=[] if wanted else [(2, "date_unparsed")])


def test_the_year_comes_from_the_title_and_else_from_the_file_name() -> None:
    header, row = ("住址", "姓名", "返回日期"), ("1-1-101", "王伟", "12.28")
    titled = read_rows(("返乡人员登记表(截至2020年2月5日)",), header, row, on=None)
    expect(titled, returns=["2019-12-28"])
    book = openpyxl.Workbook()
    for cells in (header, row):
        book.active.append(cells)
    expect(read(saved(book), filename="返乡人员(2020.2.5).xlsx"), returns=["2019-12-28"])
    expect(read(saved(book), filename="返乡人员.xlsx"), returns=[None], problems=[(2, "date_unparsed")])


def test_the_two_calendars_of_excel_give_the_same_day() -> None:
    for epoch in (None, CALENDAR_MAC_1904):
        book = openpyxl.Workbook()
        if epoch:
            book.epoch = epoch
        serial = 43864 - (1462 if epoch else 0)
        for row in (
            ["住址", "姓名", "返回日期"],
            ["1-1-101", "王伟", dt.datetime.combine(DAY, dt.time())],
            ["1-1-102", "李芳", serial],
        ):
            book.active.append(row)
        expect(read(saved(book)), returns=["2020-02-03", "2020-02-03"])


def test_formulas_errors_comments_and_struck_out_cells() -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("名单")
    sheet.write_row(0, 0, ["住址", "姓名", "身份证号", "电话"])
    sheet.write_formula(1, 0, '=A9&"-2-501"', None, "3-2-501")
    sheet.write_formula(1, 1, "=VLOOKUP(1,Z:Z,1)", None, "王伟")
    sheet.write_formula(1, 2, "=VLOOKUP(1,Z:Z,2)", None, "#N/A")
    sheet.write_formula(1, 3, "=1/0", None, "#DIV/0!")
    sheet.write_row(2, 0, ["3-2-502", "李芳", "#REF!", "#VALUE!"])
    book.close()
    expect(read(buffer.getvalue()), residents=2, homes=["3-2-501", "3-2-502"], names=["王伟", "李芳"])


def test_comments_and_strike_through_change_nothing() -> None:
    book = openpyxl.Workbook()
    for row in (["住址", "姓名"], ["3-2-501", "王伟"], ["3-2-502", "李芳"]):
        book.active.append(row)
    book.active["B2"].comment = Comment("已搬走?", "村委")
    book.active["B3"].font = Font(strike=True)
    expect(read(saved(book)), names=["王伟", "李芳"])


def test_ten_thousand_empty_formatted_rows_below_are_nothing() -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet, framed = book.add_worksheet("名单"), book.add_format({"border": 1})
    sheet.write_row(0, 0, ["序号", "住址", "姓名", "电话"])
    sheet.write_row(1, 0, [1, "3-2-501", "王伟", phone(1)])
    for row in range(2, 10_002):
        sheet.write_number(row, 0, row)
        for column in range(1, 4):
            sheet.write_blank(row, column, None, framed)
    book.close()
    expect(read(buffer.getvalue()), residents=1, dwellings=1)


def test_a_csv_with_line_breaks_in_cells_and_semicolons() -> None:
    text = (
        '"住址";"姓名";"家庭成员";"备注"\r\n'
        '"3-2-501";"王伟";"李芳(妻)\n王磊(子)";"独居;需照顾"\r\n'
        "\r\n"
        '"3-2-502";"张强";"";"他说""没事"""\r\n'
    )
    expect(
        read(text.encode("gb18030"), filename="台账.csv"),
        residents=4,
        households=2,
        names=["王伟", "李芳", "王磊", "张强"],
        notes=["独居;需照顾", None, None, '他说"没事"'],
    )


def test_a_csv_of_a_property_company_with_guards_everywhere() -> None:
    text = "\ufeff房屋编码,客户姓名,证件号码,移动电话\r\n" + "".join(
        f'="003-02-050{n}",\t{name},="{citizen_id(n)}",="{phone(n)}"\r\n' for n, name in enumerate(("王伟", "李芳"), 1)
    )
    expect(
        read(text.encode("utf-8"), filename="导出.csv"),
        residents=2,
        households=2,
        buildings=1,
        homes=["3-2-501", "3-2-502"],
        ids=[citizen_id(1), citizen_id(2)],
        phones=[[phone(1)], [phone(2)]],
    )
