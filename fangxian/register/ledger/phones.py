"""Telephone numbers as people write them: mobiles, landlines, several in one cell, floats, prefixes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fangxian.register.ledger.reading import Cell
from fangxian.register.ledger.text import clean, is_nothing

MOBILE = re.compile(r"1[3-9]\d{9}")
LANDLINE = re.compile(r"0\d{2,3}[2-8]\d{6,7}|[2-8]\d{6,7}|[48]00\d{7}")
PREFIX = re.compile(r"^(?:\+|00)?0?86(?=1[3-9]\d{9}$|0?\d{2,3}[2-8]\d{6,7}$)")
# Dashes and spaces belong to one number; these separate two.
BETWEEN = re.compile(r"[/、,;|\n\r或和&]+|\s{2,}|(?<=\d{11})[\s\-.]+(?=1[3-9])")
AREA_CODE = re.compile(r"^\((0\d{2,3})\)")
WORDS = re.compile(r"\(.*?\)|转\d+|ext\.?\d+|[^\d+]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PhoneReading:
    """The numbers that can be dialled, and the pieces that cannot."""

    numbers: tuple[str, ...] = ()
    damaged: tuple[str, ...] = ()


def read_phones(value: Cell) -> PhoneReading:
    """Read a phone cell: `15266207212.0`, `+86 138-0000-0000`, `0633-2611234`, two numbers in one cell."""
    text = clean(value)
    if is_nothing(text) or text == "0":
        return PhoneReading()
    if MOBILE.fullmatch(text):
        return PhoneReading((text,))
    numbers: list[str] = []
    damaged: list[str] = []
    for piece in pieces(text):
        number = dialled(piece)
        if number is None:
            damaged.append(piece.strip())
        elif number not in numbers:
            numbers.append(number)
    return PhoneReading(tuple(numbers), tuple(damaged))


def pieces(text: str) -> list[str]:
    """The separate numbers written in one cell; a piece without digits says nothing."""
    parts = [part for part in BETWEEN.split(text) if any(c.isdecimal() for c in part)]
    glued = [part for part in parts if re.fullmatch(r"(?:1[3-9]\d{9}){2,3}", part)]
    for part in glued:
        at = parts.index(part)
        parts[at : at + 1] = MOBILE.findall(part)
    return parts or [text]


def dialled(piece: str) -> str | None:
    """One number in digits, or None where it is no number anybody could dial."""
    digits = re.sub(r"\.0+$", "", piece.strip())
    digits = WORDS.sub("", AREA_CODE.sub(r"\1", digits))
    digits = PREFIX.sub("", digits)
    if MOBILE.fullmatch(digits) or LANDLINE.fullmatch(digits):
        return digits
    return None
