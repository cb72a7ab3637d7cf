"""Naming the shift-mates of a case in one line."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.roles import Can
from fangxian.cases import queries
from fangxian.cases.acts import NameShift
from fangxian.cases.forms import ShiftForm
from fangxian.cases.views.case import case_of


@area_page(Can.KEEP_HEALTH)
def shift(request: Request, area: Area, pk: int) -> HttpResponse:
    """One line of names: who of ours worked beside the case."""
    found = case_of(area, pk)
    form = ShiftForm(request.POST or None, community=found.community, initial={"employer": queries.workplace_of(found)})
    if request.method == "POST" and form.is_valid():
        entry = form.send(NameShift, by=request.user, case=pk)
        if entry.written:
            new = entry.answer["proposed"]
            said = ngettext("%(count)s further person is proposed.", "%(count)s further people are proposed.", new)
            messages.success(request, said % {"count": new})
            return redirect("cases:case", area, pk)
    title = _("Shift of case %(number)s") % {"number": found.number}
    lead = _("Who worked beside the case. Each is proposed as a close contact; you decide. Nothing else of it is kept.")
    shown = {"area": area, "form": form, "title": title, "button": _("Propose them"), "lead": lead}
    return render(request, "measures/form.html", shown, status=422 if form.errors else 200)
