"""What households have to say: complaints, appeals and questions with their clock, and the answers."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from fangxian.areas import scope
from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.roles import Can
from fangxian.measures import queries
from fangxian.measures.acts import AnswerComplaint, HandOverComplaint, RecordComplaint
from fangxian.measures.forms import AnswerForm, ComplaintForm, HandOverForm
from fangxian.measures.models import TOPICS
from fangxian.measures.views.orders import form_page, household_in

PER_PAGE = 50
LOOKS_BACK = timedelta(days=7)


@area_page(Can.ANSWER)
def complaints(request: Request, area: Area) -> HttpResponse:
    """What waits for an answer, by its time; what was answered lately; what many households say."""
    now = timezone.now()
    page = Paginator(queries.waiting_complaints(area, now), PER_PAGE).get_page(request.GET.get("page"))
    answered = queries.complaints(area).filter(answer__at__gt=now - LOOKS_BACK).order_by("-answer__at")
    raised = queries.topics_raised(area, since=now - LOOKS_BACK, until=now)
    return render(request, "measures/complaints.html", {
        "area": area, "page": page, "now": now, "answered": answered[:PER_PAGE], "chart": chart(raised),
        "topics": [(TOPICS[code], count) for code, count in raised.items()],
    })  # fmt: skip


def chart(raised: dict[str, int]) -> dict[str, Any] | None:
    """How many households raised each topic, as bars."""
    if not raised:
        return None
    series = [{"name": _("Households"), "values": list(raised.values())}]
    return {"kind": "bar", "x": [str(TOPICS[code]) for code in raised], "series": series, "unit": _("households")}


@area_page(Can.SEE_HOMES)
def complain(request: Request, area: Area, pk: int) -> HttpResponse:
    """Write down what a household has to say; whoever hears it may."""
    household = household_in(area, pk)
    form = ComplaintForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        entry = form.send(RecordComplaint, by=request.user, household=pk)
        if entry.written:
            messages.success(request, _("Written down. It will be answered by a named person, in time."))
            if scope.current().may(Can.ANSWER, area.pk):
                return redirect("measures:complaints", area)
            return redirect("measures:home", area, pk)
    title = _("%(home)s has something to say") % {"home": household}
    lead = _("Write it as it was said. Tell them: a named person answers, and nobody is treated worse for it.")
    return form_page(request, area, form, title, _("Write down"), lead)


@area_page(Can.ANSWER)
def answer(request: Request, area: Area, pk: int) -> HttpResponse:
    """One complaint: answer it, or hand it to somebody else."""
    now = timezone.now()
    found = get_object_or_404(queries.complaints(area), pk=pk)
    serving = queries.answerers(found.household.area, at=now, deciding=found.kind == "appeal")
    handing = "to" in request.POST
    form = AnswerForm(request.POST if request.method == "POST" and not handing else None)
    hand = HandOverForm(request.POST if handing else None, people=serving)
    sent = form.is_valid() and form.send(AnswerComplaint, by=request.user, complaint=pk).written
    sent = sent or (hand.is_valid() and hand.send(HandOverComplaint, by=request.user, complaint=pk).written)
    if sent:
        messages.success(request, _("Written down."))
        return redirect("measures:complaints", area)
    shown = {"area": area, "one": found, "form": form, "hand": hand, "now": now}
    return render(request, "measures/complaint.html", shown, status=422 if form.errors or hand.errors else 200)
