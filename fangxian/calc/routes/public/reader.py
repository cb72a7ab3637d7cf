"""Reads VRPLIB (`.vrp`) and Solomon's and Homberger's (`.txt`) instances, odd spellings included."""

import re
from dataclasses import dataclass, field

import numpy as np

from fangxian.calc.routes.problem import RouteError
from fangxian.calc.routes.public.instance import EXACT, ROUNDED, TENTHS, Instance, Matrix
from fangxian.calc.routes.public.lengths import between, written_out

REAL = re.compile(r"^(CMT|GOLDEN|TAI|LI[_-]?\d)", re.IGNORECASE)
"""Sets whose best known solutions are counted without rounding: Christofides, Golden, Rochat and Taillard, Li."""

NUMBER = re.compile(r"^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$")
Rows = list[list[float]]


@dataclass(slots=True)
class Parts:
    """The text taken apart: single values by key, rows of numbers by section."""

    values: dict[str, str] = field(default_factory=dict)
    sections: dict[str, Rows] = field(default_factory=dict)

    def number(self, *keys: str) -> float | None:
        """The first of these keys that is there, as a number."""
        for key in keys:
            if key in self.values:
                words = self.values[key].replace(",", " ").split()
                if not words or not NUMBER.match(words[0]):
                    raise RouteError(f"{key}: {self.values[key]!r} is no number.", field=key)
                return float(words[0])
        return None


def read(text: str, *, convention: str = "") -> Instance:
    """Either format, known by what it begins with. Raises `RouteError` naming the part that is wrong."""
    lines = [line.strip().lstrip("\ufeff") for line in text.splitlines()]
    lines = [line for line in lines if line and not line.startswith("#")]
    if not lines:
        raise RouteError("the file is empty.", field="the file")
    if any(line.upper() in {"VEHICLE", "CUSTOMER"} for line in lines[:12]):
        return _solomon(lines, convention or TENTHS)
    return _vrplib(_apart(lines), convention)


def _solomon(lines: list[str], convention: str) -> Instance:
    rows = [[float(w) for w in words] for words in (line.split() for line in lines) if all(map(NUMBER.match, words))]
    fleet = next((row for row in rows if len(row) == 2), None)
    nodes = np.array([row for row in rows if len(row) >= 7])
    if fleet is None or len(nodes) < 2:
        raise RouteError("VEHICLE or CUSTOMER: the numbers below it are missing.", field="CUSTOMER")
    return Instance(
        name=lines[0],
        matrix=between(nodes[:, 1:3], "EUC_2D", convention),
        demand=tuple(int(d) for d in nodes[:, 3]),
        capacity=int(fleet[1]),
        vehicles=int(fleet[0]),
        windows=tuple((float(a), float(b)) for a, b in nodes[:, 4:6]),
        service=tuple(float(s) for s in nodes[:, 6]),
        convention=convention,
    )


def _apart(lines: list[str]) -> Parts:
    """Keys with values, and sections whatever follows their names (`NODE_COORD_SECTION :`, in small letters, …)."""
    parts, rows = Parts(), None
    for line in lines:
        words = line.replace(",", " ").split()
        if all(map(NUMBER.match, words)):
            if rows is None:
                raise RouteError(f"a row of numbers stands before any section: {line[:40]!r}.", field="the file")
            rows.append([float(word) for word in words])
            continue
        key, _, value = line.partition(":")
        key = re.sub(r"[\s_]+", "_", key.strip()).upper()
        if key == "EOF":
            break
        if key.endswith("_SECTION") or (key + "_SECTION" in SECTIONS and not value.strip()):
            rows = parts.sections.setdefault(key.removesuffix("_SECTION"), [])
        elif value:
            parts.values[key] = value.strip().strip('"')
        else:
            raise RouteError(f"{line[:40]!r} is neither a value nor a section.", field="the file")
    return parts


SECTIONS = {"NODE_COORD_SECTION", "DEMAND_SECTION", "DEPOT_SECTION", "EDGE_WEIGHT_SECTION", "TIME_WINDOW_SECTION"}


def _vrplib(parts: Parts, convention: str) -> Instance:
    size = parts.number("DIMENSION")
    capacity = parts.number("CAPACITY", "VEHICLE_CAPACITY")
    if size is None or size < 1 or capacity is None:
        missing = "CAPACITY" if capacity is None else "DIMENSION"
        raise RouteError(f"{missing}: the value is missing.", field=missing)
    count = int(size)
    windows = _by_node(parts, ("TIME_WINDOW", "TIME_WINDOWS"), count, width=2)
    convention = convention or _convention(parts, timed=windows is not None)
    matrix = _matrix(parts, count, convention)
    demand = _by_node(parts, ("DEMAND",), count, width=1)
    if demand is None:
        raise RouteError("DEMAND_SECTION: it is missing.", field="DEMAND_SECTION")
    order = _depot_first(parts, count)
    service = _service(parts, count)
    limit = parts.number("DISTANCE", "VEHICLES_MAX_DURATION", "MAX_DURATION")
    return Instance(
        name=parts.values.get("NAME", ""),
        matrix=matrix[np.ix_(order, order)],
        demand=tuple(int(demand[node][0]) for node in order),
        capacity=int(capacity),
        vehicles=int(parts.number("VEHICLES", "TRUCKS") or 0),
        windows=tuple((windows[node][0], windows[node][1]) for node in order) if windows else (),
        service=tuple(service[node] for node in order) if service else (),
        limit=limit if limit and limit < 1e6 else None,
        convention=EXACT if not np.allclose(matrix * {ROUNDED: 1, TENTHS: 10}.get(convention, 1), np.rint(
            matrix * {ROUNDED: 1, TENTHS: 10}.get(convention, 1))) else convention,
    )  # fmt: skip


def _convention(parts: Parts, *, timed: bool) -> str:
    """How this instance's set counts lengths."""
    if timed:
        return TENTHS
    kind = parts.values.get("EDGE_WEIGHT_TYPE", "EUC_2D").upper()
    return EXACT if REAL.match(parts.values.get("NAME", "")) or kind.startswith("EXACT") else ROUNDED


def _matrix(parts: Parts, count: int, convention: str) -> Matrix:
    kind = parts.values.get("EDGE_WEIGHT_TYPE", "EXPLICIT" if "EDGE_WEIGHT" in parts.sections else "EUC_2D").upper()
    if kind == "EXPLICIT":
        values = [number for row in parts.sections.get("EDGE_WEIGHT", []) for number in row]
        shape = parts.values.get("EDGE_WEIGHT_FORMAT", "FULL_MATRIX").upper()
        eilon = "eilon" in parts.values.get("COMMENT", "").lower()
        return written_out(values, shape, count, eilon=eilon)
    points = _by_node(parts, ("NODE_COORD",), count, width=2)
    if points is None:
        raise RouteError("NODE_COORD_SECTION: it is missing.", field="NODE_COORD_SECTION")
    return between(np.array([points[node][:2] for node in range(count)]), kind, convention)


def _by_node(parts: Parts, names: tuple[str, ...], count: int, *, width: int) -> dict[int, list[float]] | None:
    """The numbers of each node (from 0) in a section, or None where there is no such section."""
    name = next((name for name in names if name in parts.sections), None)
    if name is None:
        return None
    found = {int(row[0]) - 1: row[1:] for row in parts.sections[name] if len(row) > width}
    lacking = next((node for node in range(count) if node not in found), None)
    if lacking is not None:
        raise RouteError(f"{name}_SECTION: node {lacking + 1} is missing.", field=f"{name}_SECTION")
    return found


def _depot_first(parts: Parts, count: int) -> list[int]:
    numbers = [int(number) for row in parts.sections.get("DEPOT", [[1]]) for number in row]
    depots = [number for number in numbers if 0 < number <= count] or [1]
    if len(set(depots)) > 1:
        raise RouteError("DEPOT_SECTION: more than one depot is not planned here.", field="DEPOT_SECTION")
    depot = depots[0] - 1
    return [depot, *(node for node in range(count) if node != depot)]


def _service(parts: Parts, count: int) -> list[float]:
    each = _by_node(parts, ("SERVICE_TIME", "SERVICE"), count, width=1)
    if each is not None:
        return [each[node][0] for node in range(count)]
    same = parts.number("SERVICE_TIME")
    return [] if not same else [0.0, *[same] * (count - 1)]
