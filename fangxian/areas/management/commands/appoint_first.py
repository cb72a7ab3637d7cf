"""`fangxian appoint-first`: the one administrator whom nobody could appoint, on a new installation."""

import getpass
import os
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.utils import timezone

from fangxian.areas.commands import PlainCommand
from fangxian.areas.founding import AlreadyFounded, found
from fangxian.areas.models import Area
from fangxian.areas.rules import CodeError, key_of


class Command(PlainCommand):
    help = "Appoint the first administrator of a place. Every later post is given by somebody who holds one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--name", required=True, help="the person's name")
        parser.add_argument("--area", required=True, help="division code of the place, usually the district")

    def handle(self, *args: Any, username: str, name: str, area: str, **options: Any) -> None:
        password = os.environ.get("FANGXIAN_PASSWORD") or getpass.getpass("Password: ")
        try:
            validate_password(password)
            found(username, name, password, area_of(area), since=timezone.now())
        except ValidationError as weak:
            raise CommandError(" ".join(weak.messages)) from weak
        except AlreadyFounded as taken:
            raise CommandError(str(taken)) from taken
        self.stdout.write(f"{name} ({username}) is administrator of {area}.")


def area_of(code: str) -> Area:
    """The area with this code. Raises CommandError with status 2."""
    try:
        return Area._base_manager.get(pk=key_of(code), code=code)
    except (CodeError, Area.DoesNotExist) as unknown:
        raise CommandError(f"There is no place with code {code}; load the divisions first.", returncode=2) from unknown
