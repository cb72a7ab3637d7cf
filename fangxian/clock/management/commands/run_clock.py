"""`fangxian run-clock`: every night's own work. Safe to run twice."""

import json
from argparse import ArgumentParser
from typing import Any

from django.db import connection
from django.utils import timezone

from fangxian.areas.commands import PlainCommand
from fangxian.clock.nightly import expired_in, machines_leavings, places_at_work, swept_clean


class Command(PlainCommand):
    help = "Take away what the rule packs say was kept long enough: nightly, in every place. Safe to run twice."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("work", nargs="?", default="retention", choices=["retention"], help="what to do")
        parser.add_argument("--json", action="store_true", help="machine-readable output")

    def handle(self, *args: Any, **options: Any) -> None:
        found = {place.code: expired_in(place) for place in places_at_work()}
        machine = machines_leavings(now=timezone.now())
        if not connection.in_atomic_block:
            swept_clean()
        if options["json"]:
            self.stdout.write(json.dumps({"places": found, "machine": machine}))
            return
        sums = {what: sum(one[what] for one in found.values()) for what in ("uploads", "passages", "arrivals")}
        said = ", ".join(f"{count} {what}" for what, count in {**sums, **machine}.items())
        self.stdout.write(f"{len(found)} places: {said}.")
