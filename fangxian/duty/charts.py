"""Bars people compare: what a roster asks of everybody, and what everybody carries."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from statistics import mean
from typing import Any

from django.utils.translation import gettext as _

from fangxian.areas.models import Area
from fangxian.duty import queries
from fangxian.duty.board import Board, Row
from fangxian.duty.queries import Tired


@dataclass(frozen=True)
class Column:
    """Something shared among a team: its name, and the least, the mean and the most anybody has of it."""

    name: str
    least: float
    mean: float
    most: float


@dataclass(frozen=True)
class Compared:
    """A team side by side: the columns, and for each row a bar of each: its figure and the longest one's."""

    columns: list[Column]
    lines: list[tuple[Row, list[tuple[float, float]]]]


def compared(board: Board) -> Compared:
    """What a roster asks of everybody: hours, nights, weekends, early starts and hours outdoors."""
    shared: list[tuple[str, Callable[[Row], float]]] = [
        (_("Hours"), lambda row: row.hours),
        (_("Nights"), lambda row: row.nights),
        (_("Weekend days"), lambda row: row.weekends),
        (_("Early starts"), lambda row: row.early),
        (_("Hours outdoors"), lambda row: row.outdoors),
    ]
    columns = [column(name, [figure(row) for row in board.rows]) for name, figure in shared]
    lines = [
        (row, [(figure(row), each.most) for (_name, figure), each in zip(shared, columns, strict=True)])
        for row in board.rows
    ]
    return Compared(columns, lines)


def column(name: str, figures: list[float]) -> Column:
    """A column over these figures."""
    return Column(name, min(figures, default=0), mean(figures) if figures else 0, max(figures, default=0))


def fatigue_chart(area: Area, lines: list[Tired], *, on: date) -> dict[str, Any]:
    """Hours of seven days, those outdoors among them, against the week's most."""
    most = queries.rules_of(queries.rest_pack(area, on=on)).max_weekly_h
    return {
        "kind": "bar",
        "x": [line.member.name for line in lines],
        "unit": _("hours"),
        "series": [
            {"name": _("Hours in 7 days"), "values": [round(line.fatigue.hours_7, 1) for line in lines]},
            {"name": _("of them outdoors"), "values": [round(line.fatigue.outdoor_7, 1) for line in lines]},
        ],
        "limit": {"name": _("most in a week"), "value": most},
    }
