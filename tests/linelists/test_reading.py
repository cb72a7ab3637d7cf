"""What a list is understood to say, whatever system or hand it comes from."""

from datetime import date, datetime, time, timedelta
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from fangxian.linelists.rules.cells import About, Unreadable, read, whole_name
from fangxian.linelists.rules.fields import KINDS, Field, field_of, is_godata, kind_of
from fangxian.linelists.rules.reading import Listing, ListUnreadable, read_list
from fangxian.linelists.rules.tables import as_csv, guarded
from tests.linelists.sending import CASES, CONTACTS, sheet

TODAY = date(2020, 2, 14)
# As a workbook gives it: without a zone.
MIDNIGHT = datetime.combine(date(2020, 2, 3), time())


def listing(*rows: object, kind: str = "", **more: object) -> Listing:
    return read_list(sheet(*rows), kind=kind, layouts=more.get("layouts", {}), today=TODAY)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("First name", Field.FIRST_NAME), ("firstName", Field.FIRST_NAME), ("first_name", Field.FIRST_NAME),
        ("LNG_CASE_FIELD_LABEL_FIRST_NAME", Field.FIRST_NAME), ("Date of Onset", Field.ONSET_ON),
        ("dateOfOnset", Field.ONSET_ON), ("LNG_CASE_FIELD_LABEL_DATE_OF_ONSET", Field.ONSET_ON),
        ("Classification", Field.CLASSIFICATION), ("visualId", Field.NUMBER), ("Gender", Field.SEX),
        ("Date of Becoming case", Field.BECAME_ON), ("addresses[0].phoneNumber", Field.PHONE),
        ("Addresses Phone number [1]", Field.PHONE), ("发病日期", Field.ONSET_ON),
        ("questionnaireAnswers.fever", Field.CLINICAL),
        ("LNG_CASE_FIELD_LABEL_ADDRESSES LNG_ADDRESS_FIELD_LABEL_PHONE_NUMBER [1]", Field.PHONE),
        ("体温", Field.CLINICAL), ("核酸检测结果", Field.CLINICAL), ("备注", None), ("riskReason", None),
    ],
)  # fmt: skip
def test_a_column_is_known_by_what_people_and_systems_call_it(header: str, field: Field | None) -> None:
    assert field_of(header, "cases") == field


@pytest.mark.parametrize(
    ("headers", "known"),
    [
        (("visualId", "firstName"), True), (("Source person Visual ID", "Contact date"), True),
        (("LNG_CASE_FIELD_LABEL_FIRST_NAME", "x"), True), (CASES, False), (("id", "firstName", "dateOfOnset"), False),
    ],
)  # fmt: skip
def test_an_export_of_godata_is_recognised(headers: tuple[str, ...], known: bool) -> None:
    assert is_godata(headers) is known


def test_the_kind_is_told_by_the_columns() -> None:
    assert kind_of(CASES) == "cases"
    assert kind_of(CONTACTS) == "contacts"
    assert kind_of(("firstName", "lastName", "dateOfLastContact")) == "contacts"
    assert kind_of(("sourcePerson.visualId", "targetPerson.visualId", "contactDate")) == "relationships"


@pytest.mark.parametrize(
    ("field", "cell", "said"),
    [
        (Field.CLASSIFICATION, "LNG_REFERENCE_DATA_CATEGORY_CASE_CLASSIFICATION_SUSPECT", "suspected"),
        (Field.CLASSIFICATION, "LNG_REFERENCE_DATA_CATEGORY_CASE_CLASSIFICATION_NOT_A_CASE_DISCARDED", "discarded"),
        (Field.CLASSIFICATION, "Not a Case (Discarded)", "discarded"), (Field.CLASSIFICATION, "确诊病例", "confirmed"),
        (Field.CLASSIFICATION, "临床诊断", "probable"), (Field.SEX, "LNG_REFERENCE_DATA_CATEGORY_GENDER_FEMALE", "f"),
        (Field.SEX, "男", "m"), (Field.SEX, "unknown", ""), (Field.ONSET_ON, "2020-02-03T00:00:00.000Z", "2020-02-03"),
        (Field.ONSET_ON, MIDNIGHT, "2020-02-03"), (Field.ONSET_ON, "2月3日", "2020-02-03"),
        (Field.BORN_ON, "1980-05-06T00:00:00.000Z", "1980-05-06"), (Field.PHONE, "+86 139-0000-0001", "13900000001"),
        (Field.ONSET_ON, "不详", ""),
    ],
)  # fmt: skip
def test_a_cell_says_a_day_a_class_or_a_number(field: Field, cell: object, said: str) -> None:
    assert read(field, cell, About(TODAY)) == said  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("field", "cell", "code"),
    [
        (Field.CLASSIFICATION, "无症状感染者", "class_unknown"), (Field.ONSET_ON, "上周", "day_unreadable"),
        (Field.ONSET_ON, "2020-02-15", "day_ahead"), (Field.CITIZEN_ID, "371199198001010000", "id_precision_lost"),
        (Field.PHONE, "12345", "phone_format"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_a_fault_with_a_name(field: Field, cell: str, code: str) -> None:
    with pytest.raises(Unreadable, match=code):
        read(field, cell, About(TODAY))


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({Field.FIRST_NAME: "伟", Field.LAST_NAME: "张"}, "张伟"), ({Field.NAME: "张 伟"}, "张伟"),
        ({Field.FIRST_NAME: "Ana", Field.MIDDLE_NAME: "M.", Field.LAST_NAME: "Silva"}, "Ana M. Silva"), ({}, ""),
    ],
)  # fmt: skip
def test_a_name_is_written_as_people_here_write_it(values: dict[Field, str], name: str) -> None:
    assert whole_name(values) == name


def test_a_row_says_what_is_wrong_with_it_and_keeps_the_rest() -> None:
    found = listing(CASES, ("张伟", "12", "3-1-501", "可疑", "昨天", "2月10日", "38.5"), ("", "", "", "", "", "", ""))
    (line,) = found.lines
    assert line.row == 2 and line.name == "张伟"
    assert line.values[Field.REPORTED_ON] == "2020-02-10"
    assert [(row, fault.code) for row, fault in found.faults] == [
        (2, "phone_format"), (2, "class_unknown"), (2, "day_unreadable"),
    ]  # fmt: skip


def test_titles_above_the_header_are_passed_over() -> None:
    found = listing(("竹村病例一览表",), ("填报日期", "2020-02-14"), CASES, ("张伟", "", "", "疑似", "", "", ""))
    assert found.lines[0].row == 4 and found.lines[0].values[Field.CLASSIFICATION] == "suspected"


def test_a_clinical_column_is_neither_shown_nor_kept() -> None:
    found = listing(CASES, ("张伟", "", "", "疑似", "", "", "42.87"))
    assert "42.87" not in repr(found) and "体温" in found.left_out


def test_an_unknown_column_is_not_shown_before_somebody_says_what_it_holds() -> None:
    rows = (("病例姓名", "分类", "登记"), ("张伟", "疑似", "2月3日"))
    assert "2月3日" not in repr(listing(*rows))
    found = listing(*rows)
    later = listing(*rows, layouts={found.signature: {"C": Field.REPORTED_ON}})
    assert later.lines[0].values[Field.REPORTED_ON] == "2020-02-03"


def test_the_same_layout_has_the_same_signature_whoever_stands_in_it() -> None:
    one, two = (listing(CASES, (name, "", "", "疑似", "", "", "")) for name in ("张伟", "李青"))
    other = listing(CASES[:-1], ("张伟", "", "", "疑似", "", ""))
    assert one.signature == two.signature != other.signature


def test_a_workbook_is_read_like_a_csv_and_its_other_sheets_are_named() -> None:
    book = Workbook()
    first = book.active
    first.title = "病例"  # type: ignore[union-attr]
    for row in (CASES, ("张伟", 13900000001.0, "", "确诊", MIDNIGHT, MIDNIGHT + timedelta(days=2), 38.5)):
        first.append(row)  # type: ignore[union-attr]
    book.create_sheet("说明").append(["说明", "见附件"])
    target = BytesIO()
    book.save(target)
    found = read_list(target.getvalue(), kind="", layouts={}, today=TODAY)
    assert found.others == ("说明",)
    assert found.lines[0].values == {
        Field.NAME: "张伟", Field.PHONE: "13900000001", Field.CLASSIFICATION: "confirmed",
        Field.ONSET_ON: "2020-02-03", Field.REPORTED_ON: "2020-02-05",
    }  # fmt: skip


@pytest.mark.parametrize(("data", "code"), [(b"", "empty"), (b"PK\x03\x04" + b"x" * 50, "not_a_ledger")])
def test_what_is_no_list_says_why(data: bytes, code: str) -> None:
    with pytest.raises(ListUnreadable) as told:
        read_list(data, kind="", layouts={}, today=TODAY)
    assert told.value.code == code


def test_a_table_without_known_titles_is_no_list() -> None:
    with pytest.raises(ListUnreadable, match="no_columns"):
        listing(("甲", "乙"), ("1", "2"))


CELLS = st.text("=+-@'\",;\n 0123456789年月日张伟疑似确诊Z", max_size=12)


@settings(deadline=None)
@given(st.lists(st.lists(CELLS, max_size=6), max_size=8), st.sampled_from(["", *KINDS]))
def test_nothing_anybody_sends_breaks_the_reading(rows: list[list[str]], kind: str) -> None:
    try:
        found = read_list(sheet(CASES, *rows), kind=kind, layouts={}, today=TODAY)
    except ListUnreadable:
        return
    assert all(line.values or line.faults for line in found.lines)


@settings(deadline=None)
@given(st.text("=+-@\t\r\n'a张 ", max_size=30))
def test_no_cell_we_write_is_a_formula(text: str) -> None:
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert as_csv([["a"]], [[text]]).count("a") >= 1
