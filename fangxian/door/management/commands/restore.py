"""`fangxian restore FILE`: put a backup in place, and recompute its ledger."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from fangxian.areas.commands import PlainCommand
from fangxian.door.backups import BackupError, restore


class Command(PlainCommand):
    help = "Put a backup in place of an empty database; exit 1 when nothing was done, or the ledger has a flaw."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a file that `fangxian backup` wrote")
        parser.add_argument("--replace", action="store_true", help="in place of the work that is there")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = restore(options["file"], replace=options["replace"])
        except BackupError as wrong:
            raise CommandError(str(wrong), returncode=1) from wrong
        for flaw in found:
            self.stdout.write(f"Place {flaw.chain}, entry {flaw.seq}: {flaw.what}")
        self.stdout.write(f"Restored; the ledger was recomputed: {len(found)} flaws.")
        if found:
            raise SystemExit(1)
