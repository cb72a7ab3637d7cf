"""Cells as text: full-width forms, text guards, invisible characters, numerals, words for "nothing"."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from fangxian.register.ledger.reading import Cell
from fangxian.register.ledger.words import words

# Zero-width and direction marks, BOM, soft hyphen: pasted from chat programs and web pages.
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
GUARDED = re.compile(r'^=\s*"(.*)"$', re.DOTALL)
DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2, "廿": 2, "卅": 3}
NUMERAL = "[零〇○一二两三四五六七八九十百廿卅]"

NOTHING = frozenset({"", *words("nothing")})


def clean(value: Cell) -> str:
    """The text of a cell as a person reads it: half-width, trimmed, no guards, whole numbers without `.0`."""
    if isinstance(value, str):
        return clean_text(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e21 else repr(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    return str(value)


def clean_text(text: str) -> str:
    """Half-width, visible characters only, without spreadsheet text guards."""
    if not text.isascii():
        text = INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    elif not text.isprintable():
        text = INVISIBLE.sub("", text)
    text = text.strip()
    if text[:1] in ("=", "'", "`", "\u2019"):
        text = unguarded(text)
    return text


def unguarded(text: str) -> str:
    """The text inside `="…"` or behind the apostrophe Excel uses to keep numbers as text."""
    if match := GUARDED.match(text):
        return match[1].strip()
    return text[1:].strip() if text[0] in "'`\u2019" else text


def is_nothing(text: str) -> bool:
    """Whether people wrote this to say that there is nothing to write."""
    return text.lower() in NOTHING


def something(text: str) -> str | None:
    """The text, or None where it only says that there is nothing."""
    return None if is_nothing(text) else text


def numeral(text: str) -> int | None:
    """A whole number written in digits or in Chinese (`十二`, `二十三`, `廿八`, `一百零二`, `二〇二〇`)."""
    if text.isdecimal():
        return int(text)
    if not text or any(c not in DIGITS and c not in "十百" for c in text):
        return None
    if "十" not in text and "百" not in text and "廿" not in text and "卅" not in text:
        return int("".join(str(DIGITS[c]) for c in text))
    return positional(text)


def positional(text: str) -> int:
    """The value of Chinese digits with tens and hundreds."""
    total, current = 0, 0
    for char in text:
        if char == "百":
            total, current = total + (current or 1) * 100, 0
        elif char == "十":
            total, current = total + (current or 1) * 10, 0
        elif char in "廿卅":
            total += DIGITS[char] * 10
        else:
            current = DIGITS[char]
    return total + current


def with_digits(text: str, before: str) -> str:
    """Chinese numerals turned into digits where one of the words in the pattern `before` follows."""
    return re.sub(f"{NUMERAL}+(?={before})", lambda m: str(numeral(m[0])), text)


def letter(index: int) -> str:
    """A column's letter as the spreadsheet shows it, from its 0-based index."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name
