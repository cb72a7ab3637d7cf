"""Dated measures: from, to, a layer or a place (or `all`), and the factor that is left of its contacts.

They come from a spreadsheet or as [[dated]] tables of the scenario; the same rows mean the same.
"""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from fangxian.calc.epidemic.measures import Dated
from fangxian.calc.epidemic.places import BUILDING, COMMUNITY, GATE, HOUSEHOLD, LAYERS, SCHOOL, UNIT, WORK, Kind
from fangxian.calc.epidemic.population import Register
from fangxian.whatif.scenarios.reader import Reader, ScenarioError, share_said, short

COLUMNS = {
    "from": {"from", "start", "since", "开始", "起", "从"},
    "to": {"to", "end", "until", "结束", "止", "到"},
    "layer": {"layer", "place", "where", "place or layer", "场所", "层", "地点"},
    "factor": {"factor", "left", "share", "系数", "剩余"},
}
ALL = {"all", "everywhere", "*", "全部", ""}
ALSO = {"home": HOUSEHOLD, "户": HOUSEHOLD, "家庭": HOUSEHOLD, "单元": UNIT, "楼": BUILDING, "楼栋": BUILDING,
        "workplace": WORK, "单位": WORK, "工作": WORK, "学校": SCHOOL, "社区": COMMUNITY, "出入口": GATE}  # fmt: skip
KINDS = {"building": Kind.BUILDING, "楼": Kind.BUILDING, "楼栋": Kind.BUILDING, "workplace": Kind.WORKPLACE,
         "单位": Kind.WORKPLACE}  # fmt: skip
FURTHEST = 10_000


@dataclass(frozen=True)
class Where:
    """What rows may name: places by kind and register number, and buildings by what they are called; and day 0."""

    numbers: Mapping[Kind, frozenset[int]]
    names: Mapping[str, int]
    day_0: date | None = None


def where(register: Register, names: Mapping[int, str], *, day_0: date | None) -> Where:
    """The places of a register."""
    columns = {Kind.BUILDING: register.building, Kind.WORKPLACE: register.workplace}
    numbers = {kind: frozenset(column[column >= 0].tolist()) for kind, column in columns.items()}
    return Where(numbers, {name.lower(): number for number, name in names.items()}, day_0)


def dated_tables(tables: Sequence[Mapping[str, Any]], spots: Where) -> tuple[Dated, ...]:
    """The [[dated]] tables of a scenario."""
    return tuple(_table(Reader("dated", table), spots) for table in tables)


def _table(reader: Reader, spots: Where) -> Dated:
    cells = {
        name: reader.value(tuple(sorted(words, key=lambda word: word != name)), "", None, "", lambda raw: raw)
        for name, words in COLUMNS.items()
    }
    reader.done()
    return _measure(cells, "[[dated]]", spots)


def dated_measures(path: Path, spots: Where) -> tuple[Dated, ...]:
    """The rows of a csv or xlsx file; days are numbers, or dates where day 0 is known. Both ends are included."""
    try:
        rows = _rows(path)
    except (OSError, ValueError, csv.Error, CalamineError) as fault:
        words = {"file": short(path.name), "detail": short(str(fault))}
        raise ScenarioError(_("%(file)s cannot be read: %(detail)s.") % words) from None
    if not rows:
        raise ScenarioError(_("%(file)s is empty.") % {"file": path.name})
    places = _columns(rows[0], path.name)
    return tuple(
        _measure(
            {name: row[at] if at < len(row) else "" for name, at in places.items()}, f"{path.name}:{number}", spots
        )
        for number, row in enumerate(rows[1:], start=2)
        if any(str(cell).strip() for cell in row)
    )


def _rows(path: Path) -> list[list[Any]]:
    if path.suffix.lower() != ".csv":
        return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What a Chinese spreadsheet program saves as csv.
        text = raw.decode("gb18030")
    return list(csv.reader(text.splitlines()))


def _columns(head: list[Any], file: str) -> dict[str, int]:
    titles = [str(cell).strip().lower() for cell in head]
    found = {name: next((n for n, title in enumerate(titles) if title in words), -1) for name, words in COLUMNS.items()}
    for name, at in found.items():
        if at < 0:
            raise ScenarioError(_("%(file)s has no column %(name)s.") % {"file": file, "name": name})
    return found


def _measure(row: Mapping[str, Any], spot: str, spots: Where) -> Dated:
    layer, kind, places = _place(str(row["layer"]).strip().lower(), spot, spots)
    start, end = _day(row["from"], spot, spots.day_0), _day(row["to"], spot, spots.day_0)
    if end < start:
        raise ScenarioError(_("%(spot)s: the last day is before the first one.") % {"spot": spot})
    return Dated(
        factor=_factor(row["factor"], spot), layer=layer, kind=kind, places=places, start=start, end=end + 1
    )  # fmt: skip


def _place(text: str, spot: str, spots: Where) -> tuple[str | None, Kind, tuple[int, ...]]:
    """A layer everywhere, or one place: a building's contacts outside its homes, a workplace's at work."""
    if text in ALL:
        return None, Kind.EVERYWHERE, ()
    layer = ALSO.get(text, text)
    if layer in LAYERS:
        return layer, Kind.EVERYWHERE, ()
    if text in spots.names:
        return None, Kind.BUILDING, (spots.names[text],)
    word, digits = text.rstrip("0123456789").strip(), text[len(text.rstrip("0123456789")) :]
    kind = KINDS.get(word)
    if kind is None or not digits:
        words = {"spot": spot, "layer": short(text), "names": ", ".join(LAYERS)}
        raise ScenarioError(
            _("%(spot)s: there is no layer %(layer)s; there is all, %(names)s, or a place such as building 12.") % words
        )
    if int(digits[:18]) not in spots.numbers[kind]:
        raise ScenarioError(_("%(spot)s: there is no %(place)s here.") % {"spot": spot, "place": short(text)})
    return WORK if kind is Kind.WORKPLACE else None, kind, (int(digits[:18]),)


def _factor(cell: Any, spot: str) -> float:
    text = str(cell).strip()
    value = share_said(text)
    if value is None:
        try:
            value = float(text)
        except ValueError:
            value = -1.0
    if isinstance(cell, bool) or not 0 <= value <= 1:
        raise ScenarioError(
            _("%(spot)s: the factor must be a number from 0 to 1 or a percentage: what is left of contacts.")
            % {"spot": spot}
        )
    return value


def _day(cell: Any, spot: str, day_0: date | None) -> int:
    """A day's number, or the number of a date's day."""
    if isinstance(cell, datetime):
        cell = cell.date()
    text = str(cell).strip()
    try:
        day = cell if isinstance(cell, date) else _date(text)
    except ValueError:
        number = _number(text)
        if number is None or isinstance(cell, bool):
            words = {"spot": spot, "text": short(text)}
            raise ScenarioError(_("%(spot)s: %(text)s is neither a day's number nor a date.") % words) from None
        return number
    if day_0 is None:
        raise ScenarioError(_("%(spot)s: dates need model.day_0, the date of day 0.") % {"spot": spot})
    return (day - day_0).days


def _date(text: str) -> date:
    """A date as people and spreadsheets write it, the year first. Raises ValueError for anything else."""
    match = re.fullmatch(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?", text)
    if not match:
        raise ValueError(text)
    year, month, day = map(int, match.groups())
    return date(year, month, day)


def _number(text: str) -> int | None:
    """A whole number of days, as a spreadsheet may write it."""
    try:
        value = float(text)
    except ValueError:
        return None
    return int(value) if abs(value) <= FURTHEST and value == int(value) else None
