"""Taking needs: the rounds of a place, and the grid in which a round is filled house by house."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from fangxian.areas import scope
from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.roles import Can
from fangxian.register.models import Household
from fangxian.supplies.acts import OpenNeedsRound, StateNeeds
from fangxian.supplies.forms import NeedsForm, RoundForm
from fangxian.supplies.models import NeedsList, NeedsRound
from fangxian.supplies.queries import rounds as queries

PER_PAGE = 20
ROUNDS_SHOWN = 14


@area_page(Can.SEE_SUPPLY)
def needs(request: Request, area: Area) -> HttpResponse:
    """The rounds of a place, and the form to open one."""
    return needs_with(request, area, RoundForm.proposed(area, now=timezone.now()), status=200)


def needs_with(request: Request, area: Area, form: RoundForm, *, status: int) -> HttpResponse:
    """The rounds with this form."""
    now = timezone.now()
    rounds = list(queries.rounds_of(area)[:ROUNDS_SHOWN])
    taking = next((each for each in rounds if each.deadline > now and not hasattr(each, "purchase")), None)
    page = {"area": area, "form": form, "now": now, "rounds": rounds, "taking": taking}
    page["may_run"] = scope.current().may(Can.RUN_SUPPLY, area.pk)
    return render(request, "supplies/needs.html", page, status=status)


@require_POST
@area_page(Can.RUN_SUPPLY)
def open_round(request: Request, area: Area) -> HttpResponse:
    """Begin to take needs."""
    form = RoundForm(request.POST)
    if form.is_valid():
        entry = form.send(OpenNeedsRound, by=request.user, area=area.pk)
        if entry.written:
            return redirect("supplies:grid", area, entry.answer["round"])
    return needs_with(request, area, form, status=422)


def round_or_404(area: Area, pk: int) -> NeedsRound:
    """A round of the community a place lies in."""
    found = queries.rounds_of(area).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@area_page(Can.SEE_SUPPLY)
def grid(request: Request, area: Area, pk: int) -> HttpResponse:
    """Every household with a row of its own: type, press Enter, next. A search narrows it to a house or a name."""
    round, words = round_or_404(area, pk), request.GET.get("q", "").strip()
    items, lists = queries.items_offered(area), queries.lists_of(round, area)
    homes = Paginator(queries.homes_like(area, words), PER_PAGE).get_page(request.GET.get("page"))
    rows = [row(home, NeedsForm(items=items, found=lists.get(home.pk), prefix="")) for home in homes]
    page = {"area": area, "round": round, "items": items, "rows": rows, "page": homes, "words": words}
    page |= {"stated": queries.needs_stated(round), "taking": taking(round)}
    page["may_ask"] = scope.current().may(Can.ASK_SUPPLY, area.pk)
    page["may_run"] = scope.current().may(Can.RUN_SUPPLY, area.pk)
    return render(request, "supplies/grid.html", page)


def taking(round: NeedsRound) -> bool:
    """Whether needs are still taken."""
    return round.deadline > timezone.now() and not hasattr(round, "purchase")


def row(home: Household, form: NeedsForm) -> dict[str, Any]:
    """One line of the grid; its fields belong to the form of that name, wherever they stand in the table."""
    for field in form.fields.values():
        field.widget.attrs["form"] = f"home-{home.pk}"
    return {"home": home, "form": form}


@require_POST
@area_page(Can.ASK_SUPPLY)
def state(request: Request, area: Area, pk: int, household: int) -> HttpResponse:
    """Write down one household's needs; the row comes back as it now stands, or with what is wrong."""
    round, items = round_or_404(area, pk), queries.items_offered(area)
    home = get_object_or_404(Household.objects.select_related("dwelling__building"), pk=household)
    form = NeedsForm(request.POST, items=items)
    written = form.is_valid() and form.send(StateNeeds, by=request.user, round=round.pk, household=home.pk).written
    if written and not request.htmx:
        return redirect("supplies:grid", area, round.pk)
    if written:
        found = NeedsList.objects.filter(round=round, household=home).first()
        form = NeedsForm(items=items, found=found)
    page = {"area": area, "round": round, "items": items, "row": row(home, form), "may_ask": True, "saved": written}
    page["taking"] = True
    name = "supplies/row.html" if request.htmx else "supplies/one.html"
    return render(request, name, page, status=200 if written or request.htmx else 422)
