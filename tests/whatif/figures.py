"""Figures of a small trial, as the room keeps them."""

from typing import Any

_RANGE = {"mean": 2.5, "median": 2.0, "p5": 2.0, "p95": 6.0}
_PLAN: dict[str, Any] = {
    "p_controlled_95": [0.6, 0.99], "infected": _RANGE, "restricted_days": _RANGE, "busiest_week_hours_a_day": _RANGE,
    "meals": _RANGE, "readings": _RANGE, "sets": _RANGE, "hours": _RANGE, "ways": {"household": 0.5, "seed": 2.0},
    "by_building": {"other": 2.5}, "fan": {"p5": [0, 0], "median": [2, 0], "p95": [2, 3]},
}  # fmt: skip
_BAR = {
    "what": "r0",
    "value": 2.4,
    "low": {"value": 1.8, "p_controlled": 0.9},
    "high": {"value": 3.0, "p_controlled": 0.5},
}
FIGURES: dict[str, Any] = {
    "plans": [
        {**_PLAN, "name": "isolate", "p_controlled": 0.7, "too_much": False, "sure": False},
        {**_PLAN, "name": "all", "p_controlled": 0.96, "too_much": True, "sure": True},
    ],
    "best": "isolate", "tornado": [_BAR], "people": 658,
    "sources": [{"key": "epidemic.r0", "value": 2.4, "unit": "", "source": "cn-2020-covid: Lavezzo", "evidence": "X"}],
}  # fmt: skip
