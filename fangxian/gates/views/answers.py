"""What a script at the gate is answered: the receipt of what was written, or why nothing was."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from fangxian.areas.models import Area
from fangxian.areas.pages import Request
from fangxian.door.forms import ActForm
from fangxian.gates.queries import gate_rules, inside_count, passage_with, recent_passages
from fangxian.gates.views.showing import row, rows
from fangxian.measures.models import Gate

RECENT = 8


def receipt(request: Request, area: Area, gate: Gate, number: UUID) -> HttpResponse:
    """What was written, and what it changed beside the desk."""
    words = {"area": area, "gate": gate, **lately(request, area, gate, number)}
    return render(request, "gates/receipt.html", words)


def lately(request: Request, area: Area, gate: Gate, number: UUID | None) -> dict[str, Any]:
    """How many are inside, the last passages, and the one that was just recorded."""
    at = timezone.now()
    rules = gate_rules(area, on=timezone.localdate(at))
    recent = rows(recent_passages(area, gate, count=RECENT), request, area, rules=rules, at=at)
    done = next((each for each in recent if each.passage.pk == number), None)
    if number and done is None and (passage := passage_with(number)):
        done = row(passage)
    return {"counts": inside_count(area, at), "recent": recent, "done": done}


def not_written(form: ActForm) -> HttpResponse:
    """The form's faults as plain text: a script shows them beside what it keeps."""
    said = [str(fault) for faults in form.errors.values() for fault in faults]
    return HttpResponse(" ".join(said) or _("There is no gate here."), status=422, content_type="text/plain")
