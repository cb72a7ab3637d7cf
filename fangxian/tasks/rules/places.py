"""Which building, unit and room a line speaks of."""

import re
from dataclasses import dataclass

from fangxian.tasks.rules.parts import Found


@dataclass(frozen=True)
class Spot:
    """A place in a line, as digits; what is not said is empty."""

    building: str
    unit: str = ""
    room: str = ""


_SPELLINGS = [
    # 3号楼2单元501室 · 3栋2单元 · 3#2单元 · 12号楼
    re.compile(
        r"(?<!\d)(?P<building>\d{1,4})\s*(?:号楼|号院|栋|幢|#楼?|楼)"
        r"(?:\s*(?P<unit>\d{1,2})\s*单元)?(?:\s*(?P<room>\d{3,4})\s*(?:室|号|户)?(?!\d))?"
    ),
    # 3-2-501
    re.compile(r"(?<![\d-])(?P<building>\d{1,4})-(?P<unit>\d{1,2})-(?P<room>\d{3,4})(?![\d-])"),
    # building 3 unit 2 room 501
    re.compile(
        r"\b(?:building|bldg)\.?\s*(?P<building>\d{1,4})\b(?:,?\s*unit\s*(?P<unit>\d{1,2})\b)?"
        r"(?:,?\s*(?:room|flat)\s*(?P<room>\d{1,4})\b)?"
    ),
]


def place_in(line: str) -> Found | None:
    """The first place in a folded line."""
    matches = [match for spelling in _SPELLINGS if (match := spelling.search(line))]
    if not matches:
        return None
    first = min(matches, key=lambda match: match.start())
    said = {name: _plain(digits) for name, digits in first.groupdict(default="").items()}
    return Found("place", first.start(), first.end(), Spot(**said))


def _plain(digits: str) -> str:
    return digits.lstrip("0") or digits[-1:]
