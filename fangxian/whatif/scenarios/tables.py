"""Dated measures from a spreadsheet: from, to, a layer or `all`, and the factor that is left of its contacts."""

import csv
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from fangxian.calc.epidemic.measures import Dated
from fangxian.calc.epidemic.places import LAYERS
from fangxian.whatif.scenarios.reader import ScenarioError

COLUMNS = {
    "from": {"from", "start", "since", "开始", "起", "从"},
    "to": {"to", "end", "until", "结束", "止", "到"},
    "layer": {"layer", "place", "where", "场所", "层"},
    "factor": {"factor", "left", "share", "系数", "剩余"},
}
ALL = {"all", "everywhere", "*", "全部", ""}


def dated_measures(path: Path, *, day_0: date | None) -> tuple[Dated, ...]:
    """The rows of a csv or xlsx file; days are numbers, or dates where day 0 is known. Both ends are included."""
    try:
        rows = _rows(path)
    except (OSError, UnicodeDecodeError, CalamineError) as fault:
        raise ScenarioError(_("%(file)s cannot be read: %(detail)s.") % {"file": path.name, "detail": fault}) from None
    if not rows:
        raise ScenarioError(_("%(file)s is empty.") % {"file": path.name})
    places = _columns(rows[0], path.name)
    return tuple(
        _measure(
            {name: row[at] if at < len(row) else "" for name, at in places.items()}, f"{path.name}:{number}", day_0
        )
        for number, row in enumerate(rows[1:], start=2)
        if any(str(cell).strip() for cell in row)
    )


def _rows(path: Path) -> list[list[Any]]:
    if path.suffix.lower() == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.reader(file))
    return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


def _columns(head: list[Any], file: str) -> dict[str, int]:
    titles = [str(cell).strip().lower() for cell in head]
    found = {name: next((n for n, title in enumerate(titles) if title in words), -1) for name, words in COLUMNS.items()}
    for name, at in found.items():
        if at < 0:
            raise ScenarioError(_("%(file)s has no column %(name)s.") % {"file": file, "name": name})
    return found


def _measure(row: Mapping[str, Any], spot: str, day_0: date | None) -> Dated:
    layer = str(row["layer"]).strip().lower()
    if layer not in ALL and layer not in LAYERS:
        words = {"spot": spot, "layer": layer, "names": ", ".join(LAYERS)}
        raise ScenarioError(_("%(spot)s: there is no layer %(layer)s; there is all, %(names)s.") % words)
    start, end = _day(row["from"], spot, day_0), _day(row["to"], spot, day_0)
    if end < start:
        raise ScenarioError(_("%(spot)s: the last day is before the first one.") % {"spot": spot})
    return Dated(factor=_factor(row["factor"], spot), layer=None if layer in ALL else layer, start=start, end=end + 1)


def _factor(cell: Any, spot: str) -> float:
    text = str(cell).strip().rstrip("%％").strip()
    try:
        value = float(text) / (100 if str(cell).strip().endswith(("%", "％")) else 1)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 10:
        raise ScenarioError(_("%(spot)s: the factor must be a number from 0 to 10.") % {"spot": spot})
    return value


def _day(cell: Any, spot: str, day_0: date | None) -> int:
    if isinstance(cell, datetime):
        cell = cell.date()
    text = str(cell).strip()
    if not isinstance(cell, date):
        try:
            return int(float(text))
        except ValueError:
            pass
    try:
        day = cell if isinstance(cell, date) else date.fromisoformat(text.replace("/", "-"))
    except ValueError:
        words = {"spot": spot, "text": text}
        raise ScenarioError(_("%(spot)s: %(text)s is neither a day's number nor a date.") % words) from None
    if day_0 is None:
        raise ScenarioError(_("%(spot)s: dates need model.day_0, the date of day 0.") % {"spot": spot})
    return (day - day_0).days
