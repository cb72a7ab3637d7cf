"""The notices of a measure to print: one press, one sheet for every household it binds."""

from collections.abc import Iterable

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.roles import Can
from fangxian.measures import queries
from fangxian.measures.models import Closure, Order, UnitClosure
from fangxian.measures.paper import notices
from fangxian.measures.views.orders import answer_hours, gives_links
from fangxian.register.links import addresses_for
from fangxian.register.models import Household


@area_page(Can.SEE_HOMES)
def piles(request: Request, area: Area, pk: int) -> HttpResponse:
    """The notices of a closed place, grid by grid: whoever carries them out gets their own pile."""
    order = get_object_or_404(Closure.objects, pk=pk, area=area)
    found = queries.piles(area, at=timezone.now())
    if not found:
        return redirect("measures:closure_notices", area, order.pk)
    sheets = sum(pile.sheets for pile in found)
    return render(request, "measures/piles.html", {"area": area, "order": order, "piles": found, "sheets": sheets})


@area_page(Can.SEE_HOMES)
def closure_notices(request: Request, area: Area, pk: int) -> HttpResponse:
    """For every household of a closed place, or of one of its grids."""
    order = get_object_or_404(Closure.objects.select_related("open_gate", "supply_owner"), pk=pk, area=area)
    homes = queries.homes_lived_in(area)
    if "pile" in request.GET:
        homes = homes.filter(area=get_object_or_404(Area.objects, code=request.GET["pile"]))
    return printed(request, order, homes, area, gate=order.open_gate.name)


@area_page(Can.SEE_HOMES)
def unit_notices(request: Request, area: Area, pk: int) -> HttpResponse:
    """For every household behind the closed door of a unit-stair or building."""
    inside = UnitClosure.objects.filter(area_id__gte=area.span.first, area_id__lt=area.span.end)
    order = get_object_or_404(inside.select_related("supply_owner"), pk=pk)
    return printed(request, order, queries.homes_bound_by(order), area)


def printed(
    request: Request, order: Order, households: Iterable[Household], area: Area, *, gate: str = ""
) -> HttpResponse:
    """All sheets in one PDF, each with its household's own link where that is open; nothing to print is not there."""
    homes = list(households)
    if not homes:
        raise Http404
    links = addresses_for(request, homes, on=timezone.localdate()) if gives_links(area) else {}
    paper = notices(order, homes, links, gate=gate, answer_hours=answer_hours(area))
    answer = HttpResponse(paper, content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="notices.pdf"'
    return answer
