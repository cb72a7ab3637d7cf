"""Putting one resident right: adding, correcting, moving, leaving."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.roles import Can
from fangxian.door.act import Act
from fangxian.door.forms import ActForm
from fangxian.register import queries
from fangxian.register.acts import AddResident, CorrectResident, MoveResident, RecordDeparture
from fangxian.register.forms import CorrectForm, MoveForm, NewResidentForm
from fangxian.register.models import Resident


@area_page(Can.KEEP_REGISTER)
def add(request: Request, area: Area) -> HttpResponse:
    """Write a person into the register; the address is that of the household one came from."""
    chosen = request.GET.get("household", "")
    household = queries.household_with(area, int(chosen)) if chosen.isdecimal() else None
    initial = {"address": queries.address_of(household.dwelling) if household else ""}
    form = NewResidentForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        entry = form.send(AddResident, by=request.user, area=area.pk)
        if entry.written:
            return to_household(area, present(area, entry.answer["resident"]))
    return form_page(request, area, form, _("Add a resident"))


@area_page(Can.KEEP_REGISTER)
def correct(request: Request, area: Area, key: int) -> HttpResponse:
    """Change what the register says of a person; what is left as it stands stays."""
    resident = present(area, key)
    form = CorrectForm(request.POST or None, initial=queries.particulars_of(resident))
    return changed(request, area, resident, form, CorrectResident, _("Correct %(name)s"))


@area_page(Can.KEEP_REGISTER)
def move(request: Request, area: Area, key: int) -> HttpResponse:
    """Move a person to another address of the community."""
    resident = present(area, key)
    return changed(request, area, resident, MoveForm(request.POST or None), MoveResident, _("Move %(name)s"))


@area_page(Can.KEEP_REGISTER)
def depart(request: Request, area: Area, key: int) -> HttpResponse:
    """Record that a person moved away or died."""
    resident = present(area, key)
    lead = _("They are no longer counted here. What the register knows is kept until the response ends.")
    form = ActForm(request.POST or None)
    return changed(request, area, resident, form, RecordDeparture, _("%(name)s has left"), lead)


def present(area: Area, key: int) -> Resident:
    """A resident of the place, or the page is not there."""
    resident = queries.resident_with(area, key)
    if resident is None:
        raise Http404
    return resident


def changed(
    request: Request, area: Area, resident: Resident, form: ActForm, kind: type[Act], title: str, lead: str = ""
) -> HttpResponse:
    """Send what was said of a resident, and go back to the household one came from; else the form again."""
    sent = request.method == "POST" and form.is_valid()
    if sent and form.send(kind, by=request.user, resident=resident.pk).written:
        return to_household(area, resident)
    return form_page(request, area, form, title % {"name": resident.name or _("name missing")}, lead, resident)


def to_household(area: Area, resident: Resident) -> HttpResponse:
    """The page of the household a resident belongs, or belonged, to."""
    return redirect("register:household", area, resident.household_id)


def form_page(
    request: Request, area: Area, form: ActForm, title: str, lead: str = "", resident: Resident | None = None
) -> HttpResponse:
    """A page with one form; 422 when it was sent and something is missing."""
    shown: dict[str, Any] = {"area": area, "form": form, "title": title, "lead": lead, "resident": resident}
    return render(request, "register/form.html", shown, status=422 if form.errors else 200)
