"""What is held of people here, for what and until when; holds of law; and the erasure, asked and confirmed."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from fangxian.areas import scope
from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.queries import communities_in, holders_at
from fangxian.areas.roles import Can
from fangxian.areas.rules import Level
from fangxian.measures.queries import line_keys
from fangxian.standdown.acts import AskErasure, ConfirmErasure, LiftHold, PlaceHold
from fangxian.standdown.forms import ConfirmForm, EraseForm, HoldForm, LiftHoldForm
from fangxian.standdown.models import Erasure, Hold
from fangxian.standdown.paper import erasure_sheet
from fangxian.standdown.queries.holding import (
    counts_of,
    done_erasures,
    grounds_of,
    holds_of,
    registers_of,
    waiting_erasure,
)
from fangxian.standdown.rules.registers import PLACED, REGISTERS
from fangxian.standdown.views.ending import form_page
from fangxian.standdown.words import PURPOSES, listed, register_words

# Registers about those who serve, not about residents.
OF_THE_TEAM = {"duty", "accounts"}


@area_page(Can.SEE_COUNTS)
def held(request: Request, area: Area) -> HttpResponse:
    """The retention register of a place: purpose, ground, days, rows. Counts only."""
    if area.level != Level.COMMUNITY:
        return held_above(request, area)
    with scope.counting(area.span):
        registers = registers_of(area, at=timezone.now())
    words = register_words()
    shown = {
        "area": area, "may_decide": scope.current().may(Can.DECIDE, area.pk), "waiting": waiting_erasure(area),
        "registers": [(one, words[one.register], PURPOSES[one.register], listed(one.needs)) for one in registers],
        "holds": hold_rows(holds_of(area)),
        "erasures": [(one, listed(one.registers)) for one in done_erasures(area)],
    }  # fmt: skip
    return render(request, "standdown/held.html", shown)


def held_above(request: Request, area: Area) -> HttpResponse:
    """Above a community: the holds that cover all of it, and the communities, each with its own register."""
    return render(request, "standdown/holds.html", {
        "area": area, "holds": hold_rows(holds_of(area).filter(area_id__in=line_keys(area))),
        "places": communities_in(area), "may_decide": scope.current().may(Can.DECIDE, area.pk),
    })  # fmt: skip


def hold_rows(holds: QuerySet[Hold]) -> list[tuple[Hold, str, bool]]:
    """Each hold with its registers in words, and whether the reader may lift it where it was placed."""
    eyes = scope.current()
    return [(one, listed(one.registers), eyes.may(Can.DECIDE, one.area_id)) for one in holds]


@area_page(Can.SEE_COUNTS)
def privacy(request: Request, area: Area) -> HttpResponse:
    """The notice to print and hang up: who holds what, what for, on what ground, how long, and what anybody may ask.

    Source: domain-rules J-04 (the law asks that people are told before, or promptly after an emergency).
    """
    if area.level != Level.COMMUNITY:
        raise Http404
    now = timezone.now()
    grounds, words = grounds_of(area, at=now), register_words()
    rows = [(words[name], PURPOSES[name], *grounds[name]) for name in REGISTERS if name not in OF_THE_TEAM]
    shown = {"area": area, "rows": rows, "deciders": holders_at(area, Can.DECIDE, at=now), "on": timezone.localdate()}
    return render(request, "standdown/privacy.html", shown)


@area_page(Can.DECIDE)
def hold(request: Request, area: Area) -> HttpResponse:
    """Hold some registers."""
    form = HoldForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and form.send(PlaceHold, by=request.user, area=area.pk).written:
        return redirect("standdown:held", area)
    lead = _(
        "What is held is not erased, here and in every place below, until another person lifts the hold. Placing it"
        " takes one person, for it only keeps; lifting it takes a second one."
    )
    return form_page(request, area, form, title=_("Place a hold of law"), lead=lead)


@area_page(Can.DECIDE)
def lift_hold(request: Request, area: Area, pk: int) -> HttpResponse:
    """Lift a hold somebody else placed."""
    one = get_object_or_404(holds_of(area).filter(area=area, lift=None), pk=pk)
    form = LiftHoldForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and form.send(LiftHold, by=request.user, hold=one.pk).written:
        return redirect("standdown:held", area)
    lead = _("Placed by %(name)s: %(registers)s") % {"name": one.by.name, "registers": listed(one.registers)}
    return form_page(request, area, form, title=_("Lift the hold"), lead=lead)


@area_page(Can.DECIDE)
def ask_erasure(request: Request, area: Area) -> HttpResponse:
    """See what would go, and ask for it; nothing is erased yet."""
    form = EraseForm(request.POST or None, area=area)
    if request.method == "POST" and form.is_valid() and form.send(AskErasure, by=request.user, area=area.pk).written:
        messages.success(request, _("Asked for. Another person has to confirm it."))
        return redirect("standdown:held", area)
    with scope.counting(area.span):
        rows = counts_of(area, REGISTERS)
    return erasure_page(request, area, form, rows, title=_("Ask for an erasure"))


@area_page(Can.DECIDE)
def confirm_erasure(request: Request, area: Area, pk: int) -> HttpResponse:
    """Confirm what somebody else asked for, with the rows counted anew."""
    erasure = get_object_or_404(Erasure.objects.filter(area=area, done=None).select_related("by"), pk=pk)
    form = ConfirmForm(request.POST or None, area=area)
    if request.method == "POST" and form.is_valid():
        entry = form.send(ConfirmErasure, by=request.user, erasure=pk)
        if entry.written:
            messages.success(request, _("Erased: %(rows)s rows.") % {"rows": entry.answer["rows"]})
            return redirect("standdown:held", area)
    with scope.counting(area.span):
        rows = counts_of(area, erasure.registers)
    return erasure_page(request, area, form, rows, title=_("Confirm the erasure"), asked=erasure)


def erasure_page(
    request: Request, area: Area, form: Any, rows: dict[str, int], *, title: str, asked: Erasure | None = None
) -> HttpResponse:
    """The counts by register, and the form below them."""
    sums: dict[str, int] = {}
    for label, count in rows.items():
        sums[PLACED[label]] = sums.get(PLACED[label], 0) + count
    words = register_words()
    shown = {
        "area": area, "form": form, "title": title, "asked": asked,
        "rows": [(words[name], sums[name]) for name in REGISTERS if name in sums],
    }  # fmt: skip
    return render(request, "standdown/erase.html", shown, status=422 if form.errors else 200)


@area_page(Can.SEE_COUNTS)
def erasure_paper(request: Request, area: Area, pk: int) -> HttpResponse:
    """The certificate of an erasure."""
    erasure = get_object_or_404(done_erasures(area), pk=pk)
    answer = HttpResponse(erasure_sheet(erasure, place=area), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="erasure.pdf"'
    return answer
