"""One field takes a name, initials, a house, a phone tail, a plate or a pass code."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from fangxian.gates.rules import Address, Typed, bare_plate, typed

THREE_TWO_501 = Typed(addresses=(Address("3", "2", "501"),))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("李", Typed(name="李")),
        (" 欧阳 ", Typed(name="欧阳")),
        ("zw", Typed(initials="zw")),
        ("ZW", Typed(initials="zw")),
        ("3-2-501", Typed(addresses=(Address("3", "2", "501"),))),
        ("3号楼2单元501室", Typed(addresses=(Address("3", "2", "501"),))),
        ("3#2-501", Typed(addresses=(Address("3", "2", "501"),))),
        ("003-02-0501", Typed(addresses=(Address("3", "2", "501"),))),
        ("3-2-501", Typed(addresses=(Address("3", "2", "501"),))),
        ("501", Typed(addresses=(Address(building="501"), Address(room="501")))),
        ("501室", Typed(addresses=(Address(room="501"),))),
        ("12号", Typed(addresses=(Address(building="12"),))),
        ("0001", Typed(addresses=(Address(building="1"), Address(room="1")), phone_tail="0001")),
        ("鲁L·12345", Typed(plate="鲁L12345")),
        ("鲁l d12345", Typed(plate="鲁LD12345")),
        ("３－２－５０１", THREE_TWO_501),
        ("３ － ２ － ５０１", THREE_TWO_501),
        ("3 2 501", THREE_TWO_501),
        ("3，2，501", THREE_TWO_501),
        ("3、2、501", THREE_TWO_501),
        ("3。2。501", THREE_TWO_501),
        ("3/2/501", THREE_TWO_501),
        ("3·2·501", THREE_TWO_501),
        ("3一2一501", THREE_TWO_501),
        ("３号楼 ２单元 ５０１室", THREE_TWO_501),
        ("  3-2-501，", THREE_TWO_501),
        ("１２号", Typed(addresses=(Address(building="12"),))),
        ("鲁Ｌ·", Typed(plate_start="鲁L")),
        ("鲁ｌ", Typed(plate_start="鲁L")),
        ("鲁L・１２", Typed(plate_start="鲁L12")),
        ("鲁Ｌ．１２３４５", Typed(plate="鲁L12345")),
        ("鲁L—12345", Typed(plate="鲁L12345")),
        ("鲁L•12345", Typed(plate="鲁L12345")),
        ("鲁", Typed(name="鲁")),
        ("李　青", Typed(name="李青")),
        ("李，", Typed(name="李")),
        ("阿依・古丽", Typed(name="阿依·古丽")),
        ("z. w", Typed(initials="zw")),
        ("ｚｗ", Typed(initials="zw")),
        ("139-0000-0001", Typed(phone_tail="0001")),
        ("＋86 139 0000 0001", Typed(phone_tail="0001")),
        ("０００１", Typed(addresses=(Address(building="1"), Address(room="1")), phone_tail="0001")),
        ("3-501", Typed(addresses=(Address("3", room="501"), Address(unit="3", room="501"), Address("3", "501")))),
        ("3A-501", Typed(addresses=(Address("3A", room="501"), Address(unit="3A", room="501"), Address("3A", "501")))),
        ("", Typed()),
        (" －·。 ", Typed()),
        ("%_';--", Typed()),
    ],
)  # fmt: skip
def test_what_was_typed_is_read(text: str, expected: Typed) -> None:
    assert typed(text) == expected


def test_two_numbers_may_be_house_and_room_or_unit_and_room() -> None:
    found = typed("2单元501").addresses
    assert Address(unit="2", room="501") in found and Address("2", room="501") in found


def test_six_safe_letters_may_be_a_pass_code() -> None:
    for written in ("a7kq3w", "A7K-Q3W", "ａ７ｋ ｑ３ｗ"):
        assert typed(written).code == "A7KQ3W"
    assert typed("3-2-5234").code == ""
    assert typed("10oiil").code == ""


def test_a_plate_is_the_same_however_it_is_written() -> None:
    assert bare_plate("鲁L·12 345") == bare_plate("鲁ｌ—１２３４５") == "鲁L12345"


@given(some.text(max_size=60))
def test_nothing_typed_breaks_the_gate(text: str) -> None:
    typed(text)


def test_a_whole_phone_number_is_looked_up_by_its_tail() -> None:
    assert typed("139 0000 0001").phone_tail == "0001"


SIGNS = some.sampled_from([" ", "　", "-", "－", "—", "/", "、", "·", "．", "。", " - "])
NUMBERS = some.integers(1, 999)


@given(NUMBERS, NUMBERS, NUMBERS, SIGNS, SIGNS)
def test_a_house_is_the_same_whatever_stands_between_its_numbers(a: int, b: int, c: int, one: str, two: str) -> None:
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    written = f"{a}{one}{b}{two}{c}"
    for text in (written, written.translate(wide)):
        assert Address(str(a), str(b), str(c)) in typed(text).addresses
