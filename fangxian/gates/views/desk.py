"""The gate desk: one field to find anybody, the verdict in large type, in or out at one key."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from uuid_utils.compat import uuid7

from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.roles import Can
from fangxian.gates.acts import RecordPassage
from fangxian.gates.forms import PassageForm
from fangxian.gates.queries import find_at_gate, gate_rules, inside_count, last_ways, passage_with, recent_passages
from fangxian.gates.rules import typed
from fangxian.gates.views.showing import Shown, chosen_gate, gates_here, row, rows, shown
from fangxian.measures.models import Gate
from fangxian.measures.queries import closure_at

RECENT = 8


@area_page(Can.WORK_GATE)
def desk(request: Request, area: Area) -> HttpResponse:
    """Find by surname, initials, house, phone tail, plate or pass code, and record."""
    return desk_with(request, area, PassageForm(initial={"way": "in", "moving": "vehicle"}))


def desk_with(request: Request, area: Area, form: PassageForm, *, status: int = 200) -> HttpResponse:
    """The desk with a form, empty or to be put right."""
    at = timezone.now()
    gates = gates_here(area, at)
    gate = chosen_gate(gates, request.GET.get("gate") or request.POST.get("gate"))
    if gate is None:
        return render(request, "gates/no_gate.html", {"area": area})
    words = {
        "area": area, "gate": gate, "gates": gates, "form": form, "q": request.GET.get("q", ""),
        "closure": closure_at(area, at), "counts": inside_count(area, at), "open_form": form.is_bound,
        **found(request, area, at), **lately(request, area, gate, at),
    }  # fmt: skip
    return render(request, "gates/desk.html", words, status=status)


def found(request: Request, area: Area, at: datetime) -> dict[str, Any]:
    """The candidates for what was typed; one alone, or the one picked, is shown with its verdicts."""
    asked = typed(request.GET.get("q", ""))
    rules = gate_rules(area, on=timezone.localdate(at))
    candidates = find_at_gate(area, asked, at=at, rules=rules)
    last = last_ways([each.resident for each in candidates if each.resident])
    everybody = [shown(each, last_way=last.get(each.resident or 0)) for each in candidates]
    picked = pick(everybody, request.GET.get("pick"))
    return {"candidates": everybody, "picked": picked, "act_id": uuid7(), "searched": not asked.empty}


def pick(everybody: list[Shown], wanted: str | None) -> Shown | None:
    """The candidate picked by its place in the list, counted from 1."""
    if len(everybody) == 1:
        return everybody[0]
    number = int(wanted) if wanted and wanted.isascii() and wanted.isdigit() else 0
    return everybody[number - 1] if 0 < number <= len(everybody) else None


def lately(request: Request, area: Area, gate: Gate, at: datetime) -> dict[str, Any]:
    """The last passages, and in large type the one that was just recorded."""
    rules = gate_rules(area, on=timezone.localdate(at))
    recent = rows(recent_passages(area, gate, count=RECENT), request, area, rules=rules, at=at)
    number = done_number(request.GET.get("done"))
    done = next((each for each in recent if each.passage.pk == number), None)
    if number and done is None and (passage := passage_with(number)):
        done = row(passage)
    return {"recent": recent, "done": done}


def done_number(text: str | None) -> UUID | None:
    """The number of the passage just recorded, if the address names one."""
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


@require_POST
@area_page(Can.WORK_GATE)
def record(request: Request, area: Area) -> HttpResponse:
    """Write down what was seen; the desk then shows it in large type, ready for the next."""
    form = PassageForm(request.POST)
    gate = chosen_gate(gates_here(area, timezone.now()), request.POST.get("gate"))
    if gate is None or not form.is_valid():
        return desk_with(request, area, form, status=422)
    entry = form.send(RecordPassage, by=request.user, gate=gate.pk)
    if not entry.written:
        return desk_with(request, area, form, status=422)
    return redirect(f"{reverse('gates:desk', args=[area])}?gate={gate.pk}&done={entry.answer['passage']}")
