"""Giving lists out: names only to whoever may take them out, each time written in the ledger; counts without."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.roles import Can
from fangxian.door.forms import ActForm
from fangxian.linelists import queries
from fangxian.linelists.acts import GiveOutList
from fangxian.linelists.models import TABLES
from fangxian.linelists.rules import dhis2, godata, hxl
from fangxian.linelists.rules.ours import Lists

# A spreadsheet takes UTF-8 for its own only behind this mark; DHIS2 would take it for a part of the first title.
MARKED, BARE = "utf-8-sig", "utf-8"
MAKERS: dict[str, tuple[Callable[[Lists, str], str], str]] = {
    "godata_cases": (lambda lists, _: godata.cases(lists), MARKED),
    "godata_contacts": (lambda lists, _: godata.contacts(lists), MARKED),
    "godata_relationships": (lambda lists, _: godata.relationships(lists), MARKED),
    "dhis2_events": (lambda lists, code: dhis2.events(lists, org_unit=code), BARE),
    "dhis2_entities": (lambda lists, code: dhis2.entities(lists, org_unit=code), BARE),
}


@area_page(Can.EXPORT)
@require_POST
def give_out(request: Request, area: Area) -> HttpResponse:
    """A list in the layout of another system, once it is written in the ledger who takes it."""
    wanted, form = request.POST.get("table", ""), ActForm(request.POST)
    if wanted not in TABLES or not form.is_valid():
        messages.error(request, _("Please try again."))
        return redirect("linelists:overview", area)
    entry = form.send(GiveOutList, by=request.user, area=area.pk, table=wanted)
    if not entry.written:
        messages.error(request, str(entry.sentence))
        return redirect("linelists:overview", area)
    make, encoding = MAKERS[wanted]
    return as_file(make(queries.lists_of(area, at=timezone.now()), area.code), f"{wanted}-{area.code}.csv", encoding)


@area_page(Can.SEE_COUNTS)
def counts(request: Request, area: Area) -> HttpResponse:
    """Counts by place and day with the hashtags of HXL: numbers only."""
    now = timezone.now()
    text = hxl.table(queries.histories_in(area, at=now), until=timezone.localdate(now))
    return as_file(text, f"hxl-{area.code}.csv", MARKED)


def as_file(text: str, name: str, encoding: str) -> HttpResponse:
    """A CSV to be kept, not shown."""
    head = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(text.encode(encoding), content_type="text/csv; charset=utf-8", headers=head)
