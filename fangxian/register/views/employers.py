"""Names of workplaces: who works where, and which names mean the same."""

from collections.abc import Mapping

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fangxian.areas import scope
from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.roles import Can
from fangxian.door.forms import ActForm
from fangxian.register import queries
from fangxian.register.acts import MergeEmployers, SplitEmployers
from fangxian.register.models import Employer
from fangxian.register.workplaces import meant_by, pairs_alike, same_as

SHOWN = 100


@area_page(Can.SEE_HOMES)
def employers(request: Request, area: Area) -> HttpResponse:
    """Every workplace with how many work there, names that look alike, and what was decided about them."""
    named, merges = list(queries.employers_in(area)), queries.merges_of(area)
    standing = {one.pk: one.name for one in named if same_as(merges, one.pk) == one.pk}
    by_key = {one.pk: one for one in named}
    may_keep = scope.current().may(Can.KEEP_REGISTER, area.pk)
    pairs = pairs_alike(standing) if may_keep else []
    sought = {side: request.GET.get(side, "").strip() for side in ("one", "two")}
    return render(request, "register/employers.html", {
        "area": area, "page": Paginator(named, SHOWN).get_page(request.GET.get("page")), "may_keep": may_keep,
        "pairs": [(by_key[pair.one], by_key[pair.other], pair.likeness) for pair in pairs],
        "form": ActForm(), "merged": queries.merge_rows(area),
        "sought": sought, "found": {side: meant(words, standing, by_key) for side, words in sought.items()},
    })  # fmt: skip


def meant(words: str, standing: Mapping[int, str], by_key: Mapping[int, Employer]) -> list[Employer]:
    """The workplaces these words may mean, the likeliest first; none for no words."""
    return [by_key[key] for key in meant_by(words, standing)] if words else []


@require_POST
@area_page(Can.KEEP_REGISTER)
def merge(request: Request, area: Area) -> HttpResponse:
    """Two names mean the same workplace."""
    pair = [request.POST.get(name, "") for name in ("employer", "other")]
    form = ActForm(request.POST)
    if form.is_valid() and all(key.isdecimal() for key in pair):
        entry = form.send(MergeEmployers, by=request.user, employer=int(pair[0]), other=int(pair[1]))
        if not entry.written:
            messages.error(request, str(entry.sentence))
    else:
        messages.error(request, _("Choose a workplace on each side."))
    return redirect("register:employers", area)


@require_POST
@area_page(Can.KEEP_REGISTER)
def split(request: Request, area: Area, key: int) -> HttpResponse:
    """They do not."""
    form = ActForm(request.POST)
    if form.is_valid():
        entry = form.send(SplitEmployers, by=request.user, merge=key)
        if not entry.written:
            messages.error(request, str(entry.sentence))
    return redirect("register:employers", area)
