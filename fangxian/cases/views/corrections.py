"""Pages to take back what was written down of a case by mistake, each with its reason."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.roles import Can
from fangxian.cases import queries
from fangxian.cases.acts import TakeBackLink, TakeBackStep
from fangxian.cases.forms import TakeBackForm
from fangxian.cases.views.case import case_of
from fangxian.cases.views.overview import form_page


@area_page(Can.KEEP_HEALTH)
def take_back_step(request: Request, area: Area, pk: int, step: int) -> HttpResponse:
    """A step was a mistake, or is of another day."""
    row = get_object_or_404(queries.steps_of(case_of(area, pk)), pk=step)
    form = TakeBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and form.send(TakeBackStep, by=request.user, step=step).written:
        return redirect("cases:case", area, pk)
    said = {"step": row.get_step_display(), "at": timezone.localtime(row.at).strftime("%Y-%m-%d %H:%M")}
    lead = _("%(step)s, %(at)s. It counts no longer; write it down anew with the right time.") % said
    return form_page(request, area, form, _("Take back"), lead)


@area_page(Can.KEEP_HEALTH)
def take_back_link(request: Request, area: Area, pk: int, link: int) -> HttpResponse:
    """Two cases do not hang together after all."""
    row = get_object_or_404(queries.links_in(area, at=timezone.now()).filter(first=pk), pk=link)
    form = TakeBackForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and form.send(TakeBackLink, by=request.user, case_link=link).written
    ):
        return redirect("cases:overview", area)
    said = {"first": row.first.number, "second": row.second.number}
    lead = (
        _("Cases %(first)s and %(second)s hang together through it no longer. The situation is proposed anew.") % said
    )
    return form_page(request, area, form, _("Take back"), lead)
