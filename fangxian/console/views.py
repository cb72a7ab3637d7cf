"""The console's own pages: home, the overview of a place, its ledger, its strays and its people."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.queries import line_of, people_serving, places_of
from fangxian.areas.roles import Can
from fangxian.door.queries import ledger_of, open_strays

PER_PAGE = 50


def home(request: Request) -> HttpResponse:
    """Where a person's day begins: their own place; with no post, a page that says whom to ask."""
    held = places_of(request.user, at=timezone.now())
    if held:
        return redirect("console:place", held[0].area)
    return render(request, "console/nowhere.html")


@area_page(Can.SEE_PLACE)
def place(request: Request, area: Area) -> HttpResponse:
    """The overview of a place."""
    return render(request, "console/place.html", {"area": area, "line": line_of(area)})


@area_page(Can.SEE_LEDGER)
def ledger(request: Request, area: Area) -> HttpResponse:
    """Who did what, when, and what the door answered."""
    page = Paginator(ledger_of(area), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "console/ledger.html", {"area": area, "page": page})


@area_page(Can.MEND)
def strays(request: Request, area: Area) -> HttpResponse:
    """Uploads that wait for a person to put them right."""
    page = Paginator(open_strays(area), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "console/strays.html", {"area": area, "page": page})


@area_page(Can.APPOINT)
def people(request: Request, area: Area) -> HttpResponse:
    """Who serves here, in which role, since when."""
    return render(request, "console/people.html", {"area": area, "posts": people_serving(area, at=timezone.now())})
