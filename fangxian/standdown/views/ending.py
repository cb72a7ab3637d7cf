"""The ending on one page: may the situation be stepped down, what is left, and each step's own small form."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from fangxian.areas import scope
from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.queries import communities_in
from fangxian.areas.roles import Can
from fangxian.areas.rules import Level
from fangxian.cases.models import LevelDecision
from fangxian.cases.queries import Standing, level_above, standing_of
from fangxian.cases.rules.stepping import CALM
from fangxian.measures.forms import named
from fangxian.standdown.acts import HandOverRest, StepDown
from fangxian.standdown.forms import HandOverForm, StepDownForm
from fangxian.standdown.queries.left import HANDABLE, Step, steps_of
from fangxian.standdown.queries.stepping import ending_of
from fangxian.standdown.words import CONDITIONS, STEPS


@area_page(Can.SEE_COUNTS)
def overview(request: Request, area: Area) -> HttpResponse:
    """The conditions and what is left of the response; above a community, the communities to choose from."""
    if area.level != Level.COMMUNITY:
        return render(request, "standdown/places.html", {"area": area, "places": communities_in(area)})
    now = timezone.now()
    seen, steps, ending = standing_for(area), steps_of(area, at=now), ending_of(area, at=now)
    above, may_decide = standing_above(area, at=now), scope.current().may(Can.DECIDE, area.pk)
    shown = {
        "area": area, "seen": seen, "level": dict(named("level"))[seen.picture.level], "above": above,
        "calm": seen.picture.level == CALM, "was_calm": ending is not None and ending.level == CALM,
        "conditions": [(one, CONDITIONS[one.code]) for one in seen.conditions], "ending": ending,
        "steps": [(step, STEPS[step.code], page_of(step, area)) for step in steps], "may_decide": may_decide,
        "left": sum(not step.done for step in steps),
        "may_end": may_decide and seen.clear and ending is None and above is None,
        "may_lower": above is not None and scope.current().may(Can.DECIDE, above.area_id),
    }  # fmt: skip
    return render(request, "standdown/overview.html", shown)


def standing_above(area: Area, *, at: datetime) -> LevelDecision | None:
    """What a place above decided and has not lowered: only there can it be lifted (domain-rules A-06)."""
    found = level_above(area, at)
    return found if found is not None and found.level != CALM else None


def standing_for(area: Area) -> Standing:
    """The conditions as they stand now, for whoever may count: dates and numbers of the place, no person."""
    with scope.counting(area.span):
        return standing_of(area, at=timezone.now(), on=timezone.localdate())


def page_of(step: Step, area: Area) -> str:
    """Where a step is done, for a reader who may go there."""
    return reverse(step.page, args=[area]) if step.open else ""


@area_page(Can.DECIDE)
def step_down(request: Request, area: Area) -> HttpResponse:
    """Confirm that the situation is stepped down."""
    seen = standing_for(area)
    form = StepDownForm(request.POST or None, asks=seen.asks)
    if request.method == "POST" and form.is_valid() and form.send(StepDown, by=request.user, area=area.pk).written:
        messages.success(request, _("The response of %(place)s has ended.") % {"place": area.name})
        return redirect("standdown:overview", area)
    lead = _("From now on the page lists what ending means here, until nothing is left.")
    title = _("End the response") if seen.picture.level == CALM else _("Step the situation down")
    return form_page(request, area, form, title=title, lead=lead)


@area_page(Can.DECIDE)
def hand_over(request: Request, area: Area, step: str) -> HttpResponse:
    """Hand over what is left of one step."""
    if step not in HANDABLE:
        raise Http404
    form = HandOverForm(request.POST or None)
    sent = request.method == "POST" and form.is_valid()
    if sent and form.send(HandOverRest, by=request.user, area=area.pk, step=step).written:
        return redirect("standdown:overview", area)
    return form_page(request, area, form, title=_("Hand over: %(step)s") % {"step": STEPS[step]})


def form_page(request: Request, area: Area, form: Any, *, title: str, lead: str = "") -> HttpResponse:
    """A page with one form; 422 when it was sent and something is missing."""
    shown = {"area": area, "form": form, "title": title, "button": title, "lead": lead}
    return render(request, "measures/form.html", shown, status=422 if form.errors else 200)
