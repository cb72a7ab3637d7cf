"""The village's own spreadsheet, as untidy as they come: a title, a header of two levels, numbers Excel damaged."""

from pathlib import Path

from openpyxl import Workbook

from tests.register.ledger.ledgers import citizen_id, phone

TITLE = "竹村常住人口台账（2020年2月）"
HEADER = (
    ("序号", "住址", None, None, "姓名", "与户主关系", "证件", "联系方式", None),
    (None, "楼号", "单元", "室号", None, None, "身份证号", "手机", "车牌"),
)
# House, unit, room; then the members, first the head of the household.
HOMES = (
    ("3", "2", "501", ("李青山", "王玉兰")),
    ("3", "2", "502", ("李大海", "孙巧云", "李小满")),
    ("3", "1", "101", ("张伟",)),
    ("5", "1", "201", ("赵铁柱", "钱桂花")),
    ("5", "1", "202", ("陈水生",)),
)
HOUSEHOLDS = len(HOMES)
RESIDENTS = sum(len(members) for *_home, members in HOMES)


def write_ledger(folder: Path) -> Path:
    """Write the spreadsheet; the second person's identity number went through a float and lost its last digits."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "台账"
    sheet.append([TITLE])
    sheet.merge_cells("A1:I1")
    for line in HEADER:
        sheet.append(line)
    for merged in ("A2:A3", "B2:D2", "E2:E3", "F2:F3", "H2:I2"):
        sheet.merge_cells(merged)
    for row in rows():
        sheet.append(row)
    path = folder / "竹村台账.xlsx"
    book.save(path)
    return path


def rows() -> list[list[object]]:
    """One row per person; the address stands in the first row of a household only, as in merged cells."""
    lines: list[list[object]] = []
    for house, unit, room, members in HOMES:
        for place, name in enumerate(members):
            number = len(lines) + 1
            home: list[object] = [house, unit, room] if place == 0 else [None, None, None]
            relation = "户主" if place == 0 else "家属"
            plate = "鲁L12345" if name == "张伟" else None
            lines.append([number, *home, name, relation, citizen_id(number), phone(number), plate])
    lines[1][6] = float(citizen_id(2)[:17] + "0")
    return lines
