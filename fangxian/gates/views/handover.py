"""Handing a gate over at the end of a shift."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.roles import Can
from fangxian.gates.acts import HandOverGate
from fangxian.gates.forms import HandoverForm
from fangxian.gates.queries import balance, handovers_of, inside_count, last_handover
from fangxian.gates.views.showing import chosen_gate, gates_here

SHOWN = 20


@area_page(Can.WORK_GATE)
def handover(request: Request, area: Area) -> HttpResponse:
    """The balance since the last hand-over, and the form for this one."""
    at = timezone.now()
    gates = gates_here(area, at)
    gate = chosen_gate(gates, request.POST.get("gate") or request.GET.get("gate"))
    if gate is None:
        return render(request, "gates/no_gate.html", {"area": area})
    form = HandoverForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        entry = form.send(HandOverGate, by=request.user, gate=gate.pk)
        if entry.written:
            messages.success(request, _("Handed over. Thank you, rest well."))
            return redirect("gates:handover", area)
    before = last_handover(gate, at)
    words = {
        "area": area, "gate": gate, "gates": gates, "form": form, "before": before, "counts": inside_count(area, at),
        "balance": balance(gate, since=before.at if before else None, until=at), "past": handovers_of(area)[:SHOWN],
    }  # fmt: skip
    return render(request, "gates/handover.html", words, status=422 if form.errors else 200)
