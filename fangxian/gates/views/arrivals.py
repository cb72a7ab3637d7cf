"""Travellers a road checkpoint let through for this place: who is expected, and what became of each."""

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
from fangxian.gates.acts import SettleArrival
from fangxian.gates.forms import ArrivalForm
from fangxian.gates.queries import expected_arrivals, settled_arrivals

PER_PAGE, SHOWN = 40, 20


@area_page(Can.SEE_HOMES)
def arrivals(request: Request, area: Area) -> HttpResponse:
    """Who is expected, the longest awaited first, and who was seen to lately."""
    page = Paginator(expected_arrivals(area), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "gates/arrivals.html", {
        "area": area, "page": page, "act_id": uuid7, "now": timezone.now(), "settled": settled_arrivals(area)[:SHOWN],
        "may_settle": scope.current().may(Can.STAND_DUTY, area.pk),
    })  # fmt: skip


@require_POST
@area_page(Can.STAND_DUTY)
def settle_arrival(request: Request, area: Area, arrival: UUID) -> HttpResponse:
    """Say what became of one."""
    form = ArrivalForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose what became of them."))
        return redirect("gates:arrivals", area)
    entry = form.send(SettleArrival, by=request.user, arrival=arrival)
    if entry.written:
        messages.success(request, _("Written down."))
    else:
        messages.error(request, str(entry.sentence))
    return redirect("gates:arrivals", area)
