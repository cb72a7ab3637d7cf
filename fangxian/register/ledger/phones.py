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
BETWEEN = re.compile(r"[/、,;|\n\r或和&]+|\s{2,}|(?<=\d{11})[\s\-.]+(?=1[3-9]|0\d{2,3})")
AREA_CODE = re.compile(r"^\((0\d{2,3})\)")
WORDS = re.compile(r"\(.*?\)|转\d+|ext\.?\d+|[^\d+]", re.IGNORECASE)
EXTENSION = re.compile(r"(?<=\d{7})\s*-\s*\d{1,5}$")
# 张三13800000001 李四13800000002: numbers that stand in a text of their own accord.
INSIDE = re.compile(r"(?<!\d)(?:\+?0{0,2}86[\s-]?)?(1[3-9]\d{9}|0\d{2,3}[\s-]?[2-8]\d{6,7})(?!\d)")
NO_PHONE = re.compile(r"^(?:无|没|暂无|未)[^\d]{0,8}$")
# Words that only say that the number is one.
LABELS = re.compile(r"(?:本人|联系|移动|固定|家庭|办公|住宅)*(?:电话|手机|座机|固话|号码|号|家|宅电|宅|办|微信同号)+")


@dataclass(frozen=True, slots=True)
class PhoneReading:
    """The numbers that can be dialled, the pieces that cannot, and the whole text where it says more than numbers."""

    numbers: tuple[str, ...] = ()
    damaged: tuple[str, ...] = ()
    remark: str = ""


def read_phones(value: Cell) -> PhoneReading:
    """Read a phone cell: `15266207212.0`, `+86 138-0000-0000`, `0633-2611234`, two numbers in one cell."""
    text = clean(value)
    if is_nothing(text) or text == "0" or NO_PHONE.match(text):
        return PhoneReading()
    if MOBILE.fullmatch(text):
        return PhoneReading((text,))
    numbers: list[str] = []
    damaged: list[str] = []
    for piece in pieces(text):
        number = dialled(piece)
        found = [number] if number else inside(piece)
        numbers += [n for n in found if n not in numbers]
        if not found:
            damaged.append(piece.strip())
    return PhoneReading(tuple(numbers), tuple(damaged), text if says_more(text, numbers) and numbers else "")


def inside(piece: str) -> list[str]:
    """The numbers a text with words holds; none where any other digit would be left over."""
    if any(c.isdecimal() for c in INSIDE.sub("", piece)):
        return []
    return [re.sub(r"\D", "", number) for number in INSIDE.findall(piece)]


def says_more(text: str, numbers: list[str]) -> bool:
    """Whether a phone cell also says whose a number is, or which extension."""
    words = LABELS.sub("", text)
    extra = sum(c.isdecimal() for c in text) - sum(map(len, numbers))
    return any(c.isalpha() for c in words) or (extra >= 3 and EXTENSION.search(text.strip()) is not None)


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
    return plain(digits) or plain(EXTENSION.sub("", digits))


def plain(digits: str) -> str | None:
    """The digits of a number written without an extension, or None."""
    digits = WORDS.sub("", AREA_CODE.sub(r"\1", digits))
    digits = re.sub(r"^0(?=1[3-9]\d{9}$)", "", PREFIX.sub("", digits))
    if MOBILE.fullmatch(digits) or LANDLINE.fullmatch(digits):
        return digits
    return None
