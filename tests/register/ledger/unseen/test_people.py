"""Who is who: members in one cell, relations, duplicates, names of every kind, people without papers."""

from __future__ import annotations

import pytest

from tests.register.ledger.ledgers import citizen_id, phone, read, read_rows, workbook
from tests.register.ledger.unseen.expected import expect


@pytest.mark.parametrize(
    ("cell", "names", "relations"),
    [
        ("张三、李四(妻) 王五", ["张三", "李四", "王五"], ["", "妻", ""]),
        ("李四(妻)王五(子)", ["李四", "王五"], ["妻", "子"]),
        ("李四（配偶）、王五（长子）、王六（次女）", ["李四", "王五", "王六"], ["配偶", "长子", "次女"]),
        ("妻李四 子王小五", ["李四", "王小五"], ["妻", "子"]),
        ("妻子:李四;儿子:王小五;儿媳:赵敏", ["李四", "王小五", "赵敏"], ["妻子", "儿子", "儿媳"]),
        ("李四-妻,王五-子", ["李四", "王五"], ["妻", "子"]),
        ("1、李四 2、王五", ["李四", "王五"], ["", ""]),
        ("①李四 ②王五", ["李四", "王五"], ["", ""]),
        ("李四 妻 王五 子", ["李四", "王五"], ["妻", "子"]),
        ("李四和王五", ["李四", "王五"], ["", ""]),
        ("李四,王五等2人", ["李四", "王五"], ["", ""]),
        ("李四\n王五\n", ["李四", "王五"], ["", ""]),
        ("李四 王五 2人", ["李四", "王五"], ["", ""]),
    ],
)
def test_members_in_one_cell(cell: str, names: list[str], relations: list[str]) -> None:
    reading = read_rows(("门牌号", "户主", "家庭成员"), ("12号", "钱一", cell))
    expect(reading, names=["钱一", *names], relations=["", *relations], households=1)


def test_what_stands_beside_a_member_is_kept() -> None:
    cell = f"李四(妻,{citizen_id(2)},{phone(2)},山钢职工)、王五(子,在外打工)"
    reading = read_rows(("门牌号", "户主", "家庭成员"), ("12号", "钱一", cell))
    expect(reading, ids=[None, citizen_id(2), None], phones=[[], [phone(2)], []], notes=[None, "山钢职工", "在外打工"])


def test_a_whole_household_in_the_name_cell() -> None:
    rows = [("住址", "姓名", "人口数"), ("3-2-501", "王伟、李芳(妻)、王磊(子)", 3), ("3-2-502", "张强 刘敏", 3)]
    expect(
        read_rows(*rows),
        residents=5,
        households=2,
        names=["王伟", "李芳", "王磊", "张强", "刘敏"],
        problems=[(3, "member_count_mismatch")],
    )


def test_stated_numbers_are_compared_household_by_household() -> None:
    rows = [
        ("户主", "人口", "姓名", "关系", "门牌"),
        ("王伟", "3人", "王伟", "户主", "1号"),
        ("", "", "李芳", "妻", ""),
        ("", "", "王磊", "子", ""),
        ("张强", "四口", "张强", "户主", "2号"),
        ("", "", "刘敏", "妻", ""),
        ("赵静", 1, "赵静", "户主", "3号"),
    ]
    expect(read_rows(*rows), residents=6, households=3, problems=[(5, "member_count_mismatch")])


def test_a_head_named_beside_the_members_and_never_listed_is_a_person_too() -> None:
    rows = [
        ("门牌号", "户主姓名", "成员姓名", "与户主关系"),
        ("12号", "王伟", "李芳", "妻"),
        ("12号", "王伟", "王磊", "子"),
        ("13号", "张强", "张强", "本人"),
    ]
    expect(read_rows(*rows), residents=4, households=2, names=["王伟", "李芳", "王磊", "张强"])


def test_relations_of_every_kind_are_kept_as_written() -> None:
    said = ["户主", "配偶", "之子", "儿媳", "孙女", "岳母", "外甥女", "弟媳", "曾孙", "租客", "保姆"]
    rows = [("3-2-501", f"王{'一二三四五六七八九十百'[i]}", relation) for i, relation in enumerate(said)]
    expect(read_rows(("住址", "姓名", "与户主关系"), *rows), residents=11, households=1, relations=said)


def test_the_same_person_within_and_across_sheets_is_one() -> None:
    header = ("住址", "姓名", "身份证号", "出生日期")
    first = [
        header,
        ("1-1-101", "王伟", citizen_id(1), ""),
        ("1-1-102", "李芳", "", "1990-01-02"),
        ("1-1-101", "王 伟", citizen_id(1), ""),
    ]
    second = [
        header,
        ("1-1-102", "李芳", "", "1990年1月2日"),
        ("2-1-101", "王伟", citizen_id(1), ""),
        ("2-1-102", "李芳", "", "1960.5.6"),
    ]
    reading = read(workbook(常住=first, 外来=second))
    expect(reading, residents=3, problems=[(4, "duplicate_person"), (2, "duplicate_person"), (3, "duplicate_person")])


def test_namesakes_are_two_people() -> None:
    rows = [
        ("住址", "姓名", "性别", "出生日期", "身份证号"),
        ("1-1-101", "王伟", "男", "1960-01-01", ""),
        ("1-1-101", "王伟", "男", "1990-01-01", ""),
        ("1-1-102", "王伟", "", "", ""),
        ("1-1-103", "李芳", "", "", citizen_id(1)),
        ("1-1-103", "李芳", "", "", citizen_id(2)),
    ]
    expect(read_rows(*rows), residents=5, households=3)


def test_people_without_papers_are_people() -> None:
    said = [
        "",
        "无",
        "未办理",
        "未上户口",
        "新生儿",
        "没有身份证",
        "暂无",
        "待补",
        "无身份证",
        "未登记",
        "办理中",
        "遗失",
    ]
    rows = [("1-1-101", f"王{'一二三四五六七八九十百千'[i]}", text) for i, text in enumerate(said)]
    reading = read_rows(("住址", "姓名", "身份证号"), *rows)
    expect(reading, residents=12, households=1, ids=[None] * 12)


@pytest.mark.parametrize(
    ("cell", "document"),
    [
        ("E12345678", "E12345678"),
        ("护照E12345678", "E12345678"),
        ("护照:E 1234 5678", "E12345678"),
        ("H1234567801", "H1234567801"),
        ("M12345678(澳门)", "M12345678"),
        ("回乡证H12345678", "H12345678"),
        ("台胞证12345678", "台胞证12345678"),
        ("军官证 军字第1234567号", "军字第1234567号"),
        ("AB1234567", "AB1234567"),
    ],
)
def test_passports_and_permits(cell: str, document: str) -> None:
    (person,) = read_rows(("住址", "姓名", "证件号码"), ("1-1-101", "John Smith", cell)).people
    assert (person.citizen_id, person.document) == (None, document)


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("张 三", "张三"),
        ("张　三", "张三"),
        ("张\n三", "张三"),
        ("买买提·吐尔逊", "买买提·吐尔逊"),
        ("买买提•吐尔逊", "买买提·吐尔逊"),
        ("买买提・吐尔逊", "买买提·吐尔逊"),
        ("买买提.吐尔逊", "买买提·吐尔逊"),
        ("迪丽热巴·迪力木拉提", "迪丽热巴·迪力木拉提"),
        ("John Smith", "John Smith"),
        ("SMITH, JOHN", "SMITH, JOHN"),
        ("Nguyễn Văn An", "Nguyễn Văn An"),
        ("O'Neil Mary-Jane", "O'Neil Mary-Jane"),
        ("金泰熙(韩国)", "金泰熙"),
        ("司马相如", "司马相如"),
        ("欧阳 修", "欧阳修"),
        ("㐂嘉", "㐂嘉"),
        ("王小二(已故)", "王小二"),
        ("*王伟", "王伟"),
        ("1.王伟", "王伟"),
        ("王伟1", "王伟1"),
    ],
)
def test_names_of_every_kind(cell: str, name: str) -> None:
    expect(read_rows(("住址", "姓名", "身份证号"), ("1-1-101", cell, citizen_id(1))), names=[name], ids=[citizen_id(1)])


def test_a_name_that_is_a_number_is_a_missing_name_and_the_number_is_not_lost() -> None:
    rows = [
        ("住址", "姓名", "身份证号", "电话"),
        ("1-1-101", citizen_id(1), "", phone(1)),
        ("1-1-102", phone(2), "", ""),
    ]
    reading = read_rows(*rows)
    expect(reading, problems=[(2, "missing_name"), (3, "missing_name")], names=["", ""])
    assert [p.value for p in reading.problems] == [citizen_id(1), phone(2)]


def test_a_person_whose_name_is_missing_is_counted_and_reported() -> None:
    rows = [
        ("住址", "姓名", "关系", "身份证号", "电话"),
        ("1-1-101", "王伟", "户主", citizen_id(1), ""),
        ("", "", "妻", citizen_id(2), ""),
        ("1-1-102", "", "", "", phone(3)),
        ("1-1-103", "不详", "", "", phone(4)),
        ("1-1-104", "某某", "", citizen_id(5), ""),
    ]
    reading = read_rows(*rows)
    expect(reading, residents=5, problems=[(3, "missing_name"), (4, "missing_name"), (5, "missing_name")])


def test_tenants_and_owners_in_one_table() -> None:
    rows = [
        ("房号", "姓名", "身份", "电话"),
        ("3-1-101", "王伟", "房主", phone(1)),
        ("3-1-101", "李芳", "租户", phone(2)),
        ("3-1-102", "张强", "业主", phone(3)),
    ]
    expect(read_rows(*rows), residents=3, households=2, relations=["房主", "租户", "业主"])


def test_remarks_unknown_columns_and_ages_are_kept() -> None:
    rows = [
        ("房号", "姓名", "年龄", "备注", "爱好"),
        ("3-1-101", "王伟", "67岁", "独居老人", "太极"),
        ("3-1-102", "李芳", 8, "", ""),
        ("3-1-103", "张强", "六个月", "", ""),
    ]
    reading = read_rows(*rows)
    expect(
        reading,
        notes=["独居老人 67岁(2020-02-03)", "8岁(2020-02-03)", "六个月(2020-02-03)"],
        columns_ignored=["爱好"],
    )


def test_an_age_beside_a_birth_date_says_nothing_new() -> None:
    rows = [("房号", "姓名", "年龄", "身份证号"), ("3-1-101", "王伟", 34, citizen_id(1))]
    expect(read_rows(*rows), notes=[None])


def test_answers_nobody_foresaw_are_kept_as_remarks() -> None:
    rows = [
        ("房号", "姓名", "性别", "是否租户", "是否外来", "家庭人口"),
        ("3-1-101", "王伟", "男", "借住亲戚家", "候鸟式居住", "3加保姆"),
    ]
    reading = read_rows(*rows)
    expect(reading, notes=["是否外来:候鸟式居住 是否租户:借住亲戚家 家庭人口:3加保姆"])
