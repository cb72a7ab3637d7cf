"""`fangxian demo`: build the essay's places through the door, print the logins, and serve."""

import os
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connections
from django.utils import translation

from fangxian.areas.commands import PlainCommand
from fangxian.areas.models import Area
from fangxian.areas.roles import ROLE_NAMES
from fangxian.demo.build import SCALES, build
from fangxian.demo.ground import CAST, NICKNAMES, PASSWORD, PLACES
from fangxian.demo.pages import page_of_a_household
from fangxian.demo.serving import serve

HOST = "127.0.0.1"


class Command(PlainCommand):
    help = "Build the demo's places by submitting acts, print one login per role, and serve."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-serve", action="store_true", help="build and exit")
        parser.add_argument("--scale", choices=sorted(SCALES), default="district")
        parser.add_argument("--port", type=int, default=int(os.environ.get("FANGXIAN_PORT", "8000")))

    def handle(self, *args: Any, scale: str, port: int, **options: Any) -> None:
        marker = settings.VAR / f"demo-{scale}.built"
        call_command("migrate", verbosity=0)
        if not marker.exists():
            self.built(scale, marker)
        self.tell(port)
        sys.stdout.flush()
        if not options["no_serve"]:
            connections.close_all()
            serve(HOST, port)

    def built(self, scale: str, marker: Path) -> None:
        """Build from nothing; a database with anything in it is left alone."""
        if Area._base_manager.exists():
            self.start_afresh()
        began = time.monotonic()
        self.stdout.write("Building the demo:")
        build(scale, sys.stdout)
        marker.touch()
        self.stdout.write(f"Built in {time.monotonic() - began:.0f} s.")

    def start_afresh(self) -> None:
        """Drop an unfinished demo; anything that is not a demo's is refused."""
        strangers = Area._base_manager.exclude(code__in=PLACES).exists()
        if strangers:
            raise CommandError("This database holds real places: give the demo a database of its own.")
        self.stdout.write("An unfinished or differently scaled demo is built anew.")
        for old in settings.VAR.glob("demo-*.built"):
            old.unlink()
        call_command("flush", interactive=False, verbosity=0)

    def tell(self, port: int) -> None:
        """Print where to go and as whom."""
        place = {nick: PLACES[code] for nick, code in NICKNAMES.items()}
        self.stdout.write(f"\nhttp://{HOST}:{port}/    password for everybody: {PASSWORD}\n")
        with translation.override("zh-hans"):
            for username, name, role, nick, _ in [("guanli", "管理员", "administrator", "district", ""), *CAST]:
                self.stdout.write(f"  {username:<10}{name}  {ROLE_NAMES[role]} · {place[nick]}")
            page = page_of_a_household()
            if page:
                self.stdout.write(f"\n住户网页(不用登录): http://{HOST}:{port}{page}")
