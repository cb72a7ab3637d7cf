"""An independent checker of public instances: reads the text itself and shares no code with the planner."""

from itertools import groupby, pairwise


def judge(text: str, lines: dict[str, tuple[str, ...]]) -> tuple[list[str], int]:
    """Every contract these lines break, and what they cost."""
    rows = _rows(text)
    days = int(rows["HORIZON"][0][0])
    minutes = {row[0]: int(row[1]) for row in rows["SHIFTS"]}
    never = {
        (row[0], after) for row in rows["SHIFTS"] for after in (row[2] if len(row) > 2 else "").split("|") if after
    }
    found = []
    for row in rows["STAFF"]:
        line = lines[row[0]]
        if len(line) != days:
            found.append(f"{row[0]} has {len(line)} days")
        found += _person(row, line, minutes, never)
    for who, *off in rows.get("DAYS_OFF", []):
        found += [f"{who} works on day off {day}" for day in off if lines[who][int(day)]]
    return found, _cost(rows, lines)


def _rows(text: str) -> dict[str, list[list[str]]]:
    rows: dict[str, list[list[str]]] = {}
    name = ""
    for line in text.splitlines():
        if line.startswith("SECTION_"):
            name = line[8:].strip()
            rows[name] = []
        elif line.strip() and not line.startswith("#"):
            rows[name].append([cell.strip() for cell in line.split(",")])
    return rows


def _person(row: list[str], line: tuple[str, ...], minutes: dict[str, int], never: set[tuple[str, str]]) -> list[str]:
    who, limits, *numbers = row
    most, least, longest, shortest, off, weekends = map(int, numbers)
    found = [f"{who}: {b} after {a}" for a, b in pairwise(line) if (a, b) in never]
    total = sum(minutes[s] for s in line if s)
    if not least <= total <= most:
        found.append(f"{who} works {total} minutes")
    for part in limits.split("|"):
        kind, _, times = part.partition("=")
        if line.count(kind) > int(times):
            found.append(f"{who} has {line.count(kind)} of {kind}")
    runs = [(works, len(list(some))) for works, some in groupby(line, key=bool)]
    for place, (works, length) in enumerate(runs):
        inside = 0 < place < len(runs) - 1
        if works and (length > longest or (inside and length < shortest)):
            found.append(f"{who} works {length} days in a row")
        if not works and inside and length < off:
            found.append(f"{who} is off {length} days")
    worked = sum(any(line[d] for d in (m + 5, m + 6) if d < len(line)) for m in range(0, len(line), 7))
    if worked > weekends:
        found.append(f"{who} works {worked} weekends")
    return found


def _cost(rows: dict[str, list[list[str]]], lines: dict[str, tuple[str, ...]]) -> int:
    cost = 0
    for who, day, shift, weight in rows.get("SHIFT_ON_REQUESTS", []):
        cost += int(weight) * (lines[who][int(day)] != shift)
    for who, day, shift, weight in rows.get("SHIFT_OFF_REQUESTS", []):
        cost += int(weight) * (lines[who][int(day)] == shift)
    for day, shift, people, under, over in rows["COVER"]:
        there = sum(line[int(day)] == shift for line in lines.values())
        cost += int(under) * max(0, int(people) - there) + int(over) * max(0, there - int(people))
    return cost
