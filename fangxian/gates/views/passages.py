"""The list of passages, and taking back a slip."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fangxian.areas import scope
from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.roles import Can
from fangxian.gates.acts import TakeBackPassage
from fangxian.gates.forms import FilterForm, TakeBackForm
from fangxian.gates.queries import Filter, by_hour, gate_rules, passage_with, passages_of
from fangxian.gates.views.answers import not_written, receipt
from fangxian.gates.views.showing import gates_here, rows

PER_PAGE = 50


@area_page(Can.SEE_GATE)
def passages(request: Request, area: Area) -> HttpResponse:
    """Who passed when, by day, gate, kind and outcome; what does not fit together is marked."""
    at = timezone.now()
    gates = [(gate.pk, gate.name) for gate in gates_here(area, at)]
    asked = request.GET if request.GET else {"on": timezone.localdate(at).isoformat()}
    form = FilterForm(asked, gates=gates)
    wanted = Filter(**form.cleaned_data) if form.is_valid() else Filter()
    found = passages_of(area, wanted)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    rules = gate_rules(area, on=timezone.localdate(at))
    words = {
        "area": area, "form": form, "page": page, "rows": rows(page.object_list, request, area, rules=rules, at=at),
        "chart": chart(by_hour(found)) if wanted.on else None,
        "may_plan": scope.current().may(Can.PLAN_DUTY, area.pk),
    }  # fmt: skip
    return render(request, "gates/passages.html", words)


def chart(hours: dict[str, list[int]]) -> dict[str, object]:
    """The hours of a day as a chart; the table stays beside it."""
    return {
        "kind": "stacked",
        "x": [f"{hour}:00" for hour in range(24)],
        "series": [
            {"name": str(_("in")), "values": hours["in"]},
            {"name": str(_("out")), "values": hours["out"]},
        ],
    }


@require_POST
@area_page(Can.WORK_GATE)
def take_back(request: Request, area: Area, passage: UUID) -> HttpResponse:
    """Take back a slip, then return to the page it was seen on; a script is told on the page it stands on."""
    form = TakeBackForm(request.POST)
    written = form.is_valid() and form.send(TakeBackPassage, by=request.user, passage=passage).written
    if request.htmx:
        taken = passage_with(passage) if written else None
        return receipt(request, area, taken.gate, passage) if taken else not_written(form)
    if written:
        messages.success(request, _("Taken back. It no longer counts; the line stays in the book."))
    for fault in form.non_field_errors():
        messages.error(request, str(fault))
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return redirect(back) if safe else redirect("gates:desk", area)
