"""A line in pieces: what each stretch of it says. The pieces always make up the whole line again."""

from collections.abc import Iterable
from dataclasses import dataclass
from unicodedata import normalize


@dataclass(frozen=True)
class Part:
    """A stretch of the line and what it was read as: place, kind, owner, unknown (a name), due, or text."""

    role: str
    text: str


@dataclass(frozen=True)
class Found:
    """A reading of `line[start:end]`; `value` depends on the role."""

    role: str
    start: int
    end: int
    value: object


def folded(line: str) -> str:
    """The line for matching: full-width signs narrow, letters small; every character keeps its place."""
    return "".join(_one(char) for char in line)


def _one(char: str) -> str:
    plain = normalize("NFKC", char).lower()
    return plain if len(plain) == 1 else char


def without_overlaps(found: Iterable[Found]) -> list[Found]:
    """The readings in the order of the line; where two overlap, the one given first stands."""
    kept: list[Found] = []
    for one in found:
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def in_parts(line: str, found: Iterable[Found]) -> tuple[Part, ...]:
    """The line cut at its readings, which do not overlap and stand in order."""
    parts, at = [], 0
    for one in found:
        if at < one.start:
            parts.append(Part("text", line[at : one.start]))
        parts.append(Part(one.role, line[one.start : one.end]))
        at = one.end
    if at < len(line):
        parts.append(Part("text", line[at:]))
    return tuple(parts)
