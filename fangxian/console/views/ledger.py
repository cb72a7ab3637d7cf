"""The ledger's page: who did what, when, and what the door answered."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.roles import Can
from fangxian.console.forms import LedgerForm, kinds
from fangxian.console.queries import ledger_where, verified
from fangxian.console.words import lines_of

PER_PAGE = 50


@area_page(Can.SEE_LEDGER)
def ledger(request: Request, area: Area) -> HttpResponse:
    """The entries that fit the reader's questions; on demand, whether the chain of this place holds."""
    form = LedgerForm(request.GET)
    page = Paginator(ledger_where(area, form.wanted()), PER_PAGE).get_page(request.GET.get("page"))
    titles = dict(kinds())
    rows = [(entry, titles.get(entry.kind, entry.kind), lines_of(entry.payload)) for entry in page]
    checked = verified(area) if "verify" in request.GET else None
    context = {"area": area, "form": form, "page": page, "rows": rows, "checked": checked, "at": timezone.now()}
    return render(request, "console/ledger.html", context)
