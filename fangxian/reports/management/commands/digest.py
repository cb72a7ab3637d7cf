"""`fangxian digest --area CODE --on DATE`: the evening digest on the terminal or in a file."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.dateparse import parse_date

from fangxian.areas import scope
from fangxian.areas.commands import PlainCommand
from fangxian.areas.models import Area
from fangxian.areas.queries import area_with
from fangxian.reports.outputs import FORMATS, document
from fangxian.reports.queries import digest_of


class Command(PlainCommand):
    help = "The digest of a place's day, computed from the ledger."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--area", required=True, metavar="CODE", help="division code of the place")
        parser.add_argument("--on", metavar="DATE", help="the day, such as 2020-02-10; today if it is left out")
        parser.add_argument("--format", choices=list(FORMATS), default="md")
        parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="write to a file")

    def handle(self, *args: Any, area: str, on: str | None, output: Path | None, **options: Any) -> None:
        if options["format"] in ("xlsx", "pdf") and output is None:
            raise CommandError("Say with -o which file to write.", returncode=2)
        day = self.day(on)
        with scope.whole_house(reason="the digest command runs for whoever holds the machine; only numbers leave it"):
            written, _kind = FORMATS[options["format"]]
            made = written(document(digest_of(self.place(area), on=day, now=timezone.now())))
        if output is None:
            self.stdout.write(made.decode(), ending="")
            return
        try:
            output.write_bytes(made)
        except OSError as wrong:
            raise CommandError(f"{output} cannot be written: {wrong.strerror}.", returncode=1) from wrong

    def day(self, said: str | None) -> date:
        """The day asked for. Bad usage when it is none, or has not begun."""
        today = timezone.localdate()
        try:
            day = parse_date(said) if said else today
        except ValueError:
            day = None
        if day is None:
            raise CommandError(f"{said} is no day; write it as 2020-02-10.", returncode=2)
        if day > today:
            raise CommandError(f"{day} has not begun yet.", returncode=2)
        return day

    def place(self, code: str) -> Area:
        """The place asked for."""
        found = area_with(code)
        if found is None:
            raise CommandError(f"There is no place with the code {code}.", returncode=2)
        return found
