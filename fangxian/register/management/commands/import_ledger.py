"""`fangxian import-ledger FILE --area CODE [--dry-run] [--json]`: take a household ledger into the register."""

from __future__ import annotations

import base64
import json
from argparse import ArgumentParser
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.db import DatabaseError
from django.utils import timezone

from fangxian.areas import scope
from fangxian.areas.commands import PlainCommand
from fangxian.areas.models import Area, Person, Post
from fangxian.areas.queries import scope_of
from fangxian.areas.roles import Can
from fangxian.areas.rules import CodeError, Level, key_of, level_of
from fangxian.door.act import Act, Answer
from fangxian.door.submit import submit
from fangxian.door.words import sentence_of
from fangxian.register.acts import ImportLedger, UploadLedger
from fangxian.register.ledger import LedgerUnreadable, Reading, read_ledger
from fangxian.register.queries import known_residents, layouts_of, stated_people
from fangxian.register.rules import matches
from fangxian.register.words import problem_sentence

SHOWN = 20
COMMAND_LINE = "command-line"


class Command(PlainCommand):
    help = "Take a household ledger (xlsx, xls, CSV in UTF-8 or GB18030) into the register of a village or community."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, metavar="FILE")
        parser.add_argument("--area", required=True, help="division code of the village or community")
        parser.add_argument("--by", help="sign-in name of the person who answers for it; else the command line")
        parser.add_argument("--dry-run", action="store_true", help="read and compare, write nothing")
        parser.add_argument("--json", action="store_true", help="machine-readable output")

    def handle(self, *args: Any, path: Path, area: str, **options: Any) -> None:
        data = content_of(path)
        checked(area)
        place = area_with(area)
        if options["dry_run"]:
            reading = reading_of(data, path, place)
            counts = compared(reading, place)
        else:
            counts, reading = imported(data, path, required(place, area), options["by"])
        self.tell(reading, counts, as_json=options["json"])

    def tell(self, reading: Reading, counts: Answer, *, as_json: bool) -> None:
        """Say what the file holds, what became of it, and what to look at."""
        report = report_of(reading, counts)
        if as_json:
            self.stdout.write(json.dumps(report, ensure_ascii=False))
            return
        self.stdout.write(
            f"{report['residents']} residents in {report['households']} households, {report['buildings']} buildings: "
            f"{report['created']} created, {report['updated']} updated, {report['unchanged']} unchanged."
        )
        for problem in report["problems"][:SHOWN]:
            at = " ".join(filter(None, (problem["sheet"], str(problem["row"]), problem["column"])))
            self.stdout.write(f"{at}: {problem['message']}")
        if len(report["problems"]) > SHOWN:
            self.stdout.write(f"… and {len(report['problems']) - SHOWN} more problems.")


def content_of(path: Path) -> bytes:
    """The file's bytes. Raises CommandError with status 2."""
    try:
        return path.read_bytes()
    except OSError as wrong:
        raise CommandError(f"The file {path} cannot be opened.", returncode=2) from wrong


def checked(code: str) -> None:
    """Raises CommandError with status 2 unless the code is one of a village or community, or a grid of it."""
    try:
        if level_of(code) >= Level.COMMUNITY:
            return
    except CodeError:
        pass
    raise CommandError(f"{code} is no code of a village or community (12 digits).", returncode=2)


def area_with(code: str) -> Area | None:
    """The place with this code; None where it, or the whole database, is not there yet."""
    try:
        return Area._base_manager.filter(pk=key_of(code), code=code).first()
    except DatabaseError:
        return None


def required(place: Area | None, code: str) -> Area:
    """The place, or CommandError with status 2."""
    if place is None:
        raise CommandError(f"There is no place with code {code}; load the divisions first.", returncode=2)
    return place


def reading_of(data: bytes, path: Path, place: Area | None) -> Reading:
    """The reading of the file. Raises CommandError with status 1 where it is no ledger."""
    try:
        if place is None:
            return read_ledger(data, filename=path.name)
        with scope.opened(scope.whole(place.span)):
            return read_ledger(data, filename=path.name, layouts=layouts_of(place))
    except LedgerUnreadable as unreadable:
        raise CommandError(str(sentence_of(f"ledger_{unreadable.code}", {}))) from unreadable


def compared(reading: Reading, place: Area | None) -> Answer:
    """What an import would create, update and leave, without writing anything."""
    if place is None:
        return {"created": reading.residents, "updated": 0, "unchanged": 0}
    with scope.opened(scope.whole(place.span)):
        found = matches(stated_people(reading), known_residents(place))
    updated = sum(bool(m.known and (m.changes or m.moved)) for m in found)
    created = sum(m.known is None for m in found)
    return {"created": created, "updated": updated, "unchanged": len(found) - created - updated}


def imported(data: bytes, path: Path, place: Area, username: str | None) -> tuple[Answer, Reading]:
    """Send the file and take it in, through the door. Raises CommandError where it is refused."""
    reading = reading_of(data, path, place)
    by = answerable(place, username)
    content = base64.b64encode(data).decode()
    upload = written(UploadLedger(area=place.pk, file_name=path.name[-200:], content=content), by)
    return written(ImportLedger(upload=upload["upload"]), by), reading


def written(act: Act, by: Person) -> Answer:
    """The answer to an act. Raises CommandError with the refusal's sentence."""
    entry = submit(act, by=by)
    if not entry.written:
        raise CommandError(str(entry.sentence))
    answer: Answer = entry.answer
    return answer


def answerable(place: Area, username: str | None) -> Person:
    """The named person; without a name the command line itself, appointed for an hour, which the ledger shows."""
    if username:
        person = Person.objects.filter(username=username, is_active=True).first()
        if person is None:
            raise CommandError(f"Nobody signs in as {username}.", returncode=2)
        return person
    person, made = Person.objects.get_or_create(username=COMMAND_LINE, defaults={"name": "命令行"})
    if made:
        person.set_unusable_password()
        person.save(update_fields=["password"])
    now = timezone.now()
    if not scope_of(person, at=now).may(Can.KEEP_REGISTER, place.pk):
        Post._base_manager.create(
            person=person,
            role="grid_worker",
            area=place,
            since=now,
            until=now + timedelta(hours=1),
            reason="fangxian import-ledger",
        )
    return person


def report_of(reading: Reading, counts: Answer) -> dict[str, Any]:
    """The machine-readable answer (architecture.md §8)."""
    return {
        "residents": reading.residents,
        "households": reading.households,
        "dwellings": len(reading.dwellings),
        "buildings": reading.buildings,
        "returned": reading.returned,
        "created": counts["created"],
        "updated": counts["updated"],
        "unchanged": counts["unchanged"],
        "columns_ignored": list(reading.columns_ignored),
        "problems": [
            {
                "sheet": problem.sheet,
                "row": problem.row,
                "column": problem.column,
                "code": str(problem.code),
                "message": problem_sentence(problem.code, problem.params),
            }
            for problem in reading.problems
        ],
    }
