"""Name cells: nearly always one name, sometimes a whole household, a number, or a word that says who is not there."""

from __future__ import annotations

import re

from fangxian.register.ledger.members import RELATION_WORDS, Member, is_name, is_person, read_members
from fangxian.register.ledger.reading import Cell
from fangxian.register.ledger.text import clean, is_nothing
from fangxian.register.ledger.words import words

VACANT = frozenset(words("vacant"))
UNKNOWN = frozenset(words("unknown"))
COMPOUND = frozenset(words("compound_surnames"))
MARKS = re.compile(r"^(?:[*★☆#△▲●○◆■□√✓、.\-]+|\d{1,3}[.、)](?=\D))\s*")
REMARK = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|【([^【】]*)】")
DOT = re.compile(r"(?<=[\u3400-\u9fff])\s*[·•・‧∙⋅.]\s*(?=[\u3400-\u9fff])")


def people_in(value: Cell) -> tuple[Member, ...]:
    """The people a name cell names, with what stands beside them; none where it names nobody."""
    text = DOT.sub("·", MARKS.sub("", clean(value)))
    if is_nothing(text) or names_nobody(text) or not any(c.isalpha() for c in text):
        return ()
    bare = REMARK.sub("", text)
    if several := household_in(text, bare):
        return several
    compact = re.sub(r"\s+", "", bare)
    # A Latin name keeps the space between its parts.
    spaced = re.sub(r"\s+", " ", bare).strip()
    name = compact if is_name(compact) and not compact.isascii() else spaced
    if not name:
        return ()
    remarks = [next(filter(None, found), "").strip() for found in REMARK.findall(text)]
    relation = next((remark for remark in remarks if remark in RELATION_WORDS), "")
    return (Member(name, relation, note=" ".join(r for r in remarks if r and r != relation)),)


def household_in(text: str, bare: str) -> tuple[Member, ...]:
    """Several people in one name cell, or one with numbers beside the name; none where it is a plain name."""
    words = bare.split()
    if len(words) > 1 and all(is_person(w) and w not in COMPOUND for w in words):
        return read_members(text)
    if is_name("".join(words)) or is_latin_pair(bare):
        return ()
    people = read_members(text)
    numbered = len(people) == 1 and bool(people[0].id_text or people[0].phone_text)
    return people if (len(people) > 1 or numbered) and all(is_name(p.name) for p in people) else ()


def is_latin_pair(text: str) -> bool:
    """`SMITH, JOHN`: one Latin name, the family name first."""
    return re.fullmatch(r"[A-Za-z'\-]+,\s*[A-Za-z'\-]+", text.strip()) is not None


def bare_word(value: Cell) -> str:
    """A cell's text without brackets around it and spaces inside."""
    return re.sub(r"\s+", "", clean(value)).strip("()[]【】")


def names_nobody(value: Cell) -> bool:
    """Whether a name cell says that somebody is there, and not who."""
    return bare_word(value) in UNKNOWN


def is_vacant(value: Cell) -> bool:
    """Whether a name cell says that nobody lives there."""
    return bare_word(value) in VACANT
