"""Ledgers as a village or a community office keeps them: a title and a two-line header above the people."""

import base64
from collections.abc import Iterable
from datetime import date
from io import BytesIO

import xlsxwriter

from fangxian.demo.people import Invented

TOP = ("序号", "住址", "", "", "基本信息", "", "", "", "", "", "务工情况", "户籍")
BELOW = (
    "", "楼号", "单元", "室", "姓名", "与户主关系", "性别", "身份证号", "出生日期", "联系电话", "工作单位", "户籍地",
)  # fmt: skip
SPANS = ((1, 3, "住址"), (4, 9, "基本信息"))


def ledger(title: str, people: Iterable[Invented], *, on: date) -> str:
    """An xlsx ledger of these people, in base64 as an upload carries it."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("居民台账")
        sheet.write(0, 0, title)
        sheet.write(1, 0, "填报单位:居民委员会")
        sheet.write(1, 7, f"填报时间:{on.year}年{on.month}月{on.day}日")
        write_header(sheet)
        for n, person in enumerate(people, start=1):
            sheet.write_row(n + 3, 0, row_of(n, person))
    return base64.b64encode(buffer.getvalue()).decode()


def write_header(sheet: xlsxwriter.worksheet.Worksheet) -> None:
    """The two lines of the header, the upper one merged over its columns."""
    for first, last, words in SPANS:
        sheet.merge_range(2, first, 2, last, words)
    for column in (0, 10, 11):
        sheet.write(2, column, TOP[column])
    sheet.write_row(3, 0, BELOW)


def row_of(n: int, person: Invented) -> list[str | int]:
    """One line: the address stands on every line, for people sort and filter their sheets."""
    return [
        n, person.building, person.unit, person.room, person.name, person.relation, person.sex, person.citizen_id,
        f"{person.born_on:%Y.%m.%d}", person.phone, person.employer, person.hukou,
    ]  # fmt: skip
