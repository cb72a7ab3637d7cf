"""The page of one watch: how its checks stand, and everything that can be written about it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fangxian.areas import scope
from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.roles import Can
from fangxian.door.act import Act
from fangxian.door.forms import ActForm
from fangxian.door.models import Entry
from fangxian.monitoring import queries
from fangxian.monitoring.acts import (
    AskWelfareVisit,
    CloseSearch,
    CloseWatch,
    HandOverWatch,
    NameCarer,
    NoteSpecialGroup,
    RecordAttempt,
    RecordReading,
)
from fangxian.monitoring.acts.readings import REMARKS
from fangxian.monitoring.forms import CarerForm, CloseForm, GroupForm, HandOverForm, ReadingForm, SearchForm, WordsForm
from fangxian.monitoring.models import Check, SearchEnd, Watch
from fangxian.monitoring.words import QUESTIONS, by_day, shown

# What may be changed of a watch: the act, and the form that asks for it.
CHANGES: dict[str, tuple[type[Act], Callable[..., ActForm]]] = {
    "hand-over": (HandOverWatch, lambda data, watch: HandOverForm(data, area=watch.resident.area, at=timezone.now())),
    "group": (NoteSpecialGroup, lambda data, watch: GroupForm(data)),
    "carer": (NameCarer, lambda data, watch: CarerForm(data, watch=watch)),
    "search": (CloseSearch, lambda data, watch: SearchForm(data)),
    "close": (CloseWatch, lambda data, watch: CloseForm(data)),
}


@area_page(Can.SEE_WATCH)
def watch(request: Request, area: Area, pk: int) -> HttpResponse:
    """One watch: what is due, what was done by whom, and the forms."""
    return watch_with(request, area, watch_in(area, pk))


def watch_in(area: Area, pk: int) -> Watch:
    """The watch, if its person lives in the place and the visitor may see it."""
    return get_object_or_404(queries.watches().filter(queries.inside(area)), pk=pk)


def watch_with(
    request: Request, area: Area, watch: Watch, sent: dict[str, ActForm] | None = None, *, status: int = 200
) -> HttpResponse:
    """The page of a watch, with the form that was sent and not taken."""
    now, eyes = timezone.now(), scope.current()
    standing = queries.standing_of(watch, at=now)
    running = getattr(watch, "end", None) is None
    checks = Check.objects.filter(watch=watch, taken_back=None).select_related("by").order_by("-at")
    page: dict[str, Any] = {
        "area": area, "watch": watch, "one": shown(standing, now=now), "days": by_day(standing.found),
        "checks": checks[:60], "carer": queries.carer_of(watch, at=now), "running": running, "now": now,
        "questions": [QUESTIONS[code] for code in standing.release.questions],
        "may_keep": running and eyes.may(Can.KEEP_WATCH, area.pk),
        "may_close": running and eyes.may(Can.KEEP_HEALTH, area.pk),
        "medics": queries.medics(watch.resident.area, at=now) if standing.late and standing.referral else [],
        "owner_gone": running and bool(queries.without_owner([watch], at=now)),
        "searches": SearchEnd.objects.filter(watch=watch).select_related("by").order_by("-at")[:5],
        "may_treat": eyes.may(Can.SEE_CLINICAL, area.pk), "may_certify": eyes.may(Can.KEEP_REGISTER, area.pk),
    }  # fmt: skip
    forms = {what.replace("-", "_"): form(None, watch) for what, (_act, form) in CHANGES.items()}
    forms |= {"reading": ReadingForm(None, area=area), "attempt": ActForm(), "words": WordsForm(), **(sent or {})}
    return render(request, "monitoring/watch.html", {**page, "forms": forms}, status=status)


@area_page(Can.KEEP_WATCH)
@require_POST
def reading(request: Request, area: Area, pk: int) -> HttpResponse:
    """Write down a reading; what is told afterwards is what happens next, not what was measured."""
    watch = watch_in(area, pk)
    form = ReadingForm(request.POST, area=area)
    if form.is_valid():
        entry = form.send(RecordReading, by=request.user, resident=watch.resident_id)
        if entry.written:
            tell(request, entry)
            return redirect("monitoring:watch", area, pk)
    return watch_with(request, area, watch, {"reading": form}, status=422)


def tell(request: Request, entry: Entry) -> None:
    """Say that it is written down, what is odd about it, and whether the medic was asked."""
    for code in entry.answer["remarks"]:
        messages.warning(request, str(REMARKS[code]))
    if entry.answer["referral"]:
        messages.warning(request, _("Written down. The medic has been asked and will get in touch."))
    else:
        messages.success(request, _("Written down."))


@area_page(Can.KEEP_WATCH)
@require_POST
def attempt(request: Request, area: Area, pk: int) -> HttpResponse:
    """Note that nobody was reached."""
    watch = watch_in(area, pk)
    form = ActForm(request.POST)
    found = request.POST.get("found", "no_answer")
    if form.is_valid() and found in {"no_answer", "away", "refused"}:
        form.send(RecordAttempt, by=request.user, resident=watch.resident_id, found=found)
        messages.success(request, _("Written down: not reached."))
    return redirect("monitoring:watch", area, pk)


@area_page(Can.SEE_WATCH)
@require_POST
def words(request: Request, area: Area, pk: int) -> HttpResponse:
    """Pass words on to the medic; they are not shown again."""
    watch = watch_in(area, pk)
    form = WordsForm(request.POST)
    about = {"household": watch.resident.household_id, "resident": watch.resident_id}
    if form.is_valid() and form.send(AskWelfareVisit, by=request.user, **about).written:
        messages.success(request, _("The medic will visit. Only the medic can read what was said."))
        return redirect("monitoring:watch", area, pk)
    return watch_with(request, area, watch, {"words": form}, status=422)


@area_page(Can.KEEP_WATCH, Can.KEEP_HEALTH)
@require_POST
def change(request: Request, area: Area, pk: int, what: str) -> HttpResponse:
    """Hand over, note a group, name a carer, close a search, or end."""
    if what not in CHANGES:
        raise Http404
    watch = watch_in(area, pk)
    act, made = CHANGES[what]
    form = made(request.POST, watch)
    if form.is_valid() and form.send(act, by=request.user, watch=pk).written:
        messages.success(request, _("Written down."))
        return redirect("monitoring:watch", area, pk)
    return watch_with(request, area, watch, {what.replace("-", "_"): form}, status=422)
