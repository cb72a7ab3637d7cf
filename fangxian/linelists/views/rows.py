"""Settling a row that waits: who is meant, and what is to be recorded."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.roles import Can
from fangxian.cases.models import CLASSES
from fangxian.linelists import queries
from fangxian.linelists.acts import DismissListRow, SettleListRow
from fangxian.linelists.forms import DismissForm, RowForm
from fangxian.linelists.models import KINDS, ListRow
from fangxian.linelists.rules.fields import CASES, RELATIONSHIPS, Field
from fangxian.linelists.rules.matching import day_in
from fangxian.linelists.rules.reading import Line
from fangxian.linelists.words import FIELD_NAMES, reason
from fangxian.register.models import Resident
from fangxian.register.queries import resident_with, residents_like

SHOWN = 20
# What stands for a code that was read.
WORDS: dict[Field, Mapping[str, Any]] = {
    Field.CLASSIFICATION: CLASSES, Field.SEX: {"f": gettext_lazy("female"), "m": gettext_lazy("male")},
}  # fmt: skip


@area_page(Can.KEEP_HEALTH)
def row(request: Request, area: Area, key: int) -> HttpResponse:
    """One row: who it may mean, and what is to be recorded, filled in as far as it was read."""
    found = queries.row_waiting(area, key)
    if found is None:
        raise Http404
    chosen = resident_chosen(request, found)
    line = queries.line_of(found)
    form = RowForm(request.POST or None, row=found, chosen=chosen is not None, initial=initial(found, line))
    if request.method == "POST" and form.is_valid():
        who = {"resident": chosen.pk} if chosen else {}
        if form.send(SettleListRow, by=request.user, row=key, **who).written:
            messages.success(request, _("The row is settled."))
            return redirect("linelists:list", area, found.of_id)
    return row_page(request, area, found, form, chosen)


def resident_chosen(request: Request, found: ListRow) -> Resident | None:
    """The resident somebody clicked on, else the one the row was matched to."""
    key = request.GET.get("resident", "")
    if key.isdecimal():
        return resident_with(found.area, int(key))
    return found.resident if "resident" not in request.GET and "q" not in request.GET else None


def row_page(request: Request, area: Area, found: ListRow, form: RowForm, chosen: Resident | None) -> HttpResponse:
    """The page with its form; 422 when it was sent and something is missing."""
    line = queries.line_of(found)
    words = request.GET.get("q", line.name).strip()
    people = list(residents_like(found.area, words)[:SHOWN]) if words and chosen is None else []
    said = [(FIELD_NAMES[field], WORDS.get(field, {}).get(text, text)) for field, text in line.values.items()]
    shown = {
        "area": area, "row": found, "form": form, "dismiss_form": DismissForm(), "chosen": chosen, "words": words,
        "people": people, "said": said, "why": reason(found.why, found.params), "kind": KINDS[found.of.kind],
        "joins": found.of.kind == RELATIONSHIPS,
    }  # fmt: skip
    return render(request, "linelists/row.html", shown, status=422 if form.errors else 200)


def initial(found: ListRow, line: Line) -> dict[str, Any]:
    """What the form begins with: what was read of the row."""
    values = line.values
    case = queries.case_marked(found.area, values.get(Field.OF_CASE, "")) if found.of.kind != CASES else None
    became = day_in(line, Field.BECAME_ON) if values.get(Field.CLASSIFICATION) == "confirmed" else None
    return {
        "name": line.name, "phone": values.get(Field.PHONE, ""), "case": case.pk if case else None,
        "classification": values.get(Field.CLASSIFICATION, ""), "onset_on": day_in(line, Field.ONSET_ON),
        "on": became or day_in(line, Field.REPORTED_ON), "last_on": day_in(line, Field.LAST_ON),
    }  # fmt: skip


@area_page(Can.KEEP_HEALTH)
@require_POST
def dismiss(request: Request, area: Area, key: int) -> HttpResponse:
    """Say that a row is nothing to record."""
    found = queries.row_waiting(area, key)
    if found is None:
        raise Http404
    form = DismissForm(request.POST)
    if form.is_valid() and form.send(DismissListRow, by=request.user, row=key).written:
        messages.success(request, _("The row is settled."))
        return redirect("linelists:list", area, found.of_id)
    for errors in form.errors.values():
        messages.error(request, " ".join(str(error) for error in errors))
    return redirect("linelists:row", area, key)
