"""Which names of workplaces may mean the same one: a suggestion by likeness, for a person to decide. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz

# What companies are called after their name; it makes strangers look alike.
ENDINGS = re.compile(
    r"(?:有限责任公司|股份有限公司|有限公司|股份公司|集团公司|分公司|总公司|公司|集团|co\.?,? ?ltd\.?|ltd\.?|inc\.?)"
)
# Below this nobody would take one name for the other; a suggestion is never more than that.
ALIKE = 60
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


def likeness(one: str, other: str) -> int:
    """How alike two names are, 0 to 100: as a whole, or the shorter as a part of the longer."""
    first, second = bare(one), bare(other)
    if not first or not second:
        return 0
    within = fuzz.partial_ratio(first, second) if min(len(first), len(second)) > 1 else 0
    return round(max(fuzz.ratio(first, second), within))


def pairs_alike(names: Mapping[int, str]) -> list[Alike]:
    """The pairs most alike, the surest first, at most SHOWN of them."""
    found = (Alike(a, b, likeness(names[a], names[b])) for a, b in combinations(sorted(names), 2))
    sure = sorted((pair for pair in found if pair.likeness >= ALIKE), key=lambda pair: (-pair.likeness, pair.one))
    return sure[:SHOWN]


def meant_by(words: str, names: Mapping[int, str]) -> list[int]:
    """The employers a line may mean, the likeliest first, at most SHOWN of them."""
    known = {key: likeness(words, name) for key, name in names.items()}
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
