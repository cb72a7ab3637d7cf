"""Medicines: asked for under seal, each with a runner; a runner sees their own."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fangxian.areas import scope
from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.roles import Can
from fangxian.door.forms import ActForm
from fangxian.supplies.acts import AskMedicine, RecordMedicineEnd
from fangxian.supplies.forms import MedicineForm
from fangxian.supplies.queries import rounds as queries

# Beyond this nobody finds a home in a list: a search narrows it.
HOMES_SHOWN = 60


def fresh(request: Request, area: Area, data: QueryDict | None = None) -> MedicineForm:
    """The form with the people of the place and the homes asked for: those searched, or the one that was sent."""
    words, sent = request.GET.get("q", "").strip(), str(data.get("household", "")) if data else ""
    homes = queries.homes_like(area, words)
    chosen = homes.filter(pk=int(sent)) if sent.isdecimal() else homes[:HOMES_SHOWN]
    return MedicineForm(data, homes=chosen, able=queries.people_who_deliver(area, timezone.now()))


@area_page(Can.SEE_SUPPLY)
def medicines(request: Request, area: Area) -> HttpResponse:
    """All that wait, for who runs supply; for a runner, their own errands; for who asks, the form."""
    return medicines_with(request, area, fresh(request, area), status=200)


def medicines_with(request: Request, area: Area, form: MedicineForm, *, status: int) -> HttpResponse:
    """The list with this form."""
    eyes = scope.current()
    runs = eyes.may(Can.RUN_SUPPLY, area.pk)
    found = queries.medicines_of(area) if runs else queries.errands_of(request.user, area)
    page = {"area": area, "form": form, "waiting": [(need, ActForm()) for need in found], "runs": runs}
    page["now"] = timezone.now()
    page["may_ask"], page["words"] = eyes.may(Can.ASK_SUPPLY, area.pk), request.GET.get("q", "")
    return render(request, "supplies/medicines.html", page, status=status)


@require_POST
@area_page(Can.ASK_SUPPLY)
def ask(request: Request, area: Area) -> HttpResponse:
    """Ask for a medicine."""
    form = fresh(request, area, request.POST)
    if form.is_valid() and form.send(AskMedicine, by=request.user).written:
        messages.success(request, _("Written down."))
        return redirect("supplies:medicines", area)
    return medicines_with(request, area, form, status=422)


@require_POST
@area_page(Can.DELIVER)
def end(request: Request, area: Area, household: int, pk: int) -> HttpResponse:
    """The medicine is with its household; with a reason, it could not be had."""
    form, reason = ActForm(request.POST), request.POST.get("reason", "")
    if form.is_valid() and reason in ("", "sold_out", "nobody_home"):
        entry = form.send(RecordMedicineEnd, by=request.user, household=household, medicine=pk, reason=reason)
        if not entry.written:
            messages.error(request, str(entry.sentence))
    return redirect("supplies:medicines", area)
