"""What people call their columns: synonyms, then patterns, then what the cells themselves look like."""

from __future__ import annotations

import re
from functools import lru_cache

from fangxian.register.ledger.reading import Field
from fangxian.register.ledger.text import clean_text
from fangxian.register.ledger.words import column_words, foreign, header_patterns

KNOWN: dict[str, Field] = {word: Field(name) for name, listed in column_words().items() for word in listed}
PATTERNS = tuple((pattern, Field(name)) for pattern, name in header_patterns())
FOREIGN = foreign("header")
FOREIGN_GROUP = foreign("group")
PERSONAL = frozenset({Field.NAME, Field.HEAD_NAME, Field.CITIZEN_ID, Field.MEMBERS})
TELLING = PERSONAL | {Field.PHONE, Field.SEX, Field.RELATION, Field.BORN_ON, Field.ADDRESS, Field.ROOM}


def plain_label(header: str) -> str:
    """A header as it is compared: half-width, lower case, no spaces, stars, colons, numbering or remarks."""
    return _plain(header)


@lru_cache(maxsize=8192)
def _plain(header: str) -> str:
    text = re.sub(r"\s+", "", clean_text(header)).lower()
    if text in KNOWN:
        return text
    bare = re.sub(r"\(.*?\)|\[.*?\]|【.*?】|\(.*$", "", text)
    bare = re.sub(r"^[\d一二三四五六七八九十]{1,2}[.、]", "", bare)
    return re.sub(r"[*:★☆_\-.。]", "", bare) or text


def named_field(header: str) -> tuple[Field | None, float]:
    """The field a header names and how surely (1 a known word, 0.8 a pattern); None where nobody knows it."""
    return _named(plain_label(header))


@lru_cache(maxsize=8192)
def _named(label: str) -> tuple[Field | None, float]:
    if not label:
        return None, 0.0
    if label in KNOWN:
        return KNOWN[label], 1.0
    if len(label) > 20 or re.search(r"\d{2}", label) or FOREIGN.search(label):
        return None, 0.0
    for pattern, field in PATTERNS:
        if pattern.search(label):
            return field, 0.8
    return None, 0.0


def grouped_field(group: str, header: str) -> tuple[Field | None, float]:
    """The field a header under a group heading names: 返回情况 over 日期, 网格员 over 姓名."""
    if FOREIGN_GROUP.search(group):
        worker = "网格" in group and named_field(header)[0] is Field.NAME
        return (Field.GRID_WORKER, 0.8) if worker else (None, 0.0)
    field, confidence = named_field(header)
    return (field, confidence) if field else named_field(group + header)


def is_foreign(header: str) -> bool:
    """Whether a header names somebody or something else on purpose: its cells must not be guessed at."""
    return bool(FOREIGN.search(plain_label(header)))


NAME_LABELS = frozenset(
    word for word, field in KNOWN.items() if field in (Field.NAME, Field.HEAD_NAME) and len(word) > 1
)
