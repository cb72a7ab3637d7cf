"""`fangxian backup FILE`: everything in one file but the key that reads it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from fangxian.areas.commands import PlainCommand
from fangxian.door.backups import BackupError, backup


class Command(PlainCommand):
    help = "Write the database and the files into one file. Keep FANGXIAN_FIELD_KEY apart from it, and safe."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="where to, e.g. fangxian-2020-02-12.zip")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            backup(options["file"])
        except BackupError as wrong:
            raise CommandError(str(wrong), returncode=1) from wrong
        size = options["file"].stat().st_size
        self.stdout.write(f"{options['file']}: {size / 1e6:.1f} MB. It cannot be read without FANGXIAN_FIELD_KEY.")
