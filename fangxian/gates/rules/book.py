"""The paper gate book, typed in later: one line per passage, in any hand. Nothing that was written is lost."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal

from fangxian.gates.rules.reading import PLATE, bare_plate
from fangxian.gates.rules.ruling import Kind, Way

MIDNIGHT = time(0)
CLOCK = re.compile(r"(\d{1,2})[::点时.h](\d{2})?分?|(\d{2})(\d{2})")
TEMPERATURE = re.compile(r"(3[4-9]|4[0-2])(?:\.(\d))?(?:度|℃|°C|C)?")
COUNT = re.compile(r"(\d{1,3})(人|只|头|羊|匹|辆|件|箱|袋)?")
OUT = {"出", "外出", "离", "离开", "out", "o", "-", "出村", "出门", "出去"}
IN = {"进", "入", "回", "进入", "回来", "返回", "in", "i", "+", "进村", "进门", "回村", "入村"}
TURNED_BACK = {"劝返", "未放行", "拒", "turned", "back", "turned_back", "x"}
ANIMALS = {"羊": "sheep", "牛": "cattle", "猪": "pigs", "马": "horses", "驴": "donkeys", "狗": "dogs"}


@dataclass(frozen=True)
class Line:
    """One line as it was typed, with its number from 1."""

    number: int
    text: str


@dataclass(frozen=True)
class Written:
    """What a line of the book says; `problem` names what a person must put right, and then nothing else counts."""

    line: Line
    at: datetime | None = None
    way: Way | None = None
    kind: Kind = Kind.PERSON
    who: str = ""
    plate: str = ""
    persons: int = 1
    animals: int = 0
    temperature: Decimal | None = None
    turned_back: bool = False
    note: str = ""
    problem: str = ""


def read_book(text: str, *, on: date, zone: tzinfo, latest: datetime) -> list[Written]:
    """Read a page: each line a time, in or out, who or which plate, and perhaps persons and a temperature.

    Times only go forward in a book, so one that falls back past midnight belongs to the next day (`on` is the day of
    the first line). A line dated later than `latest` is a problem, never moved.
    """
    found: list[Written] = []
    day, before = on, MIDNIGHT
    for number, raw in enumerate(text.splitlines(), start=1):
        plain = re.sub(r"[\s,,、;;|]+", " ", unicodedata.normalize("NFKC", raw)).strip()
        if not plain:
            continue
        written, clock = _read_line(Line(number, raw.strip()), plain.split(" "))
        if clock is not None:
            if _past_midnight(before, clock):
                day += timedelta(days=1)
            before = clock
            at = datetime.combine(day, clock, zone)
            written = _dated(written, at, latest)
        found.append(written)
    return found


def _past_midnight(before: time, clock: time) -> bool:
    """From late evening to early morning is a new day; a small step back is two hands writing one after the other."""
    return before.hour >= 18 and clock.hour < 12


def _dated(written: Written, at: datetime, latest: datetime) -> Written:
    problem = written.problem or ("in_the_future" if at > latest else "")
    return Written(**{**vars(written), "at": at, "problem": problem})


def _read_line(line: Line, words: list[str]) -> tuple[Written, time | None]:
    """The line without its day, and its clock time. What is not understood becomes who or a note."""
    clock = read_clock(words[0])
    if clock is None:
        return Written(line, problem="no_time"), None
    seen: dict[str, object] = {"who": "", "note": ""}
    for word in words[1:]:
        _take(word, seen)
    problem = "" if "way" in seen else "no_way"
    if not problem and not (seen["who"] or seen.get("plate") or seen.get("animals")):
        problem = "nobody"
    return Written(line, problem=problem, **seen), clock  # type: ignore[arg-type]


def _take(word: str, seen: dict[str, object]) -> None:
    """Put one word where it belongs."""
    if "way" not in seen and (way := _way(word)) is not None:
        seen["way"] = way
    elif word.lower() in TURNED_BACK:
        seen["turned_back"] = True
    elif PLATE.fullmatch(bare_plate(word)):
        seen.update(plate=bare_plate(word), kind=Kind.VEHICLE)
    elif "temperature" not in seen and TEMPERATURE.fullmatch(word) and len(word) > 2:
        seen["temperature"] = _celsius(word)
    elif (counted := COUNT.fullmatch(word)) is not None and counted[2] is not None:
        _count(int(counted[1]), counted[2], seen)
    elif not seen["who"]:
        seen["who"] = word
    else:
        seen["note"] = f"{seen['note']} {word}".strip()


def _way(word: str) -> Way | None:
    if word.lower() in OUT:
        return Way.OUT
    return Way.IN if word.lower() in IN else None


def _celsius(word: str) -> Decimal:
    found = TEMPERATURE.fullmatch(word)
    assert found is not None  # noqa: S101 - the caller matched it
    return Decimal(f"{found[1]}.{found[2] or 0}")


def _count(number: int, unit: str, seen: dict[str, object]) -> None:
    if unit in ANIMALS or unit in {"只", "头", "匹"}:
        seen.update(kind=Kind.ANIMAL, animals=number, persons=0)
    elif unit == "人":
        seen["persons"] = number
    else:
        seen.update(kind=Kind.GOODS, persons=0, note=f"{seen['note']} {number}{unit}".strip())


def read_clock(word: str) -> time | None:
    """`7:05`, `07.05`, `7点05`, `7点`, `0705`; None for anything else."""
    found = CLOCK.fullmatch(word)
    if found is None:
        return None
    hour, minute = int(found[1] or found[3]), int(found[2] or found[4] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
