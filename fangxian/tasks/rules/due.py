"""When a line wants something done: today, tomorrow morning, Wednesday, 5 February, at three."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from fangxian.tasks.rules.parts import Found

Slots = Mapping[str, tuple[time, time]]


@dataclass(frozen=True)
class Due:
    """When a task is wanted: by `at`; `slot` is the part of the day that was named, if one was."""

    at: datetime
    slot: str = ""


_DAYS = {
    "大后天": 3, "后天": 2, "明天": 1, "明日": 1, "今天": 0, "今日": 0,
    "day after tomorrow": 2, "tomorrow": 1, "today": 0,
}  # fmt: skip
# A day and a part of it in one word.
_SHORT = {
    "今早": (0, "morning"), "今晚": (0, "evening"), "明早": (1, "morning"), "明晚": (1, "evening"),
    "tonight": (0, "evening"),
}  # fmt: skip
_SLOTS = {
    "清晨": "early", "凌晨": "early", "早上": "morning", "早晨": "morning", "上午": "morning", "中午": "noon",
    "下午": "afternoon", "傍晚": "evening", "晚上": "evening", "夜里": "evening", "early morning": "early",
    "morning": "morning", "noon": "noon", "afternoon": "afternoon", "evening": "evening",
}  # fmt: skip
_WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6} | {
    name: n for n, name in enumerate(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
}
_MONTHS = {
    name: n
    for n, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], start=1
    )
}
_EN_MONTH = "|".join(_MONTHS)
_EN_DAY = "|".join(name for name in _WEEKDAYS if name.isascii())


def _any(words: Mapping[str, object]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_DAY = (
    rf"(?P<short>{_any(_SHORT)})|(?P<word>{_any(_DAYS)})"
    r"|(?P<next>下)?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])"
    rf"|(?:(?P<en_next>next)\s+)?\b(?P<en_weekday>{_EN_DAY})\b"
    r"|(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]?|(?<!\d)(?P<only_day>\d{1,2})[日号](?![楼院门岗])"
    rf"|\b(?P<en_month>{_EN_MONTH})[a-z]*\.?\s+(?P<en_day>\d{{1,2}})\b"
    rf"|\b(?P<en_day2>\d{{1,2}})\s+(?P<en_month2>{_EN_MONTH})[a-z]*\b"
)
_CLOCK = (
    r"\b(?P<en_hour>\d{1,2})(?::(?P<en_minute>\d{2}))?\s*(?P<half_day>am|pm)\b"
    r"|(?P<hour>\d{1,2})(?:[点时](?:(?P<half>半)|(?P<minute>\d{1,2})分?)?|:(?P<colon>\d{2}))"
)
_WHEN = re.compile(
    rf"(?:(?:{_DAY})(?:之?前)?[\s,]*)?(?:(?:in the\s+)?(?P<slot>{_any(_SLOTS)})[\s,]*)?(?:(?:at\s+)?(?:{_CLOCK}))?"
)


def due_in(line: str, *, now: datetime, slots: Slots) -> Found | None:
    """The first moment a folded line names, seen from `now` (local time); an impossible one is left as text."""
    for match in _WHEN.finditer(line):
        text = match.group().rstrip(" ,\t")
        if text and (due := _due(match, now, slots)):
            return Found("due", match.start(), match.start() + len(text), due)
    return None


def _due(match: re.Match[str], now: datetime, slots: Slots) -> Due | None:
    said = {name: text for name, text in match.groupdict().items() if text}
    try:
        day, slot = _day_of(said, now.date())
        slot = _SLOTS[said["slot"]] if "slot" in said else slot
        clock = _clock_of(said, slot)
        at = _moment(day or now.date(), slot, clock, now, slots)
    except (ValueError, OverflowError):
        return None
    if day is None and at <= now:
        # "At three", said at four, means tomorrow.
        at += timedelta(days=1)
    return Due(at, slot)


def _moment(day: date, slot: str, clock: time | None, now: datetime, slots: Slots) -> datetime:
    """The moment by which it is wanted: the clock time, else the end of the slot, else the end of the day's work."""
    last = max(end for _, end in slots.values())
    at = clock or (slots[slot][1] if slot in slots else last)
    return datetime.combine(day, at, tzinfo=now.tzinfo)


def _day_of(said: Mapping[str, str], today: date) -> tuple[date | None, str]:
    if "short" in said:
        ahead, slot = _SHORT[said["short"]]
        return today + timedelta(days=ahead), slot
    if "word" in said:
        return today + timedelta(days=_DAYS[said["word"]]), ""
    if weekday := said.get("weekday") or said.get("en_weekday"):
        return _weekday(_WEEKDAYS[weekday], today, next_week="next" in said or "en_next" in said), ""
    return _calendar_day(said, today), ""


def _weekday(wanted: int, today: date, *, next_week: bool) -> date:
    """The weekday that comes next, today included; with "next", that of the week after this one."""
    if next_week:
        return today + timedelta(days=7 - today.weekday() + wanted)
    return today + timedelta(days=(wanted - today.weekday()) % 7)


def _calendar_day(said: Mapping[str, str], today: date) -> date | None:
    if "only_day" in said:
        return _day_of_month(int(said["only_day"]), today)
    month, day = said.get("month"), said.get("day") or said.get("en_day") or said.get("en_day2")
    if day is None:
        return None
    named = said.get("en_month") or said.get("en_month2")
    found = date(today.year, int(month) if month else _MONTHS[named or ""], int(day))
    # In December, 5 January is next month's, not eleven months ago.
    return found if (today - found).days <= 180 else found.replace(year=today.year + 1)


def _day_of_month(day: int, today: date) -> date:
    found = today.replace(day=day)
    if found >= today:
        return found
    return (today.replace(day=1) + timedelta(days=32)).replace(day=day)


def _clock_of(said: Mapping[str, str], slot: str) -> time | None:
    if "en_hour" in said:
        hour = int(said["en_hour"]) % 12 + (12 if said["half_day"] == "pm" else 0)
        return time(hour, int(said.get("en_minute", 0)))
    if "hour" not in said:
        return None
    hour, minute = int(said["hour"]), int(said.get("minute") or said.get("colon") or (30 if "half" in said else 0))
    # 下午3点 is 15:00; a bare 3点 is the afternoon as well, while 03:00 with a colon is meant as written.
    if hour < 12 and (slot in {"afternoon", "evening"} or (hour < 7 and not slot and "colon" not in said)):
        hour += 12
    return time(0 if hour == 24 else hour, minute)
