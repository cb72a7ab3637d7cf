"""Reads the text format; a line that cannot be read is named by section and number."""

from collections import defaultdict

from fangxian.calc.roster.nrp.problem import Ask, Cover, NrpProblem, Shift, Staff
from fangxian.calc.roster.problem import RosterError

Rows = list[tuple[int, list[str]]]


def read(text: str) -> NrpProblem:
    """The instance in a text. Raises `RosterError` naming the line or the name that does not fit."""
    sections = _sections(text)
    for name in ("HORIZON", "SHIFTS", "STAFF", "COVER"):
        if not sections[name]:
            raise RosterError(f"SECTION_{name} is missing or empty.", field=f"SECTION_{name}")
    off = {row[0]: frozenset(_whole(n, "DAYS_OFF", d) for d in row[1:]) for n, row in sections["DAYS_OFF"]}
    problem = NrpProblem(
        days=_whole(*_first(sections, "HORIZON")),
        shifts=tuple(_shift(n, row) for n, row in sections["SHIFTS"]),
        staff=tuple(_staff(n, row, off) for n, row in sections["STAFF"]),
        on=tuple(_ask(n, "SHIFT_ON_REQUESTS", row) for n, row in sections["SHIFT_ON_REQUESTS"]),
        off=tuple(_ask(n, "SHIFT_OFF_REQUESTS", row) for n, row in sections["SHIFT_OFF_REQUESTS"]),
        cover=tuple(_cover(n, row) for n, row in sections["COVER"]),
    )
    _check(problem)
    return problem


def _sections(text: str) -> dict[str, Rows]:
    found: dict[str, Rows] = defaultdict(list)
    section = ""
    for number, line in enumerate(text.splitlines(), start=1):
        line = line.strip().lstrip("\ufeff")
        if not line or line.startswith("#"):
            continue
        if line.startswith("SECTION_"):
            section = line.removeprefix("SECTION_")
        elif not section:
            raise RosterError(f"line {number} stands before any SECTION_.", field="SECTION_HORIZON")
        else:
            found[section].append((number, [cell.strip() for cell in line.split(",")]))
    return found


def _first(sections: dict[str, Rows], name: str) -> tuple[int, str, str]:
    number, row = sections[name][0]
    return number, name, row[0]


def _whole(number: int, section: str, cell: str) -> int:
    if not (cell.isascii() and cell.isdigit()):
        raise RosterError(f"SECTION_{section}, line {number}: {cell!r} is no whole number.", field=f"SECTION_{section}")
    return int(cell)


def _cells(number: int, section: str, row: list[str], least: int) -> list[str]:
    if len(row) < least:
        sentence = f"SECTION_{section}, line {number}: {len(row)} columns, {least} are needed."
        raise RosterError(sentence, field=f"SECTION_{section}")
    return row


def _shift(number: int, row: list[str]) -> Shift:
    name, minutes, *after = _cells(number, "SHIFTS", row, 2)
    never = frozenset(part for part in (after[0].split("|") if after else ()) if part)
    return Shift(name, _whole(number, "SHIFTS", minutes), never)


def _staff(number: int, row: list[str], off: dict[str, frozenset[int]]) -> Staff:
    name, limits, *rest = _cells(number, "STAFF", row, 8)
    most = [part.partition("=") for part in limits.split("|") if part]
    minutes, least, longest, least_row, off_row, weekends = (_whole(number, "STAFF", cell) for cell in rest[:6])
    counted = tuple((kind, _whole(number, "STAFF", times)) for kind, _, times in most)
    return Staff(name, counted, minutes, least, longest, least_row, off_row, weekends, off.get(name, frozenset()))


def _ask(number: int, section: str, row: list[str]) -> Ask:
    person, day, shift, weight = _cells(number, section, row, 4)[:4]
    return Ask(person, _whole(number, section, day), shift, _whole(number, section, weight))


def _cover(number: int, row: list[str]) -> Cover:
    day, shift, *rest = _cells(number, "COVER", row, 5)
    people, under, over = (_whole(number, "COVER", cell) for cell in rest[:3])
    return Cover(_whole(number, "COVER", day), shift, people, under, over)


def _check(problem: NrpProblem) -> None:
    shifts, staff = {s.id for s in problem.shifts}, {s.id for s in problem.staff}
    if problem.days < 1:
        raise RosterError("SECTION_HORIZON: there must be at least one day.", field="SECTION_HORIZON")
    named = [
        *(("SHIFTS", name, shifts) for s in problem.shifts for name in s.never_next),
        *(("STAFF", name, shifts) for s in problem.staff for name, _ in s.most_of),
        *(("SHIFT_REQUESTS", name, shifts) for name in (a.shift for a in (*problem.on, *problem.off))),
        *(("SHIFT_REQUESTS", name, staff) for name in (a.person for a in (*problem.on, *problem.off))),
        *(("COVER", c.shift, shifts) for c in problem.cover),
    ]
    for section, name, known in named:
        if name not in known:
            sentence = f"SECTION_{section}: nothing and nobody is called {name}."
            raise RosterError(sentence, field=f"SECTION_{section}", subject=name)
    for day in (*(a.day for a in (*problem.on, *problem.off)), *(c.day for c in problem.cover)):
        if day >= problem.days:
            raise RosterError(f"day {day} is not among the {problem.days} days.", field="SECTION_COVER")
