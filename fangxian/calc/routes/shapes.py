"""Plain delivery files: a depot, stops at buildings, so many couriers of one kind. Seconds of the day and metres."""

from typing import Any

from fangxian.calc.routes.problem import Deliverer, Ground, Problem, RouteError, Stop

BASE = "base"
NEEDED = ("depot", "stops", "couriers", "cap", "speed", "shift")


def is_shape(data: dict[str, Any]) -> bool:
    """Whether this is a plain delivery file."""
    return "depot" in data and "couriers" in data and "stops" in data


def problem_of(data: dict[str, Any]) -> Problem:
    """The problem of a plain file. Raises `RouteError` naming what is missing or no number."""
    missing = [name for name in NEEDED if name not in data]
    if missing:
        raise RouteError(f"{missing[0]}: it is missing.", field=missing[0])
    stops = tuple(_stop(at, row) for at, row in enumerate(data["stops"], start=1))
    places = {stop.place: _pair(row, "xy", stop.id) for stop, row in zip(stops, data["stops"], strict=True)}
    since, until = _pair(data, "shift", "the file")
    deliverers = tuple(
        Deliverer(
            id=f"courier {number}",
            capacity=round(_number(data, "cap", "the file")),
            since=round(since),
            until=round(until),
            speed_m_s=_number(data, "speed", "the file"),
            loading_s=round(_number(data, "load", "the file", 0)),
        )
        for number in range(1, round(_number(data, "couriers", "the file")) + 1)
    )
    ground = Ground({BASE: _pair(data, "depot", "the file"), **places}, detour=_number(data, "detour", "the file", 1.3))
    return Problem(stops, deliverers, ground, BASE, keep=data.get("keep", {}))


def _stop(at: int, row: dict[str, Any]) -> Stop:
    name = str(row.get("id", at))
    begin, end = _pair(row, "tw", name) if "tw" in row else (0, 86_400)
    return Stop(
        id=name,
        place=f"building {row.get('b', name)}",
        load=round(_number(row, "parcels", name, 1)),
        service_s=round(_number(row, "service", name, 0)),
        window=(round(begin), round(end)),
        urgent=bool(row.get("urgent", False)),
        unit=str(row.get("unit", "")),
        floor=int(row.get("floor", 0)),
    )


def _number(row: dict[str, Any], field: str, subject: str, default: float | None = None) -> float:
    value = row.get(field, default)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise RouteError(f"{field} of {subject}: {value!r} is no number.", field=field, subject=subject)
    return float(value)


def _pair(row: dict[str, Any], field: str, subject: str) -> tuple[float, float]:
    value = row.get(field)
    if not isinstance(value, list | tuple) or len(value) != 2 or not all(isinstance(v, int | float) for v in value):
        raise RouteError(f"{field} of {subject} must be two numbers.", field=field, subject=subject)
    return (float(value[0]), float(value[1]))
