"""Statistical division codes (domain-rules B-11): how they are built, and the span of whole numbers each one covers.

An area's key is its 12-digit code followed by three digits for a grid below it: 371103002001 is 371103002001000,
its seventh grid 371103002001007. A division and everything under it is then one half-open span of numbers, so
"is this row within my community" is a range on an indexed integer and needs no join (docs/decisions/0002).
"""

import re
from dataclasses import dataclass
from enum import IntEnum

GRID_DIGITS = 3
CODE_DIGITS = 12
GRIDS = 1000  # keys from one community to the next: 10 ** GRID_DIGITS


class Level(IntEnum):
    """The depth of a place in the tree; grids are drawn by the community itself."""

    PROVINCE = 1
    PREFECTURE = 2
    COUNTY = 3
    TOWNSHIP = 4
    COMMUNITY = 5
    GRID = 6


DIGITS = {
    Level.PROVINCE: 2,
    Level.PREFECTURE: 4,
    Level.COUNTY: 6,
    Level.TOWNSHIP: 9,
    Level.COMMUNITY: 12,
    Level.GRID: CODE_DIGITS + GRID_DIGITS,
}
LEVEL_OF_DIGITS = {digits: level for level, digits in DIGITS.items()}


class CodeError(ValueError):
    """A division code that the coding rules do not allow; `reason` is a stable word, `code` the text found."""

    def __init__(self, reason: str, code: str) -> None:
        super().__init__(f"{code}: {reason}")
        self.reason = reason
        self.code = code


@dataclass(frozen=True, order=True)
class Span:
    """The half-open range [first, end) of area keys of one place and everything under it."""

    first: int
    end: int

    def __contains__(self, key: int) -> bool:
        return self.first <= key < self.end


def level_of(code: str) -> Level:
    """The level a code stands for, by its length; 15 digits are a grid. Raises CodeError."""
    if not re.fullmatch(r"[0-9]+", code):
        raise CodeError("not_digits", code)
    if len(code) not in LEVEL_OF_DIGITS:
        raise CodeError("length", code)
    return LEVEL_OF_DIGITS[len(code)]


def checked(code: str) -> str:
    """The code itself if the coding rules allow it. Raises CodeError (domain-rules B-11)."""
    level = level_of(code)
    if not 11 <= int(code[:2]) <= 91:
        raise CodeError("province", code)
    # The published tables fill a county without townships with a row of zeros: it is no place of its own.
    if "000" in (code[6:9], code[9:12]):
        raise CodeError("placeholder", code)
    if level >= Level.TOWNSHIP and not 1 <= int(code[6:9]) <= 599:
        raise CodeError("township", code)
    if level >= Level.COMMUNITY and not 1 <= int(code[9:12]) <= 599:
        raise CodeError("community", code)
    if level is Level.GRID and code[12:] == "000":
        raise CodeError("grid", code)
    return code


def parent_of(code: str) -> str | None:
    """The code one level up; None above a province. Raises CodeError."""
    level = level_of(code)
    return code[: DIGITS[Level(level - 1)]] if level > Level.PROVINCE else None


def key_of(code: str) -> int:
    """The 15-digit whole number that is the area's primary key. Raises CodeError."""
    level_of(code)
    return int(code.ljust(CODE_DIGITS + GRID_DIGITS, "0"))


def span_of(code: str) -> Span:
    """The keys of this place and all below it. Raises CodeError."""
    first = key_of(code)
    return Span(first, first + 10 ** (CODE_DIGITS + GRID_DIGITS - len(code)))


def community_key(key: int) -> int:
    """The key of the community a grid lies in; any other area is its own."""
    return key - key % GRIDS


def merged(spans: list[Span]) -> tuple[Span, ...]:
    """The same ground in as few spans as possible. Spans of a tree nest or stand apart, so one pass does."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.first, -s.end)):
        if not found or span.first >= found[-1].end:
            found.append(span)
    return tuple(found)
