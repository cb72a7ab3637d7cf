"""Passes on paper: issued for a building or the whole place at once, and printed as a sheet to cut."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from uuid_utils.compat import uuid7

from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.roles import Can
from fangxian.door.forms import ActForm
from fangxian.gates.acts import IssueOutingPasses, RenewPassKey, WithdrawPassKey
from fangxian.gates.forms import EndForm, OutingForm
from fangxian.gates.queries import Printed, building_passes, keys_of, newest_key, printed
from fangxian.register.links import drawn
from fangxian.register.models import Building


@area_page(Can.AUTHORISE)
def passes(request: Request, area: Area) -> HttpResponse:
    """The passes in force, building after building, each with its QR code and the code to be typed."""
    at = timezone.now()
    buildings = buildings_of(area)
    form = OutingForm(request.POST or None, buildings=buildings)
    if request.method == "POST" and form.is_valid():
        entry = form.send(IssueOutingPasses, by=request.user, area=area.pk)
        if entry.written:
            number = entry.answer["passes"]
            said = ngettext("%(number)s pass issued.", "%(number)s passes issued.", number) % {"number": number}
            messages.success(request, said)
            chosen = form.cleaned_data["building"]
            return redirect(reverse("gates:passes", args=[area]) + (f"?building={chosen}" if chosen else ""))
    wanted = request.GET.get("building", "")
    building = int(wanted) if wanted.isascii() and wanted.isdigit() else None
    rows = building_passes(area, at, building=building)
    words = {
        "area": area, "form": form, "buildings": buildings, "building": building, "rows": rows,
        "cards": [card(each) for each in printed(rows, area)], "key": newest_key(area), "click": ActForm(auto_id=False),
        "keys": keys_of(area), "act_id": uuid7,
    }  # fmt: skip
    return render(request, "gates/passes.html", words, status=422 if form.errors else 200)


def buildings_of(area: Area) -> list[tuple[int, str]]:
    """The buildings of a place, in walking order."""
    found = Building.objects.filter(area_id__gte=area.span.first, area_id__lt=area.span.end)
    return [(building.pk, str(building)) for building in found]


def card(each: Printed) -> dict[str, Any]:
    """One pass as it is drawn."""
    return {"row": each.row, "code": f"{each.row.code[:4]} {each.row.code[4:]}", "qr": drawn(each.token)}


@require_POST
@area_page(Can.AUTHORISE)
def renew_key(request: Request, area: Area) -> HttpResponse:
    """Make the key passes are signed with, the first one or the next."""
    form = ActForm(request.POST)
    if form.is_valid():
        entry = form.send(RenewPassKey, by=request.user, area=area.pk)
        if entry.written:
            messages.success(
                request, _("Passes are signed with a new key from now on. Those printed before stay good.")
            )
        else:
            messages.error(request, str(entry.sentence))
    return redirect("gates:passes", area)


@require_POST
@area_page(Can.AUTHORISE)
def withdraw_key(request: Request, area: Area, key: int) -> HttpResponse:
    """No longer believe a key somebody else may hold; what was signed with it is signed anew and printed again."""
    form = EndForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write down why the key is withdrawn."))
        return redirect("gates:passes", area)
    entry = form.send(WithdrawPassKey, by=request.user, key=key)
    if entry.written:
        said = _("Withdrawn. Passes are signed with key %(signs)s now: print and hand out those below again.")
        messages.success(request, said % {"signs": entry.answer["signs"]})
    else:
        messages.error(request, str(entry.sentence))
    return redirect("gates:passes", area)
