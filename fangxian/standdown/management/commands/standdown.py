"""`fangxian standdown --area CODE`: what ending still asks for; with explicit flags, freezing and erasure."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from fangxian.areas import scope
from fangxian.areas.commands import PlainCommand, place_with, signed_in_as
from fangxian.areas.models import Area
from fangxian.areas.rules import Level
from fangxian.cases.queries import standing_of
from fangxian.door.act import Act, Answer
from fangxian.door.submit import submit
from fangxian.standdown.acts import AskErasure, ConfirmErasure, FreezeFigures
from fangxian.standdown.queries.figures import latest_frozen, reproduces
from fangxian.standdown.queries.holding import counts_of, registers_of, waiting_erasure
from fangxian.standdown.queries.left import steps_of
from fangxian.standdown.queries.stepping import ending_of
from fangxian.standdown.rules.registers import REGISTERS


class Command(PlainCommand):
    help = "Report what ending still asks for in a place; with flags, freeze the figures, ask for and confirm erasure."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--area", required=True, metavar="CODE", help="a village or community")
        parser.add_argument("--json", action="store_true", help="machine-readable output")
        parser.add_argument("--freeze", action="store_true", help="freeze the figures; needs --by")
        parser.add_argument(
            "--erase", nargs="*", metavar="REGISTER", choices=REGISTERS,
            help="ask for the erasure of these registers, or of all; needs --by and --place-name",
        )  # fmt: skip
        parser.add_argument("--confirm", action="store_true", help="confirm what somebody else asked for")
        parser.add_argument("--by", help="sign-in name of the person who answers for it")
        parser.add_argument("--place-name", default="", help="the name of the place, typed")

    def handle(self, *args: Any, area: str, **options: Any) -> None:
        place = place_with(area)
        if place.level != Level.COMMUNITY:
            raise CommandError("A response ends in one village or community at a time.", returncode=2)
        told = [self._send(act, options["by"]) for act in asked(place, options)]
        with scope.opened(scope.whole(place.span)):
            report = report_of(place)
        if options["json"]:
            self.stdout.write(json.dumps(report | {"done": told}, ensure_ascii=False))
        else:
            for line in lines(report):
                self.stdout.write(line)
        if report["left"] and not told:
            raise SystemExit(1)

    def _send(self, act: Act, by: str | None) -> Answer:
        """Through the door, in the name of the person who answers for it."""
        if not by:
            raise CommandError("Name the person who answers for it: --by.", returncode=2)
        entry = submit(act, by=signed_in_as(by))
        if not entry.written:
            raise CommandError(str(entry.sentence))
        return {"kind": act.kind, **entry.answer}


def asked(place: Area, options: dict[str, Any]) -> list[Act]:
    """The acts the flags ask for, in the order of the ending."""
    typed = options["place_name"]
    acts: list[Act] = [FreezeFigures(area=place.pk)] if options["freeze"] else []
    if options["erase"] is not None:
        acts.append(AskErasure(area=place.pk, registers=tuple(options["erase"] or REGISTERS), place_name=typed))
    if options["confirm"]:
        with scope.opened(scope.whole(place.span)):
            waiting = waiting_erasure(place)
        if waiting is None:
            raise CommandError("Nobody has asked for an erasure here.")
        acts.append(ConfirmErasure(erasure=waiting.pk, place_name=typed))
    return acts


def report_of(place: Area) -> dict[str, Any]:
    """How far the ending is: counts and dates only."""
    now = timezone.now()
    seen, ending = standing_of(place, at=now, on=timezone.localdate()), ending_of(place, at=now)
    frozen, registers = latest_frozen(place), registers_of(place, at=now)
    return {
        "area": place.code, "level": seen.picture.level, "proposed": seen.proposed,
        "conditions": {one.code: one.met for one in seen.conditions},
        "ended": ending.at.isoformat() if ending else None,
        "left": {step.code: step.left for step in steps_of(place, at=now) if step.left},
        "frozen": frozen.checksum if frozen else None, "reproduces": reproduces(frozen) if frozen else None,
        "held": {one.register: one.count for one in registers if one.count},
        "overdue": [one.register for one in registers if one.overdue],
        "rows": counts_of(place, REGISTERS),
    }  # fmt: skip


def lines(report: dict[str, Any]) -> list[str]:
    """The report for a person."""
    yes = {True: "met", False: "not met", None: "asked of a person"}
    state = "stepping down is proposed" if report["proposed"] else "not ended"
    found = [f"{report['area']}: level {report['level']}, {'ended ' + report['ended'] if report['ended'] else state}"]
    found += [f"  {code}: {yes[met]}" for code, met in report["conditions"].items()]
    found += [f"  left: {code} {count}" for code, count in report["left"].items()] or ["  nothing is left to do"]
    found += [f"  held: {name} {count} rows" for name, count in report["held"].items()]
    if report["frozen"]:
        state = "reproduce" if report["reproduces"] else "do not reproduce"
        found.append(f"  figures {report['frozen'][:12]} {state}")
    return found
