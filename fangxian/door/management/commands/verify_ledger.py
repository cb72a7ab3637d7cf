"""`fangxian verify-ledger`: recompute every chain and name what was changed or is missing."""

import json
from argparse import ArgumentParser
from typing import Any

from fangxian.areas.commands import PlainCommand
from fangxian.door.models import Entry
from fangxian.door.queries import flaws


class Command(PlainCommand):
    help = "Recompute the ledger's hash chains; exit 1 when a row was changed or is missing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="machine-readable output")

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(flaws())
        total = Entry._base_manager.count()
        if options["json"]:
            self.stdout.write(json.dumps({"entries": total, "flaws": [vars(flaw) for flaw in found]}))
        else:
            for flaw in found:
                self.stdout.write(f"Place {flaw.chain}, entry {flaw.seq}: {flaw.what}")
            self.stdout.write(f"{total} entries, {len(found)} flaws.")
        if found:
            raise SystemExit(1)
