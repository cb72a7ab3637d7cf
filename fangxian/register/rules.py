"""Who in a ledger is already in the register, and what the ledger changes about them. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from pypinyin import Style, lazy_pinyin

from fangxian.register.ledger import DwellingKey

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Known:
    """A resident in the register: where, and everything a ledger could state."""

    pk: int
    home: DwellingKey
    household: int
    values: Values


@dataclass(frozen=True, slots=True)
class Stated:
    """A person a ledger states: where, in which of its households, and its non-blank values by field."""

    home: DwellingKey | None
    household_key: str
    values: Values


@dataclass(frozen=True, slots=True)
class Match:
    """A stated person with the resident it is, if any, and the values that differ."""

    stated: Stated
    known: Known | None = None
    changes: Values = field(default_factory=dict)

    @property
    def moved(self) -> bool:
        """Whether the ledger says that the resident lives elsewhere now."""
        return self.known is not None and self.stated.home is not None and self.stated.home != self.known.home


def matches(stated: Sequence[Stated], known: Iterable[Known]) -> list[Match]:
    """Find every stated person in the register: by identity number, else by name, dwelling and birth date.

    A resident is found at most once; a blank cell never changes anything; nobody is removed.
    """
    by_id, at_home, by_phone = indexed(known)
    found: dict[int, Known] = {}
    taken: set[int] = set()
    # Identity numbers first: a namesake at home must not take the place of the person the number names.
    for index, person in enumerate(stated):
        same = by_id.get(person.values.get("citizen_id", ""))
        if same and same.pk not in taken:
            found[index] = same
            taken.add(same.pk)
    for index, person in enumerate(stated):
        if index in found:
            continue
        same = namesake(person, at_home=at_home, by_phone=by_phone, taken=taken)
        if same:
            found[index] = same
            taken.add(same.pk)
    return [match_of(person, found.get(index)) for index, person in enumerate(stated)]


Index = dict[tuple[str, Any], list[Known]]


def indexed(known: Iterable[Known]) -> tuple[dict[str, Known], Index, Index]:
    """Residents by identity number, by name and home, by name and phone."""
    by_id: dict[str, Known] = {}
    at_home: Index = defaultdict(list)
    by_phone: Index = defaultdict(list)
    for resident in known:
        name, number, phone = (resident.values[key] for key in ("name", "citizen_id", "phone"))
        if number:
            by_id[number] = resident
        at_home[(name, resident.home)].append(resident)
        if phone:
            by_phone[(name, phone)].append(resident)
    return by_id, at_home, by_phone


def namesake(
    person: Stated,
    *,
    at_home: Index,
    by_phone: Index,
    taken: set[int],
) -> Known | None:
    """The resident of this name at home, or with this phone, whom nothing contradicts."""
    name = person.values.get("name", "")
    candidates = at_home.get((name, person.home or DwellingKey()), []) if person.home else []
    phone = person.values.get("phone", "")
    candidates = [*candidates, *(by_phone.get((name, phone), []) if name and phone else [])]
    return next((k for k in candidates if k.pk not in taken and not contradicts(person.values, k.values)), None)


def contradicts(stated: Values, known: Values) -> bool:
    """Whether both give an identity number, birth date or sex, and these differ."""
    pairs = ((stated.get(name), known.get(name)) for name in ("citizen_id", "born_on", "sex"))
    return any(one and other and one != other for one, other in pairs)


def match_of(stated: Stated, known: Known | None) -> Match:
    """The match with what the ledger changes."""
    if known is None:
        return Match(stated)
    return Match(stated, known, {k: v for k, v in stated.values.items() if known.values.get(k) != v})


def initials_of(name: str) -> str:
    """First letters of a name in pinyin, for typing at the gate: 张伟 is zw."""
    return "".join(initial(character) for character in name)[:30]


@lru_cache(maxsize=8192)
def initial(character: str) -> str:
    """The first letter of one character, nothing for what has none."""
    if character.isascii():
        return character.lower() if character.isalnum() else ""
    return "".join(lazy_pinyin(character, style=Style.FIRST_LETTER, errors="ignore"))[:1]


def walk_order(zone: str, number: str) -> tuple[str, int, str]:
    """Buildings in the order one walks past them: 2 before 10."""
    digits = "".join(c for c in number if c.isdecimal())
    return zone, int(digits) if digits else 0, number


def age_on(born: date, *, on: date) -> int:
    """Whole years of age on a day."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
