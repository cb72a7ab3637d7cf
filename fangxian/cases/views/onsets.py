"""Putting the first symptoms of a case right, leaving them as they are, and taking over what follows from them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.roles import Can
from fangxian.cases import queries
from fangxian.cases.acts import CorrectOnset, KeepOnset, RenewContacts
from fangxian.cases.forms import DecideForm, KeepOnsetForm, OnsetForm, StepForm
from fangxian.cases.views.case import case_of, case_page, ticked
from fangxian.door.forms import ActForm


@area_page(Can.KEEP_HEALTH)
def onset(request: Request, area: Area, pk: int) -> HttpResponse:
    """Put the day right: a day a list says is filled in, the person presses."""
    found = case_of(area, pk)
    said = queries.onset_proposed(found)
    form = OnsetForm(request.POST or None, initial={"onset_on": said.onset_on if said else found.onset_on})
    if request.method == "POST" and form.is_valid():
        entry = form.send(CorrectOnset, by=request.user, case=pk)
        if entry.written:
            anew = entry.answer["anew"]
            moved = ngettext(
                "The day is put right. For %(count)s contact another last exposure is proposed; nobody was moved.",
                "The day is put right. For %(count)s contacts another last exposure is proposed; nobody was moved.",
                anew,
            )
            messages.success(request, moved % {"count": anew})
            return redirect("cases:case", area, pk)
    title = _("First symptoms of case %(number)s") % {"number": found.number}
    lead = _("The contact window follows from this day. What was decided about contacts stays until you decide anew.")
    shown = {"area": area, "form": form, "title": title, "button": _("Put right"), "lead": lead}
    return render(request, "measures/form.html", shown, status=422 if form.errors else 200)


@area_page(Can.KEEP_HEALTH)
@require_POST
def keep_onset(request: Request, area: Area, pk: int) -> HttpResponse:
    """Leave the day as it is."""
    form = KeepOnsetForm(request.POST)
    if form.is_valid():
        entry = form.send(KeepOnset, by=request.user, case=pk)
        if not entry.written:
            messages.error(request, str(entry.sentence))
    for errors in form.errors.values():
        messages.error(request, " ".join(str(error) for error in errors))
    return redirect("cases:case", area, pk)


@area_page(Can.KEEP_HEALTH)
@require_POST
def renew_contacts(request: Request, area: Area, pk: int) -> HttpResponse:
    """Take over what is proposed anew for the contacts ticked."""
    found = case_of(area, pk)
    form = ActForm({"act_id": request.POST.get("act_id")})
    chosen = ticked(request)
    if not chosen:
        messages.error(request, _("Tick at least one person in the list."))
    elif form.is_valid():
        entry = form.send(RenewContacts, by=request.user, case=pk, contacts=chosen)
        if entry.written:
            said = _("Decided about %(decided)s people; %(watched)s are under observation because of it.")
            messages.success(request, said % entry.answer)
            return redirect("cases:case", area, pk)
        messages.error(request, str(entry.sentence))
    return case_page(request, area, found, StepForm(), DecideForm(case=found))
