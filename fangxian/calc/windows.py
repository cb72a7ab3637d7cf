"""Spans of minutes: touch, merge, subtract, clip. Every span is half-open, [start, end)."""

from collections.abc import Iterable
from typing import NamedTuple


class Span(NamedTuple):
    """From `start` up to but not including `end`, in minutes."""

    start: int
    end: int

    @property
    def minutes(self) -> int:
        """Length; never negative."""
        return max(0, self.end - self.start)


def touch(a: Span, b: Span) -> bool:
    """Do the two share at least a minute?"""
    return a.start < b.end and b.start < a.end


def shared(a: Span, b: Span) -> int:
    """Minutes that lie in both."""
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def merge(spans: Iterable[Span]) -> list[Span]:
    """The same minutes as disjoint spans in order; touching spans become one, empty ones vanish."""
    found: list[Span] = []
    for span in sorted(s for s in spans if s.end > s.start):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def subtract(spans: Iterable[Span], holes: Iterable[Span]) -> list[Span]:
    """What is left of `spans` when every minute of `holes` is taken out."""
    left = merge(spans)
    for hole in merge(holes):
        left = [piece for span in left for piece in _without(span, hole)]
    return left


def clip(spans: Iterable[Span], within: Span) -> list[Span]:
    """The part of `spans` that lies inside `within`."""
    return merge(Span(max(s.start, within.start), min(s.end, within.end)) for s in spans)


def _without(span: Span, hole: Span) -> list[Span]:
    pieces = (Span(span.start, min(span.end, hole.start)), Span(max(span.start, hole.end), span.end))
    return [piece for piece in pieces if piece.end > piece.start]
