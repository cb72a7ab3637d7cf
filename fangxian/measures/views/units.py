"""Closing a unit-stair or a building, and lifting it again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.roles import Can
from fangxian.door.forms import ActForm
from fangxian.measures.acts import BindNewHomes, CloseUnit, LiftUnit
from fangxian.measures.forms import LiftForm, UnitForm
from fangxian.measures.models import UnitClosure
from fangxian.measures.views.orders import form_page
from fangxian.measures.views.told import say_who_stays


@area_page(Can.DECIDE)
def close_unit(request: Request, area: Area) -> HttpResponse:
    """Close a unit-stair or a building: one calm page."""
    form = UnitForm(request.POST or None, area=area)
    if request.method == "POST" and form.is_valid():
        entry = form.send(CloseUnit, by=request.user)
        if entry.written:
            told = _("Closed. Households that stay at home: %(count)s.") % {"count": entry.answer["households"]}
            messages.success(request, told)
            return redirect("measures:overview", area)
    lead = _("The smallest place that is enough: every household in it stays at home, and a named person brings food.")
    return form_page(request, area, form, _("Close a unit-stair or a building"), _("Close it"), lead)


@area_page(Can.DECIDE)
@require_POST
def bind_new(request: Request, area: Area, pk: int) -> HttpResponse:
    """Give whoever moved in behind a closed door the same notice and the same service."""
    form = ActForm(request.POST)
    if form.is_valid():
        entry = form.send(BindNewHomes, by=request.user, unit_closure=pk)
        if entry.written:
            told = _("Written down. Households that stay at home as well: %(count)s.")
            messages.success(request, told % {"count": entry.answer["households"]})
        else:
            messages.error(request, str(entry.sentence))
    return redirect("measures:overview", area)


@area_page(Can.DECIDE)
def lift_unit(request: Request, area: Area, pk: int) -> HttpResponse:
    """Lift it, and every order that came with it."""
    inside = UnitClosure.objects.filter(area_id__gte=area.span.first, area_id__lt=area.span.end, lift=None)
    closure = get_object_or_404(inside.select_related("building"), pk=pk)
    form = LiftForm(request.POST or None, area=area)
    if request.method == "POST" and form.is_valid():
        entry = form.send(LiftUnit, by=request.user, unit_closure=pk)
        if entry.written:
            messages.success(request, _("The closure of %(place)s is lifted.") % {"place": closure})
            say_who_stays(request, entry)
            return redirect("measures:overview", area)
    title = _("Lift the closure of %(place)s") % {"place": closure}
    lead = _("Decided by %(body)s, %(document)s. Whoever is bound by no other order may leave again.")
    said = lead % {"body": closure.body, "document": closure.document_no}
    return form_page(request, area, form, title, _("Lift the closure"), said)
