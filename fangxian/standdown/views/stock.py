"""Pages on which a store is counted and signed for."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fangxian.areas import scope
from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.queries import community_of
from fangxian.areas.roles import Can
from fangxian.standdown.acts import SignStock
from fangxian.standdown.forms import SignForm
from fangxian.standdown.queries.stock import Line, lines_of


@area_page(Can.SEE_SUPPLY)
def stock(request: Request, area: Area) -> HttpResponse:
    """Every item of every store: the books, what teams have, and who signed for it."""
    lines = lines_of(community_of(area))
    shown = {
        "area": area, "lines": lines, "waiting": sum(line.signing is None for line in lines),
        "may_sign": scope.current().may(Can.RUN_SUPPLY, area.pk),
    }  # fmt: skip
    return render(request, "standdown/stock.html", shown)


@area_page(Can.RUN_SUPPLY)
def sign(request: Request, area: Area, store: int, item: int) -> HttpResponse:
    """Count one item of one store and sign for it."""
    line = line_in(area, store, item)
    form = SignForm(request.POST or None, out=line.out, initial={"counted": line.book})
    sent = request.method == "POST" and form.is_valid()
    if sent and form.send(SignStock, by=request.user, store=store, item=item).written:
        return redirect("standdown:stock", area)
    shown = {"area": area, "form": form, "line": line, "title": _("Count and sign")}
    return render(request, "standdown/sign.html", shown, status=422 if form.errors else 200)


def line_in(area: Area, store: int, item: int) -> Line:
    """The line of an item in a store of the place. Raises Http404."""
    found = (line for line in lines_of(community_of(area)) if (line.store.pk, line.item.pk) == (store, item))
    line = next(found, None)
    if line is None:
        raise Http404
    return line
