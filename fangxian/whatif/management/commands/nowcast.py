"""`fangxian nowcast --area CODE`: what the cases on record say today."""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.dateparse import parse_date

from fangxian.areas import scope
from fangxian.areas.commands import PlainCommand
from fangxian.areas.models import Area
from fangxian.areas.rules import CodeError, key_of
from fangxian.measures.queries import rules_for
from fangxian.whatif import queries
from fangxian.whatif.nowcasting import Nowcast, nowcast, serial_of


class Command(PlainCommand):
    help = "What the cases on record say: those still to be reported, the reproduction number, or that it is too early."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--area", required=True, metavar="CODE", help="division code of the place")
        parser.add_argument("--on", metavar="DATE", help="the day, such as 2020-02-10; today if it is left out")
        parser.add_argument("--json", action="store_true", help="machine-readable output")

    def handle(self, *args: Any, area: str, on: str | None, **options: Any) -> None:
        day, place = _day(on), _place(area)
        with scope.opened(scope.whole(place.span)):
            found = nowcast(
                queries.onsets_of(place, on=day), on=day, serial=serial_of(rules_for(place, on=day))
            )  # fmt: skip
        self.stdout.write(json.dumps(figures(found), ensure_ascii=False, indent=2) if options["json"] else said(found))


def figures(found: Nowcast) -> dict[str, Any]:
    """The figures by stable names."""
    low, middle, high = found.expected
    return {
        "on": found.on.isoformat(), "confirmed": found.confirmed, "dated": found.dated,
        "delay_days": found.delay,
        "expected": {"until": found.until.isoformat(), "low": low, "mean": round(middle, 1), "high": high},
        "onsets": {"first": found.first and found.first.isoformat(), "recorded": [day.recorded for day in found.days]},
        "r": found.r and {"mean": round(found.r.mean, 3), "low": round(found.r.low, 3), "high": round(found.r.high, 3)},
        "cluster": found.cluster and {
            "cases": found.cluster.cases, "r": round(found.cluster.r, 2), "r_low": round(found.cluster.r_low, 2),
            "r_high": round(found.cluster.r_high, 2), "k": round(found.cluster.k, 2),
            "moved": round(found.cluster.moved, 2), "enough": found.cluster.enough,
        },
        "enough": found.enough, "needed": found.needed, "serial_interval": found.source,
    }  # fmt: skip


def said(found: Nowcast) -> str:
    """The figures as sentences."""
    low, middle, high = found.expected
    lines = [f"{found.confirmed} confirmed by {found.on}, {found.dated} with a day of onset."]
    if found.told:
        lines.append(f"From onset to confirmation: {found.delay:.0f} days in the middle.")
        lines.append(f"Ill until {found.until}, with those not yet reported: about {middle:.0f} ({low}-{high}).")
    if found.r:
        lines.append(f"R in the last week: {found.r.mean:.2f} (95 %: {found.r.low:.2f}-{found.r.high:.2f}).")
    else:
        lines.append(f"Too few for R: it takes {found.needed} cases with a day of onset in a week.")
    if found.cluster and found.cluster.enough:
        cluster = found.cluster
        lines.append(f"The whole cluster: R {cluster.r:.2f} ({cluster.r_low:.2f}-{cluster.r_high:.2f}).")
    return "\n".join(lines)


def _day(said: str | None) -> date:
    today = timezone.localdate()
    try:
        day = parse_date(said) if said else today
    except ValueError:
        day = None
    if day is None:
        raise CommandError(f"{said} is no day; write it as 2020-02-10.", returncode=2)
    if day > today:
        raise CommandError(f"{day} has not begun yet.", returncode=2)
    return day


def _place(code: str) -> Area:
    try:
        found = Area._base_manager.filter(pk=key_of(code), code=code).first()
    except CodeError:
        found = None
    if found is None:
        raise CommandError(f"There is no place with the code {code}.", returncode=2)
    return found
