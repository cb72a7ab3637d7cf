"""Ledgers as offices keep them: a title and a two-line header above the people; a village writes house numbers."""

import base64
from collections.abc import Iterable
from datetime import date
from io import BytesIO

import xlsxwriter

from fangxian.demo.people import Invented

PERSON = ("姓名", "与户主关系", "性别", "身份证号", "出生日期", "联系电话")
AFTER = ("工作单位", "户籍地")
IN_BUILDINGS = ("楼号", "单元", "室")
IN_LANES = ("门牌号",)


def community_ledger(title: str, people: Iterable[Invented], *, on: date) -> str:
    """An xlsx ledger with building, stair and room in columns of their own; base64 as an upload carries it."""
    return written(title, IN_BUILDINGS, [((p.building, p.unit, p.room), p) for p in people], on)


def village_ledger(title: str, people: Iterable[Invented], *, on: date) -> str:
    """An xlsx ledger with house numbers along the lanes, such as 12号."""
    return written(title, IN_LANES, [((f"{p.building}号",), p) for p in people], on)


def written(title: str, address: tuple[str, ...], rows: list[tuple[tuple[str, ...], Invented]], on: date) -> str:
    """The workbook."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("居民台账")
        sheet.write(0, 0, title)
        sheet.write(1, 0, "填报单位:居民委员会")
        sheet.write(1, 7, f"填报时间:{on.year}年{on.month}月{on.day}日")
        write_header(sheet, address)
        for n, (where, person) in enumerate(rows, start=1):
            sheet.write_row(n + 3, 0, (n, *where, *about(person)))
    return base64.b64encode(buffer.getvalue()).decode()


def write_header(sheet: xlsxwriter.worksheet.Worksheet, address: tuple[str, ...]) -> None:
    """The two lines of the header, the upper one merged over the person's columns."""
    first = 1 + len(address)
    sheet.write(2, 0, "序号")
    sheet.write(2, 1, "住址")
    sheet.merge_range(2, first, 2, first + len(PERSON) - 1, "基本信息")
    sheet.write_row(3, 1, (*address, *PERSON, *AFTER))


def about(person: Invented) -> tuple[str, ...]:
    """The cells after the address."""
    return (
        person.name, person.relation, person.sex, person.citizen_id, f"{person.born_on:%Y.%m.%d}", person.phone,
        person.employer, person.hukou,
    )  # fmt: skip
