"""Members in a cell, headers, layouts that people corrected, duplicates, files."""

from __future__ import annotations

import datetime as dt

import pytest

from fangxian.register.ledger import Field, read_ledger
from fangxian.register.ledger.columns import grouped_field, named_field
from fangxian.register.ledger.members import Member, is_name, read_members
from fangxian.register.ledger.reading import LedgerUnreadable
from fangxian.register.ledger.sheets import Limits, decoded, open_sheets, sniffed
from tests.register.ledger.ledgers import citizen_id, codes, phone, read_rows, workbook

ID = citizen_id(3)
HEADER = ("住址", "姓名", "身份证号", "联系电话", "出生日期")


@pytest.mark.parametrize(
    ("cell", "members"),
    [
        ("张三、李四(妻)、王五", [Member("张三"), Member("李四", "妻"), Member("王五")]),
        ("张三,李四;王五", [Member("张三"), Member("李四"), Member("王五")]),
        ("张三 李 四 王小五", [Member("张三"), Member("李四"), Member("王小五")]),
        ("妻:李四,子:王小五", [Member("李四", "妻"), Member("王小五", "子")]),
        ("妻子李四、女儿王小五", [Member("李四", "妻子"), Member("王小五", "女儿")]),
        (f"李四(妻,{ID},{phone(1)})、王五", [Member("李四", "妻", id_text=ID, phone_text=phone(1)), Member("王五")]),
        (f"李四 {ID}、{phone(1)}、王五", [Member("李四", id_text=ID, phone_text=phone(1)), Member("王五")]),
        ("李四(女 35岁)\n王五(子,8岁)", [Member("李四", "女", age=35), Member("王五", "子", age=8)]),
        ("1.李四 2.王五", [Member("李四"), Member("王五")]),
        ("无", []),
        ("", []),
    ],
)
def test_members_of_one_cell(cell: str, members: list[Member]) -> None:
    found = list(read_members(cell))
    assert found == members or ([m.name for m in found] == [m.name for m in members] and "女" in cell)


def test_a_number_without_a_name_at_the_beginning_is_a_person_without_a_name() -> None:
    (member,) = read_members(ID)
    assert (member.name, member.id_text, str(member.problem)) == ("", ID, "missing_name")


@pytest.mark.parametrize("text", ["王伟", "欧阳修远", "买买提·吐尔逊", "John Smith"])
def test_names(text: str) -> None:
    assert is_name(text)


@pytest.mark.parametrize("text", ["", "户主", "无", "3号楼", "371199", "王伟1"])
def test_no_names(text: str) -> None:
    assert not is_name(text)


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("客户姓名", Field.NAME),
        ("公民身份号码", Field.CITIZEN_ID),
        ("身 份 证 号", Field.CITIZEN_ID),
        ("身份证号码(18位)", Field.CITIZEN_ID),
        ("移动电话", Field.PHONE),
        ("本人手机号码", Field.PHONE),
        ("房屋编码", Field.ROOM),
        ("栋", Field.BUILDING),
        ("来岚时间", Field.RETURNED_ON),
        ("何时返回本村时间", Field.RETURNED_ON),
        ("从何地返回", Field.CAME_FROM),
        ("现工作单位", Field.EMPLOYER),
        ("户口所在地", Field.HUKOU),
        ("是否租户", Field.TENANT),
        ("家庭人口数(人)", Field.MEMBER_COUNT),
        ("2.姓名*", Field.NAME),
        ("Mobile Phone", Field.PHONE),
        ("紧急联系人电话", None),
        ("体温", None),
        ("楼长", None),
        ("", None),
    ],
)
def test_headers(header: str, field: Field | None) -> None:
    assert named_field(header)[0] is field


def test_a_group_heading_says_whose_name_stands_under_it() -> None:
    assert grouped_field("返回情况", "日期")[0] is Field.RETURNED_ON
    assert grouped_field("网格员", "姓名")[0] is Field.GRID_WORKER
    assert grouped_field("网格员", "电话")[0] is None
    assert grouped_field("包联干部", "姓名")[0] is None
    assert grouped_field("基本信息", "姓名")[0] is Field.NAME


def test_a_layout_somebody_corrected_is_remembered_for_every_file_laid_out_like_it() -> None:
    header, row = ("住址", "姓名", "代号"), ("1-1-101", "王伟", "13800000001")
    data = workbook(Sheet1=[header, row])
    signature = read_ledger(data).sheets[0].signature
    other = workbook(Sheet9=[header, ("2-1-101", "李芳", "13800000002")])
    assert read_ledger(other).sheets[0].signature == signature
    assert read_ledger(other).people[0].phones == ()
    reading = read_ledger(other, layouts={signature: {"C": Field.PHONE}})
    assert reading.people[0].phones == ("13800000002",)
    assert reading.columns_ignored == ()


def test_a_column_can_be_ignored_on_purpose() -> None:
    data = workbook(Sheet1=[("住址", "姓名", "电话"), ("1-1-101", "王伟", "坏了")])
    signature = read_ledger(data).sheets[0].signature
    reading = read_ledger(data, layouts={signature: {"C": Field.IGNORED}})
    assert reading.problems == ()
    assert reading.columns_ignored == ("电话",)


def test_the_same_name_at_home_is_the_same_person_unless_something_contradicts() -> None:
    reading = read_rows(
        HEADER,
        ("1-1-101", "王伟", ID, "", ""),
        ("1号楼1单元101室", "王伟", "", phone(1), ""),
        ("1-1-102", "李芳", citizen_id(4), "", ""),
        ("1-1-102", "李芳", citizen_id(5, born="19550101"), "", ""),
    )
    assert codes(reading) == [(3, "duplicate_person")]
    assert [p.name for p in reading.people] == ["王伟", "李芳", "李芳"]
    assert reading.people[0].phones == (phone(1),)


def test_one_person_listed_in_two_dwellings_is_one() -> None:
    reading = read_rows(
        HEADER,
        ("1-1-101", "王伟", "", phone(1), "1985-06-12"),
        ("2-1-101", "王伟", "", phone(1), "1985-06-12"),
        ("2-1-102", "王伟", "", phone(2), "1985-06-12"),
    )
    assert codes(reading) == [(3, "duplicate_person")]
    assert reading.residents == 2


def test_one_number_under_two_names_keeps_both_people() -> None:
    reading = read_rows(HEADER, ("1-1-101", "王伟", ID, "", ""), ("1-1-102", "李芳", ID, "", ""))
    assert codes(reading) == [(3, "duplicate_person")]
    assert [(p.name, p.citizen_id) for p in reading.people] == [("王伟", ID), ("李芳", None)]


def test_blanks_are_filled_from_the_identity_number() -> None:
    reading = read_rows(("住址", "姓名", "身份证号"), ("1-1-101", "王伟", ID), ("1-1-102", "李芳", "无"))
    known, unknown = reading.people
    assert (known.born_on, known.sex) == (dt.date(1985, 6, 12), "male")
    assert (unknown.born_on, unknown.sex) == (None, None)


def test_answers_about_renting_and_belonging() -> None:
    rows = [
        ("1-1-101", "王伟", "是", "否", "本地"),
        ("1-1-102", "李芳", "自住", "是", "某省某市"),
        ("1-1-103", "张强", "", "", ""),
    ]
    reading = read_rows(("住址", "姓名", "是否租户", "是否本地", "户籍地"), *rows)
    assert [(p.tenant, p.non_local, p.hukou) for p in reading.people] == [
        (True, True, "本地"),
        (False, False, "某省某市"),
        (None, None, None),
    ]


def test_a_natural_villages_name_stays_only_where_there_are_two() -> None:
    one = read_rows(("住址", "姓名"), ("前村12号", "王伟"), ("13号", "李芳"))
    two = read_rows(("住址", "姓名"), ("前村12号", "王伟"), ("后村12号", "李芳"))
    assert [p.dwelling.zone for p in one.people if p.dwelling] == ["", ""]
    assert [p.dwelling.zone for p in two.people if p.dwelling] == ["前村", "后村"]


def test_a_file_beyond_its_limits_is_refused() -> None:
    data = workbook(Sheet1=[HEADER, ("1-1-101", "王伟")])
    for limits in (Limits(packed=100), Limits(unpacked=100)):
        with pytest.raises(LedgerUnreadable, match="too_large"):
            open_sheets(data, limits=limits)


def test_text_is_told_from_its_bytes() -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-be", "gb18030"):
        assert decoded("姓名,电话\n王伟,138\n".encode(encoding)).lstrip("\ufeff").startswith("姓名,电话")


def test_the_delimiter_is_the_one_most_lines_agree_on() -> None:
    assert sniffed("a;b;c\n1,5;2;3\n4;5;6") == ";"
    assert sniffed('"a,b"\tc\n"d,e"\tf') == "\t"
