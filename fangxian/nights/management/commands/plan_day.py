"""`fangxian plan-day --area CODE --on DATE`: the day of every community in a place, planned in one go."""

import json
import os
from argparse import ArgumentParser
from datetime import date, timedelta
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.dateparse import parse_date

from fangxian.areas import scope
from fangxian.areas.commands import PlainCommand, command_line, place_with, signed_in_as
from fangxian.areas.models import Area, Person
from fangxian.areas.queries import communities_in
from fangxian.areas.roles import Can
from fangxian.areas.rules import Level
from fangxian.door.submit import submit
from fangxian.nights.acts import BeginNight
from fangxian.nights.crews import ClusterAway, plan_all
from fangxian.nights.keeping import kept
from fangxian.nights.queries import picture_of
from fangxian.nights.rules import Effort, Picture, Planned


class Command(PlainCommand):
    help = "Plan the day of every community in a place: rosters, deliveries, walking rounds, checks due."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--area", required=True, metavar="CODE", help="a district, township or community")
        parser.add_argument("--on", metavar="DATE", help="the day, such as 2020-02-10; tomorrow if it is left out")
        parser.add_argument("--by", help="sign-in name of the person who answers for it; else the command line")
        parser.add_argument("--cluster", default=os.environ.get("FANGXIAN_CLUSTER", ""), metavar="tcp://HOST:PORT")
        parser.add_argument("--json", action="store_true", help="machine-readable output")

    def handle(self, *args: Any, area: str, on: str | None, **options: Any) -> None:
        day, place = _day(on), _place(area)
        with scope.opened(scope.whole(place.span)):
            communities = communities_in(place) if place.level < Level.COMMUNITY else [place]
        if not communities:
            raise CommandError(f"{place.name} has no community; load the divisions first.", returncode=2)
        by = _answerable(place, options["by"])
        entry = submit(BeginNight(area=place.pk, on=day, communities=len(communities)), by=by)
        if not entry.written:
            raise CommandError(str(entry.sentence))
        work = _Work(self, communities, night=entry.answer["night"], on=day, by=by)
        try:
            work.carry_out(options["cluster"])
        except ClusterAway as away:
            raise CommandError(str(away)) from away
        self._tell(work, as_json=options["json"])

    def _tell(self, work: "_Work", *, as_json: bool) -> None:
        """Say what was planned and what was not; status 1 where a community failed."""
        lines = [work.line(area) for area in work.communities.values()]
        failed = [line for line in lines if line["reason"]]
        if as_json:
            report = {"on": work.on.isoformat(), "planned": len(lines) - len(failed), "failed": len(failed)}
            self.stdout.write(json.dumps(report | {"communities": lines}, ensure_ascii=False))
        else:
            for line in failed:
                self.stdout.write(f"{line['code']} {line['name']}: {line['reason']}")
            planned = len(lines) - len(failed)
            self.stdout.write(f"{planned} of {len(lines)} communities planned for {work.on}: {_sums(lines)}.")
        if failed:
            raise SystemExit(1)


def _sums(lines: list[dict[str, Any]]) -> str:
    """Every figure over all communities, in words."""
    sums = {key: sum(line["figures"].get(key, 0) for line in lines) for key in Planned("").figures()}
    return ", ".join(f"{value} {key}" for key, value in sums.items())


class _Work:
    """One night: pictures taken here, plans made anywhere, and each kept as soon as it is made."""

    def __init__(self, command: PlainCommand, communities: list[Area], *, night: int, on: date, by: Person) -> None:
        self.command, self.night, self.on, self.by = command, night, on, by
        self.communities = {area.code: area for area in communities}
        self.made: dict[str, Planned] = {}
        self.reasons: dict[str, str] = {}

    def carry_out(self, cluster: str) -> None:
        """Plan them all."""
        pictures = [picture for area in self.communities.values() if (picture := self._picture(area))]
        plan_all(pictures, effort=Effort(), told=self._keep, cluster=cluster)

    def line(self, area: Area) -> dict[str, Any]:
        """What became of a community."""
        made = self.made[area.code]
        figures = {} if made.fault else made.figures()
        return {"code": area.code, "name": area.name, "reason": self.reasons[area.code], "figures": figures}

    def _picture(self, area: Area) -> Picture | None:
        try:
            with scope.opened(scope.whole(area.span)):
                return picture_of(area, on=self.on)
        except Exception as fault:  # noqa: BLE001 - one community's fault stops no other
            self._keep(Planned(area.code, fault=f"{type(fault).__name__}: {str(fault)[:200]}"))
            return None

    def _keep(self, made: Planned) -> None:
        area = self.communities[made.code]
        self.made[made.code] = made
        self.reasons[made.code] = kept(made, area, night=self.night, on=self.on, by=self.by)
        self.command.stderr.write(f"{len(self.made)}/{len(self.communities)} {area.name} {self.reasons[made.code]}")


def _day(said: str | None) -> date:
    try:
        day = parse_date(said) if said else timezone.localdate() + timedelta(days=1)
    except ValueError:
        day = None
    if day is None:
        raise CommandError(f"{said} is no day; write it as 2020-02-10.", returncode=2)
    return day


def _place(code: str) -> Area:
    found = place_with(code)
    if found.level > Level.COMMUNITY:
        raise CommandError("A day is planned for a community or above, not for a grid.", returncode=2)
    return found


def _answerable(place: Area, username: str | None) -> Person:
    """The named person; without a name the command line."""
    if username:
        return signed_in_as(username)
    return command_line(place, needs=Can.PLAN_DUTY, reason="fangxian plan-day")
