"""Which names of workplaces may mean the same one: a suggestion by likeness, for a person to decide. Pure."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from rapidfuzz import fuzz, process

# What companies are called after their name; it makes strangers look alike.
ENDINGS = re.compile(
    r"(?:有限责任公司|股份有限公司|有限公司|股份公司|集团公司|分公司|总公司|公司|集团|co\.?,? ?ltd\.?|ltd\.?|inc\.?)"
)
# Below this nobody would take one name for the other; a suggestion is never more than that.
ALIKE = 60
# A short form such as 山钢 for 山东钢铁: two to four characters of the long name, in its order, from its first one on.
SHORT_FORM = re.compile(r"[\u4e00-\u9fff]{2,4}")
LIKELY_SHORT = 80
# One name within the other, as a branch has its company's: nearly the same name.
PART = 95
SHOWN = 30


@dataclass(frozen=True)
class Alike:
    """Two employers, by their numbers, whose names are alike: 100 is the same."""

    one: int
    other: int
    likeness: int


def bare(name: str) -> str:
    """A name without spaces, brackets and what every company is called."""
    text = re.sub(r"[\s()（）·,，.。\-]", "", name).lower()
    return ENDINGS.sub("", text) or text


def likeness(first: str, second: str) -> int:
    """How alike two bare names are, 0 to 100: as a whole, the shorter as a part of the longer, or as its short form."""
    if not first or not second:
        return 0
    short, long = sorted((first, second), key=len)
    part = min(PART, fuzz.partial_ratio(short, long)) if len(short) > 1 else 0
    return round(max(fuzz.ratio(short, long), part, part_of(short, long)))


def part_of(short: str, long: str) -> int:
    """How surely a bare name is a part of another one or its short form, 0 to 100."""
    if len(short) < 2 or len(short) >= len(long):
        return 0
    if short in long:
        return PART
    rest = iter(long)
    if not SHORT_FORM.fullmatch(short) or not all(character in rest for character in short):
        return 0
    return LIKELY_SHORT if short[0] == long[0] else ALIKE


def pairs_alike(names: Mapping[int, str]) -> list[Alike]:
    """The pairs most alike, the surest first, at most SHOWN of them."""
    return list(pairs_of(tuple(sorted((key, bare(name)) for key, name in names.items() if bare(name)))))


@lru_cache(maxsize=8)
def pairs_of(named: tuple[tuple[int, str], ...]) -> tuple[Alike, ...]:
    """The same of bare names; kept, for they are looked at one pair after another and change only when one is new."""
    if not named:
        return ()
    keys, bared = zip(*named, strict=True)
    # By row and column a pair of names; two thousand names are four million pairs, too many for Python to walk.
    found = process.cdist(bared, bared, scorer=fuzz.ratio, score_cutoff=ALIKE, dtype=np.uint8)
    for row, column, sure in parts(bared):
        found[row, column] = max(found[row, column], sure)
    rows, columns = np.nonzero(np.triu(found, 1))
    surest = np.argsort(-found[rows, columns].astype(np.int16), kind="stable")[:SHOWN]
    return tuple(
        Alike(keys[row], keys[column], int(found[row, column]))
        for row, column in zip(rows[surest].tolist(), columns[surest].tolist(), strict=True)
    )


def parts(bared: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """The places of two bare names of which one is within the other, the smaller place first, and how surely."""
    having: dict[str, set[int]] = defaultdict(set)
    for place, name in enumerate(bared):
        for character in name:
            having[character].add(place)
    for place, short in enumerate(bared):
        rarest_first = sorted((having[character] for character in {*short}), key=len)
        for other in rarest_first[0].intersection(*rarest_first[1:]):
            if sure := part_of(short, bared[other]):
                yield min(place, other), max(place, other), sure


def meant_by(words: str, names: Mapping[int, str]) -> list[int]:
    """The employers a line may mean, the likeliest first, at most SHOWN of them."""
    line = bare(words)
    known = {key: likeness(line, bare(name)) for key, name in names.items()}
    found = sorted((key for key, likely in known.items() if likely >= ALIKE), key=lambda key: (-known[key], key))
    return found[:SHOWN]


def same_as(merges: Mapping[int, int], key: int) -> int:
    """The employer that stands for this one, however many merges away. A circle ends where it began."""
    seen = {key}
    while key in merges and merges[key] not in seen:
        key = merges[key]
        seen.add(key)
    return key


def group_of(key: int, merges: Mapping[int, int]) -> frozenset[int]:
    """Every employer that means the same as this one, itself included."""
    root = same_as(merges, key)
    return frozenset({root, key, *(other for other in merges if same_as(merges, other) == root)})
