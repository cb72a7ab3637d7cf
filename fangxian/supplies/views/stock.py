"""What lies in store: how long it lasts, what came and went, and the forms that move it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fangxian.areas import scope
from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.queries import community_of
from fangxian.areas.roles import Can
from fangxian.door.act import Act
from fangxian.door.forms import ActForm
from fangxian.supplies import acts, forms
from fangxian.supplies.queries import stock as queries

PER_PAGE = 50
# Address → what it is called, its form, its act.
MOVES: dict[str, tuple[Any, type[ActForm], type[Act]]] = {
    "receive": (gettext_lazy("Goods came in"), forms.ReceiveForm, acts.ReceiveStock),
    "issue": (gettext_lazy("Give out"), forms.IssueForm, acts.IssueStock),
    "free": (gettext_lazy("Give to every household, free"), forms.FreeForm, acts.IssueFreely),
    "count": (gettext_lazy("Count"), forms.CountForm, acts.CountStock),
    "return": (gettext_lazy("Came back"), forms.ReturnForm, acts.ReturnStock),
    "plan": (gettext_lazy("Plan the use"), forms.PlanForm, acts.SetIssuePlan),
    "item": (gettext_lazy("New item"), forms.ItemForm, acts.AddItem),
    "store": (gettext_lazy("New store"), forms.StoreForm, acts.AddStore),
}
OF_THE_PLACE = ("item", "store")


@area_page(Can.SEE_SUPPLY)
def stock(request: Request, area: Area) -> HttpResponse:
    """Every item with its account and its days of cover, alcohol above its limit, and the latest moves."""
    place, now = community_of(area), timezone.now()
    shelves = queries.shelves(place, now)
    page = {"area": area, "shelves": shelves, "hazards": queries.hazards(place, now), "chart": chart(shelves)}
    page |= {"moves": Paginator(queries.moves_of(place), PER_PAGE).get_page(request.GET.get("page"))}
    page |= {
        "expiring": queries.expiring(place, now),
        "issues": queries.free_issues_of(place)[:10],
        "actions": [(key, words) for key, (words, *_r) in MOVES.items()],
    }
    page["may_run"] = scope.current().may(Can.RUN_SUPPLY, area.pk)
    return render(request, "supplies/stock.html", page)


def chart(shelves: list[queries.Shelf]) -> dict[str, Any] | None:
    """Days of cover drawn against the days planned."""
    planned = [shelf for shelf in shelves if shelf.plan is not None and shelf.cover is not None]
    if not planned:
        return None
    series = [
        {"name": _("Days of cover"), "values": [float(shelf.cover or 0) for shelf in planned]},
        {"name": _("Days planned"), "values": [shelf.plan.days if shelf.plan else None for shelf in planned]},
    ]
    return {"kind": "bar", "x": [shelf.item.name for shelf in planned], "series": series, "unit": _("days")}


def filled(what: str, area: Area, data: Any = None) -> ActForm:
    """The form of a move, with the shelves of the place."""
    _words, form, _act = MOVES[what]
    more: dict[str, Any] = {} if what in OF_THE_PLACE else {"area": community_of(area)}
    return form(data, **more)


@area_page(Can.RUN_SUPPLY)
def move(request: Request, area: Area, what: str) -> HttpResponse:
    """The form of one kind of move, and its sending."""
    if what not in MOVES:
        raise Http404
    form = filled(what, area, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        more = {"area": community_of(area).pk} if what in OF_THE_PLACE else {}
        if form.send(MOVES[what][2], by=request.user, **more).written:
            messages.success(request, _("Written down."))
            return redirect("supplies:stock", area)
    status = 422 if form.is_bound else 200
    page = {"area": area, "form": form, "words": MOVES[what][0], "what": what}
    return render(request, "supplies/move.html", page, status=status)
