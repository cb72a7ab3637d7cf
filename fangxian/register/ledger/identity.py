"""Citizen identity numbers: GB 11643-1999 (domain-rules B-13), old 15-digit numbers, and Excel's damage."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from fangxian.register.ledger.reading import Cell, Code
from fangxian.register.ledger.text import clean, is_nothing

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
EIGHTEEN = re.compile(r"(?<![0-9A-Z])[1-9]\d{16}[0-9X](?![0-9A-Z])")
FIFTEEN = re.compile(r"(?<![0-9A-Z])[1-9]\d{14}(?![0-9A-Z])")
SCIENTIFIC = re.compile(r"^\d(?:\.\d+)?E\+?1[4-8]$")
# Passports, home-return permits and the like: letters first, then digits.
DOCUMENT = re.compile(r"^[A-Z]{1,3}\d{6,12}(?:\(?[0-9A-Z]\)?)?$|^8[123]0000(?:19|20)\d{9}[0-9X]$")
BEYOND_DOUBLE = 10**15
# 护照:E12345678, H12345678(香港), 军官证 军字第1234567号, 台胞证12345678
KIND = re.compile(
    r"(?:护照|通行证|回乡证|台胞证|居住证|居留证|军官证|士兵证|港澳|香港|澳门|台湾|PASSPORT|NO)+(?:号码?)?[:.]*"
)
MILITARY = re.compile(r"^[\u4e00-\u9fff]字第?\d{5,9}号?$")


@dataclass(frozen=True, slots=True)
class IdReading:
    """A valid 18-character number, another document's number, what is wrong, or words (新生儿) in place of any."""

    number: str | None = None
    document: str | None = None
    problem: Code | None = None
    remark: str = ""


def read_citizen_id(value: Cell) -> IdReading:
    """Read an identity number cell; a number Excel kept as a float has lost its last digits for good."""
    if isinstance(value, (int, float)) and not isinstance(value, bool) and value >= BEYOND_DOUBLE:
        return IdReading(problem=Code.ID_PRECISION_LOST)
    text = clean(value)
    if is_nothing(text):
        return IdReading()
    if not any(c.isdecimal() for c in text) and re.search(r"[\u4e00-\u9fff]", text):
        return IdReading(remark="" if text[0] in "无没未暂" else text)
    return read_number(re.sub(r"[\s\-_.,']", "", text.upper().replace("×", "X")), written=text)


def read_number(compact: str, *, written: str) -> IdReading:
    """Read a number stripped of spaces and dashes; `written` is the text as it stood in the cell."""
    if match := EIGHTEEN.search(compact):
        if is_valid(match[0]):
            return IdReading(number=match[0])
        lost = match[0].endswith("000")
        return IdReading(problem=Code.ID_PRECISION_LOST if lost else Code.ID_CHECKSUM)
    if (match := FIFTEEN.search(compact)) and is_valid(upgraded := upgrade(match[0])):
        return IdReading(number=upgraded)
    if SCIENTIFIC.match(written.upper().replace(" ", "")):
        return IdReading(problem=Code.ID_PRECISION_LOST)
    if document := document_in(compact):
        return IdReading(document=document)
    return IdReading(problem=Code.ID_CHECKSUM)


def document_in(compact: str) -> str:
    """The number of a passport or a permit, without the words around it; empty where there is none."""
    bare = KIND.sub("", re.sub(r"\([\u4e00-\u9fff]+\)", "", compact))
    if DOCUMENT.match(bare) or MILITARY.match(bare):
        return bare
    return compact if bare != compact and re.fullmatch(r"[0-9A-Z]{6,18}", bare) else ""


def is_valid(number: str) -> bool:
    """Whether an 18-character number has a real birth date and the right check character."""
    return len(number) == 18 and check_character(number[:17]) == number[17] and birth_date(number) is not None


def check_character(first17: str) -> str:
    """The check character of the first 17 digits (ISO 7064 MOD 11-2)."""
    return CHECKS[sum(w * int(d) for w, d in zip(WEIGHTS, first17, strict=True)) % 11]


def upgrade(fifteen: str) -> str:
    """The 18-character form of a number issued before 1999."""
    first17 = fifteen[:6] + "19" + fifteen[6:]
    return first17 + check_character(first17)


def birth_date(number: str) -> dt.date | None:
    """The birth date inside an 18-character number, or None where it is no date."""
    try:
        return dt.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def sex_of(number: str) -> str:
    """`male` for an odd sequence number, `female` for an even one."""
    return "male" if int(number[16]) % 2 else "female"
