"""Pages about signals from workplaces: one line, who of ours works there, the calm message, and how it ended."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from fangxian.areas import scope
from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.roles import Can
from fangxian.cases import queries
from fangxian.cases.acts import ConfirmSignal, ExcludeSignal, RaiseSignal
from fangxian.cases.acts.signals import calm_message
from fangxian.cases.forms import ConfirmForm, SignalForm
from fangxian.door.forms import ActForm
from fangxian.register.queries import employers_in


@area_page(Can.SEE_HEALTH)
def signals(request: Request, area: Area) -> HttpResponse:
    """The signals, and one line that finds the workplace."""
    words = request.GET.get("q", "").strip()
    return render(request, "cases/signals.html", {
        "area": area, "words": words, "found": queries.workplaces_meant(area, words) if words else [],
        "signals": queries.signals_in(area), "may_keep": scope.current().may(Can.KEEP_HEALTH, area.pk),
    })  # fmt: skip


@area_page(Can.KEEP_HEALTH)
def raise_signal(request: Request, area: Area, employer: int) -> HttpResponse:
    """Raise a signal from one workplace."""
    found = get_object_or_404(employers_in(area), pk=employer)
    form = SignalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        entry = form.send(RaiseSignal, by=request.user, area=area.pk, employer=employer)
        if entry.written:
            return redirect("cases:signal", area, entry.answer["signal"])
    lead = _(
        "Everybody who lives here and works there is asked for their temperature twice a day. Nobody is confined, and"
        " no patient is named."
    )
    title = _("Suspected case at %(employer)s") % {"employer": found.name}
    shown = {"area": area, "form": form, "title": title, "button": _("Raise the signal"), "lead": lead}
    return render(request, "measures/form.html", shown, status=422 if form.errors else 200)


@area_page(Can.SEE_HEALTH)
def signal(request: Request, area: Area, pk: int) -> HttpResponse:
    """One signal: whom it concerns grid by grid, what to tell them, and closing it."""
    return signal_page(request, area, pk, ConfirmForm(area=area))


def signal_page(request: Request, area: Area, pk: int, form: ConfirmForm) -> HttpResponse:
    """The page with its form; 422 when it was sent and something is missing."""
    found = get_object_or_404(queries.signals_in(area), pk=pk)
    ended = getattr(found, "end", None)
    until = found.watches.values_list("until", flat=True).first()
    shown = {
        "area": area, "signal": found, "grids": queries.by_grid(found), "until": until, "confirm_form": form,
        "message": calm_message(found.employer.name, until or found.exposed_on), "exclude_form": ActForm(),
        "may_keep": scope.current().may(Can.KEEP_HEALTH, area.pk), "ended": ended,
        "dropped": ended is not None and queries.is_excluded(ended.case),
    }  # fmt: skip
    return render(request, "cases/signal.html", shown, status=422 if form.errors else 200)


@area_page(Can.KEEP_HEALTH)
@require_POST
def exclude_signal(request: Request, area: Area, pk: int) -> HttpResponse:
    """It was no case."""
    form = ActForm(request.POST)
    if form.is_valid():
        entry = form.send(ExcludeSignal, by=request.user, signal=pk)
        if entry.written:
            said = ngettext(
                "%(ended)s observation has ended.", "%(ended)s observations have ended.", entry.answer["ended"]
            )
            messages.success(request, said % entry.answer)
        else:
            messages.error(request, str(entry.sentence))
    return redirect("cases:signal", area, pk)


@area_page(Can.KEEP_HEALTH)
@require_POST
def confirm_signal(request: Request, area: Area, pk: int) -> HttpResponse:
    """It is a case: on to its contacts."""
    form = ConfirmForm(request.POST, area=area)
    if form.is_valid() and form.send(ConfirmSignal, by=request.user, signal=pk).written:
        return redirect("cases:case", area, form.cleaned_data["case"])
    return signal_page(request, area, pk, form)
