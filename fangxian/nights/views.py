"""The pages of the night: how far it is, what was planned for each community, and where to put it in force."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from fangxian.areas import scope
from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.roles import Can
from fangxian.door.forms import ActForm
from fangxian.nights import queries
from fangxian.nights.models import NightPlan
from fangxian.supplies.models import NeedsRound
from fangxian.supplies.queries.tours import drawn

QUIET = timedelta(minutes=10)
"""A night nothing was heard of for so long is not running any more."""


@area_page(Can.SEE_COUNTS)
def night(request: Request, area: Area) -> HttpResponse:
    """The plans for a day, tomorrow unless the address says another; renewed by itself while the night runs."""
    on = day_asked(request)
    lines, begun = queries.lines_of(area, on=on), queries.night_of(area, on=on)
    made = [line.plan for line in lines if line.plan]
    heard = max((plan.at for plan in made), default=begun.at if begun else None)
    running = len(made) < len(lines) and heard is not None and timezone.now() - heard < QUIET
    page = {
        "area": area, "on": on, "before": on - timedelta(days=1), "after": on + timedelta(days=1), "night": begun,
        "lines": lines, "made": len(made), "failed": sum(bool(plan.reason) for plan in made), "running": running,
        "sums": sums(made), "may_duty": scope.current().may(Can.SEE_DUTY, area.pk),
        "may_supply": scope.current().may(Can.RUN_SUPPLY, area.pk),
    }  # fmt: skip
    return render(request, "nights/night.html#state" if request.htmx else "nights/night.html", page)


@area_page(Can.RUN_SUPPLY)
def tours(request: Request, area: Area, pk: int) -> HttpResponse:
    """The night's proposal who brings which bag of a round, to be confirmed or changed as any other."""
    round = get_object_or_404(NeedsRound.objects.filter(area=area), pk=pk)
    made = queries.tours_planned(round)
    if made is None:
        messages.info(request, _("The night planned nothing for these bags. Share them out here."))
        return redirect("supplies:purchase", area, pk)
    page = {"area": area, "round": round, "proposed": made, "form": ActForm(), "way": drawn(made.tours)}
    return render(request, "supplies/proposal.html", page)


def sums(made: list[NightPlan]) -> dict[str, int]:
    """The figures of all plans that were made."""
    found: dict[str, int] = {}
    for plan in made:
        for key, value in plan.figures.items():
            found[key] = found.get(key, 0) + int(value)
    return found


def day_asked(request: Request) -> date:
    """The day in the address, else tomorrow."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    try:
        found: Any = parse_date(request.GET.get("on", ""))
    except ValueError:
        found = None
    return found or tomorrow
