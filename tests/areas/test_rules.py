"""Division codes: what the coding rules allow, and spans that nest exactly as the tree does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxian.areas.rules import (
    CodeError,
    Level,
    Span,
    checked,
    community_key,
    key_of,
    level_of,
    merged,
    parent_of,
    span_of,
)

codes = st.builds(
    lambda p, c, a, t, v, n: f"{p:02}{c:02}{a:02}{t:03}{v:03}"[:n],
    st.integers(11, 65), st.integers(1, 99), st.integers(1, 99), st.integers(1, 599), st.integers(1, 599),
    st.sampled_from([2, 4, 6, 9, 12]),
)  # fmt: skip


@given(codes)
def test_possible_codes_pass_and_have_their_level(code: str) -> None:
    assert checked(code) == code
    assert level_of(code) == {2: 1, 4: 2, 6: 3, 9: 4, 12: 5}[len(code)]


@given(codes)
def test_a_place_lies_in_its_parent_and_a_parent_not_in_its_place(code: str) -> None:
    parent = parent_of(code)
    if parent is None:
        assert level_of(code) is Level.PROVINCE
        return
    inner, outer = span_of(code), span_of(parent)
    assert outer.first <= inner.first < inner.end <= outer.end
    assert (outer.end - outer.first) > (inner.end - inner.first)


@given(codes, codes)
def test_two_places_nest_by_prefix_or_stand_apart(one: str, other: str) -> None:
    assert (key_of(other) in span_of(one)) == (
        other.startswith(one) or int(other.ljust(15, "0")) == int(one.ljust(15, "0"))
    )


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("", "not_digits"),
        ("37a1", "not_digits"),
        ("３７", "not_digits"),
        ("371", "length"),
        ("3711031500011", "length"),
        ("0711", "province"),
        ("371103000", "placeholder"),
        ("371103600", "township"),
        ("371103150000", "placeholder"),
        ("371103150600", "community"),
        ("371103150201000", "grid"),
    ],
)
def test_impossible_codes_are_named(code: str, reason: str) -> None:
    with pytest.raises(CodeError) as wrong:
        checked(code)
    assert wrong.value.reason == reason


def test_a_grid_belongs_to_its_community() -> None:
    assert community_key(key_of("371103150201007")) == key_of("371103150201")
    assert key_of("371103150201007") in span_of("371103150201")


@given(st.lists(codes, max_size=8), codes)
def test_merging_spans_keeps_exactly_the_same_ground(given_codes: list[str], probe: str) -> None:
    spans = [span_of(code) for code in given_codes]
    inside = any(key_of(probe) in span for span in spans)
    assert inside == any(key_of(probe) in span for span in merged(spans))


def test_merging_drops_what_lies_inside() -> None:
    assert merged([span_of("371103"), span_of("371103150201"), span_of("3711")]) == (span_of("3711"),)
    assert merged([Span(5, 6), Span(1, 2)]) == (Span(1, 2), Span(5, 6))
