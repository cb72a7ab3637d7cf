"""Bars people compare: hours, nights and outdoor hours of everybody."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from fangxian.areas.models import Area
from fangxian.duty import queries
from fangxian.duty.board import Board
from fangxian.duty.queries import Tired


def load_chart(board: Board) -> dict[str, Any]:
    """Hours and nights of everybody in a roster."""
    return {
        "kind": "bar",
        "x": [row.member for row in board.rows],
        "unit": "",
        "series": [
            {"name": _("Hours"), "values": [round(row.hours, 1) for row in board.rows]},
            {"name": _("Nights"), "values": [row.nights for row in board.rows]},
        ],
    }


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
