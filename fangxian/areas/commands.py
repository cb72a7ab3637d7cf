"""What the `fangxian` commands share: how they fail, in one sentence, and in whose name they act."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from fangxian.areas.models import Area, Person, Post
from fangxian.areas.queries import scope_of
from fangxian.areas.roles import Can
from fangxian.areas.rules import CodeError, key_of


class PlainCommand(BaseCommand):
    """A command that fails with one sentence. Exit 0 done, 1 refused or unfinished, 2 bad usage."""

    requires_system_checks: list[str] = []

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Run, and turn a CommandError into its sentence and status."""
        try:
            return super().execute(*args, **options)
        except CommandError as wrong:
            self.stderr.write(str(wrong))
            raise SystemExit(wrong.returncode) from wrong


COMMAND_LINE = "command-line"
HOURS = 12
"""So long the command line may act in a place before it needs a post again."""


def place_with(code: str) -> Area:
    """The place with this code. Raises CommandError."""
    try:
        found = Area._base_manager.filter(pk=key_of(code), code=code).first()
    except CodeError:
        found = None
    if found is None:
        raise CommandError(f"There is no place with the code {code}.", returncode=2)
    return found


def signed_in_as(username: str) -> Person:
    """The person with this sign-in name. Raises CommandError."""
    person = Person.objects.filter(username=username, is_active=True).first()
    if person is None:
        raise CommandError(f"Nobody signs in as {username}.", returncode=2)
    return person


def command_line(place: Area, *, needs: Can, reason: str) -> Person:
    """Whoever holds the machine, appointed for some hours where they do not serve, which the place's posts show."""
    person, made = Person.objects.get_or_create(username=COMMAND_LINE, defaults={"name": "命令行"})
    if made:
        person.set_unusable_password()
        person.save(update_fields=["password"])
    now = timezone.now()
    if not scope_of(person, at=now).may(needs, place.pk):
        until = now + timedelta(hours=HOURS)
        Post._base_manager.create(
            person=person, role="community_lead", area=place, since=now, until=until, reason=reason
        )
    return person
