"""The gate desk: one field to find anybody, the verdict in large type, in or out at one key."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.roles import Can
from fangxian.gates.acts import RecordPassage
from fangxian.gates.forms import PassageForm
from fangxian.gates.queries import asked_for, find_at_gate, gate_rules, last_ways
from fangxian.gates.views.answers import lately, not_written, receipt
from fangxian.gates.views.showing import Shown, chosen_gate, gates_here, shown
from fangxian.gates.words import FEVER_STEPS, REASONS, SCRIPT_WORDS
from fangxian.measures.queries import closure_at


@area_page(Can.WORK_GATE)
def desk(request: Request, area: Area) -> HttpResponse:
    """Find by surname, initials, house, phone tail, plate or pass code, and record. A script gets the answer alone."""
    return desk_with(request, area, PassageForm(initial={"way": "in", "moving": "vehicle"}))


def desk_with(request: Request, area: Area, form: PassageForm, *, status: int = 200) -> HttpResponse:
    """The desk with a form, empty or to be put right."""
    at = timezone.now()
    gates = gates_here(area, at)
    gate = chosen_gate(gates, request.GET.get("gate") or request.POST.get("gate"))
    if gate is None:
        return render(request, "gates/no_gate.html", {"area": area})
    words = {"area": area, "gate": gate, "gates": gates, "form": form, "at": at, **found(request, area, at)}
    if request.htmx:
        return render(request, "gates/found.html", words)
    done = done_number(request.GET.get("done"))
    around = {"closure": closure_at(area, at), "open_form": form.is_bound, **lately(request, area, gate, done)}
    script = {"script_words": SCRIPT_WORDS, "fever_c": gate_rules(area, on=timezone.localdate(at)).fever_c}
    return render(request, "gates/desk.html", {**words, **around, **script, "steps": FEVER_STEPS}, status=status)


def found(request: Request, area: Area, at: datetime) -> dict[str, Any]:
    """The candidates for what was typed; one alone, or the one picked, is shown with its verdicts."""
    q, wanted = request.GET.get("q", ""), request.GET.get("pick", "")
    asked, fault = asked_for(area, q, at=at)
    rules = gate_rules(area, on=timezone.localdate(at))
    candidates = find_at_gate(area, asked, at=at, rules=rules)
    last = last_ways([each.resident for each in candidates if each.resident])
    everybody = [shown(each, last_way=last.get(each.resident or 0)) for each in candidates]
    picked = pick(everybody, wanted)
    return {
        "q": q, "candidates": everybody, "picked": picked, "searched": not asked.empty,
        "fault": REASONS.get(fault, ""),
        "gone": bool(wanted and everybody and not picked),
    }  # fmt: skip


def pick(everybody: list[Shown], wanted: str) -> Shown | None:
    """The candidate with this key; without one the only candidate. A list that changed meanwhile picks nobody else."""
    if wanted:
        return next((each for each in everybody if each.candidate.key == wanted), None)
    return everybody[0] if len(everybody) == 1 else None


def done_number(text: str | None) -> UUID | None:
    """The number of the passage just recorded, if the address names one."""
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


@require_POST
@area_page(Can.WORK_GATE)
def record(request: Request, area: Area) -> HttpResponse:
    """Write down what was seen; the desk then shows it, ready for the next."""
    form = PassageForm(request.POST)
    gate = chosen_gate(gates_here(area, timezone.now()), request.POST.get("gate"))
    if gate is None or not form.is_valid():
        return put_right(request, area, form)
    entry = form.send(RecordPassage, by=request.user, gate=gate.pk)
    if not entry.written:
        return put_right(request, area, form)
    if request.htmx:
        return receipt(request, area, gate, UUID(entry.answer["passage"]))
    return redirect(f"{reverse('gates:desk', args=[area])}?gate={gate.pk}&done={entry.answer['passage']}")


def put_right(request: Request, area: Area, form: PassageForm) -> HttpResponse:
    """What is wrong: on the page that was sent, or for a script as one sentence."""
    return not_written(form) if request.htmx else desk_with(request, area, form, status=422)
