"""Authorisations: who holds one, grant one, withdraw one."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from uuid_utils.compat import uuid7

from fangxian.areas import scope
from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.roles import Can
from fangxian.gates.acts import EndAuthorisation, GrantAuthorisation
from fangxian.gates.forms import EndForm, GrantForm
from fangxian.gates.queries import find_people, listed_authorisations, resident_with
from fangxian.gates.rules import typed

PER_PAGE = 50


@area_page(Can.SEE_GATE)
def authorisations(request: Request, area: Area) -> HttpResponse:
    """The authorisations in force and those of the past; the lead grants new ones here."""
    may_grant = scope.current().may(Can.AUTHORISE, area.pk)
    form = GrantForm(request.POST or None, initial=beginning(request))
    if request.method == "POST" and may_grant and form.is_valid():
        entry = form.send(GrantAuthorisation, by=request.user, area=area.pk)
        if entry.written:
            messages.success(request, _("Granted. The code at the gate is %(code)s.") % {"code": entry.answer["code"]})
            return redirect("gates:authorisations", area)
    at = timezone.now()
    found = listed_authorisations(area, at, past="past" in request.GET)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    words = {
        "area": area, "page": page, "form": form, "may_grant": may_grant, "act_id": uuid7, "now": at,
        **(whom(request, area) if may_grant else {}),
    }  # fmt: skip
    return render(request, "gates/authorisations.html", words, status=422 if form.errors else 200)


def beginning(request: Request) -> dict[str, Any]:
    """What the form begins with: the resident asked for, and the end of tomorrow."""
    tomorrow = timezone.localtime() + timedelta(days=1)
    return {
        "resident": request.GET.get("resident"), "household": request.GET.get("household"), "moving": "person",
        "until": tomorrow.replace(hour=20, minute=0),
    }  # fmt: skip


def whom(request: Request, area: Area) -> dict[str, Any]:
    """The person the form is about, or the people found to choose from."""
    number = request.POST.get("resident") or request.GET.get("resident") or ""
    chosen = resident_with(area, int(number)) if number.isascii() and number.isdigit() else None
    q = request.GET.get("q", "")
    return {"chosen": chosen, "q": q, "people": find_people(area, typed(q), timezone.now()) if q else []}


@require_POST
@area_page(Can.AUTHORISE)
def end_authorisation(request: Request, area: Area, authorisation: UUID) -> HttpResponse:
    """Withdraw one, with a reason."""
    form = EndForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write down why it is withdrawn."))
        return redirect("gates:authorisations", area)
    entry = form.send(EndAuthorisation, by=request.user, authorisation=authorisation)
    if entry.written:
        messages.success(request, _("Withdrawn."))
    else:
        messages.error(request, str(entry.sentence))
    return redirect("gates:authorisations", area)
