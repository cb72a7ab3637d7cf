"""Who infected whom as a drawing, and cases by day as another: places and heights, no ink."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Grown:
    """A case as the tree needs it: its key, the day it began, and the case that infected it, if that is known."""

    key: int
    on: date
    source: int | None


@dataclass(frozen=True)
class Node:
    """A case in the tree: its row from the top, the generation after the first case known, and where it hangs."""

    key: int
    on: date
    row: int
    generation: int
    source: int | None


def tree(cases: Iterable[Grown]) -> list[Node]:
    """The cases in rows, each below the case it comes from, the earlier first. A source not among them is none."""
    known = {case.key: case for case in cases}
    below: dict[int | None, list[Grown]] = defaultdict(list)
    for case in known.values():
        below[case.source if case.source in known else None].append(case)
    found: list[Node] = []

    def hang(parent: int | None, generation: int) -> None:
        for case in sorted(below[parent], key=lambda each: (each.on, each.key)):
            found.append(Node(case.key, case.on, len(found), generation, parent))
            hang(case.key, generation + 1)

    hang(None, 0)
    return found


def comes_from(case: int, source: int, *, sources: Mapping[int, int]) -> bool:
    """Whether `source` itself comes from `case`, however far back: then it cannot have infected it."""
    seen: set[int] = set()
    at: int | None = source
    while at is not None and at not in seen:
        if at == case:
            return True
        seen.add(at)
        at = sources.get(at)
    return False


@dataclass(frozen=True)
class Bar:
    """The cases of a day, by class in a fixed order."""

    on: date
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.counts)


def curve(cases: Iterable[tuple[date, str]], *, classes: Sequence[str], until: date) -> list[Bar]:
    """The epidemic curve: one bar for each day from the first case to `until`, empty days included."""
    known = [(on, kind) for on, kind in cases if kind in classes and on <= until]
    if not known:
        return []
    counts: dict[date, list[int]] = defaultdict(lambda: [0] * len(classes))
    for on, kind in known:
        counts[on][classes.index(kind)] += 1
    first = min(on for on, _ in known)
    days = (first + timedelta(days=n) for n in range((until - first).days + 1))
    return [Bar(on, tuple(counts[on])) for on in days]
