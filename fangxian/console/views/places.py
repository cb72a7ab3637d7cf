"""Home, the overview of a place, finding a place, and opening names for a reason."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.queries import line_of
from fangxian.areas.roles import Can
from fangxian.areas.rules import Level
from fangxian.console.cards import Glance, cards_of
from fangxian.console.first_steps import first_steps
from fangxian.console.forms import OpenNamesForm
from fangxian.console.queries import names_open_until, needs_a_reason, places_below, places_called
from fangxian.door.acts import OpenNames

PER_PAGE = 50


def home(request: Request) -> HttpResponse:
    """Where a person's day begins: their own place; with no post, a page that says whom to ask."""
    if request.held:
        return redirect("console:place", request.held[0].area)
    return render(request, "console/nowhere.html")


@area_page(Can.SEE_PLACE)
def place(request: Request, area: Area) -> HttpResponse:
    """The overview of a place: what needs a person now."""
    return shown(request, area, OpenNamesForm())


@area_page(Can.SEE_COUNTS)
def open_names(request: Request, area: Area) -> HttpResponse:
    """Open the names of a place for a reason; every opening is an entry."""
    form = OpenNamesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        entry = form.send(OpenNames, by=request.user, area=area.pk)
        if entry.written:
            messages.success(request, _("Names are open to you for an hour. The reason stands in the ledger."))
            return redirect("console:place", area)
    return shown(request, area, form)


def shown(request: Request, area: Area, form: OpenNamesForm) -> HttpResponse:
    """The overview with a form that may carry errors."""
    seen, reason = Glance(area, timezone.now()), needs_a_reason(area)
    context = {
        "area": area, "line": line_of(area)[:-1], "cards": cards_of(seen), "steps": first_steps(seen),
        "below": places_below(area) if reason and area.level < Level.COMMUNITY else [],
        "form": form if reason else None,
        "open_until": names_open_until(request.user, area, at=seen.at) if reason else None,
    }  # fmt: skip
    return render(request, "console/place.html", context, status=422 if form.errors else 200)


def find(request: Request) -> HttpResponse:
    """Find a community or village by part of its name or by its code."""
    words = request.GET.get("q", "").strip()
    page = Paginator(places_called(words), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "console/find.html", {"page": page, "q": words})
