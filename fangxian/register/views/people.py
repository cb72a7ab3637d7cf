"""Who lives here: the searchable list, the buildings, one household."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render

from fangxian.areas import scope
from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.roles import Can
from fangxian.register import queries

PER_PAGE = 50


@area_page(Can.SEE_HOMES)
def residents(request: Request, area: Area) -> HttpResponse:
    """Everybody who lives here, or whom a search may mean; only the list for htmx."""
    words = request.GET.get("q", "").strip()
    found = queries.residents_like(area, words) if words else queries.residents_of(area)
    page = {"area": area, "words": words, "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page"))}
    may_keep = scope.current().may(Can.KEEP_REGISTER, area.pk)
    if request.htmx:
        return render(request, "register/found.html", page)
    return render(
        request, "register/residents.html", page | {"figures": queries.figures_of(area), "may_keep": may_keep}
    )


@area_page(Can.SEE_HOMES)
def buildings(request: Request, area: Area) -> HttpResponse:
    """The buildings along the way, with their numbers of dwellings, households and people."""
    page = Paginator(queries.buildings_of(area), PER_PAGE * 2).get_page(request.GET.get("page"))
    return render(request, "register/buildings.html", {"area": area, "page": page})


@area_page(Can.SEE_HOMES)
def household(request: Request, area: Area, key: int) -> HttpResponse:
    """One household: its people and vehicles."""
    found = queries.household_with(area, key)
    if found is None:
        raise Http404
    page: dict[str, Any] = {"area": area, "household": found, "members": queries.members_of(found)}
    page["may_keep"] = scope.current().may(Can.KEEP_REGISTER, found.area_id)
    return render(request, "register/household.html", page | {"vehicles": queries.vehicles_of(found)})
