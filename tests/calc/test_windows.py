"""Laws of spans of minutes."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from fangxian.calc.windows import Span, clip, merge, shared, subtract, touch

spans = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda t: Span(*t)), max_size=6)


def minutes(some: list[Span]) -> set[int]:
    return {m for s in some for m in range(s.start, s.end)}


@given(spans)
def test_merging_keeps_every_minute_once_and_in_order(some: list[Span]) -> None:
    merged = merge(some)
    assert minutes(merged) == minutes(some)
    assert sum(s.minutes for s in merged) == len(minutes(some))
    assert all(a.end < b.start for a, b in pairwise(merged))


@given(spans, spans)
def test_subtracting_takes_exactly_the_holes(some: list[Span], holes: list[Span]) -> None:
    assert minutes(subtract(some, holes)) == minutes(some) - minutes(holes)


@given(spans)
def test_clipping_keeps_what_lies_inside(some: list[Span]) -> None:
    assert minutes(clip(some, Span(10, 20))) == minutes(some) & set(range(10, 20))


@given(spans)
def test_touching_and_sharing_agree(some: list[Span]) -> None:
    real = [s for s in some if s.minutes]
    assert all(touch(a, b) == (shared(a, b) > 0) == bool(minutes([a]) & minutes([b])) for a in real for b in real)
