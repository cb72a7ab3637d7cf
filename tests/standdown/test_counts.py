"""Small counts: hidden, and not to be computed from what is shown."""

from decimal import Decimal

from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from fangxian.standdown.rules.counts import checksum, hidden, plain, told
from fangxian.standdown.views.figures import code_word

LEAST = 5
PARTS = st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 40).map(Decimal), max_size=7)


@given(PARTS)
def test_no_small_count_is_shown_and_zero_is(parts: dict[str, Decimal]) -> None:
    shown = hidden(parts, least=LEAST)
    assert shown.keys() == parts.keys()
    assert all(cell is None or cell == 0 or cell >= LEAST for cell in shown.values())
    assert all(shown[code] == 0 for code, cell in parts.items() if cell == 0)


@given(PARTS)
def test_nothing_hidden_follows_from_the_total(parts: dict[str, Decimal]) -> None:
    shown = hidden(parts, least=LEAST)
    total = told(sum(parts.values(), Decimal(0)), least=LEAST)
    gone = [code for code, cell in shown.items() if cell is None]
    if total is not None and len(gone) == 1:
        raise AssertionError(f"{gone[0]} is the total less the others")


@given(PARTS)
def test_hiding_twice_changes_nothing(parts: dict[str, Decimal]) -> None:
    once = hidden(parts, least=LEAST)
    assert hidden(once, least=LEAST) == once


def test_a_record_has_one_checksum_however_it_is_written() -> None:
    assert checksum({"a": plain(Decimal("1.50")), "b": None}) == checksum({"b": None, "a": plain(Decimal("1.5"))})
    assert checksum({"a": "1"}) != checksum({"a": "2"})


def test_a_letter_of_the_register_is_told_in_words() -> None:
    assert code_word("register.Resident", "sex", "f") == "female"
    with translation.override("zh-hans"):
        assert code_word("register.Resident", "sex", "m") == "男"
