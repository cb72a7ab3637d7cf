"""The medic's desk: who waits, whom to visit today, and one person's readings and notes. For medics only."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.roles import Can
from fangxian.door.forms import ActForm
from fangxian.measures.forms import named
from fangxian.monitoring import queries
from fangxian.monitoring.acts import AcknowledgeReferral, RecordWelfareVisit, SettleReferral, WriteClinicalNote
from fangxian.monitoring.forms import NoteForm, SettleForm, VisitForm
from fangxian.monitoring.models import Referral, WelfareVisit
from fangxian.monitoring.queries import Read, Standing
from fangxian.monitoring.rules.signs import usable
from fangxian.register.models import Resident

LOOKS_BACK = timedelta(days=2)
CHARTED = timedelta(days=28)


@area_page(Can.SEE_CLINICAL)
def desk(request: Request, area: Area) -> HttpResponse:
    """Referrals by their clock, visits that are wanted, and today's round in walking order."""
    now = timezone.now()
    referrals = queries.open_referrals(area, at=now)
    rounds = [one for one in queries.standings(area, at=now) if on_the_round(one)]
    people = {one.resident_id for one in referrals} | {one.watch.resident_id for one in rounds}
    latest = queries.latest_readings(people, until=now, since=now - LOOKS_BACK)
    words = symptom_words()
    return render(request, "monitoring/desk.html", {
        "area": area, "now": now,
        "referrals": [(one, said(latest.get(one.resident_id), words), ActForm()) for one in referrals],
        "visits": [(one, VisitForm()) for one in queries.open_visits(area)],
        "round": [(one, said(latest.get(one.watch.resident_id), words)) for one in rounds],
    })  # fmt: skip


def on_the_round(one: Standing) -> bool:
    """Whether the medic sees somebody today: who is referred, needs more care, cannot be found, or may be released."""
    return bool(one.referral or one.groups or one.silent or one.release.proposed)


def symptom_words() -> dict[str, str]:
    """The symptoms in the reader's language."""
    return dict(named("symptom"))


def said(read: Read | None, words: dict[str, str]) -> dict[str, Any] | None:
    """A reading as a page shows it to the medic."""
    if read is None:
        return None
    told = [words.get(code, code) for code in sorted(read.seen.symptoms)]
    return {"at": read.check.at, "temperature": read.seen.temperature, "symptoms": told, "note": read.note}


@area_page(Can.SEE_CLINICAL)
@require_POST
def take(request: Request, area: Area, pk: int) -> HttpResponse:
    """Take a referral over with one press."""
    referral = referral_in(area, pk)
    form = ActForm(request.POST)
    if form.is_valid() and not (entry := form.send(AcknowledgeReferral, by=request.user, referral=pk)).written:
        messages.error(request, str(entry.sentence))
    return redirect("monitoring:person", area, referral.resident_id)


@area_page(Can.SEE_CLINICAL)
@require_POST
def settle(request: Request, area: Area, pk: int) -> HttpResponse:
    """Say what follows."""
    referral = referral_in(area, pk)
    form = SettleForm(request.POST)
    if form.is_valid() and form.send(SettleReferral, by=request.user, referral=pk).written:
        messages.success(request, _("Settled."))
        return redirect("monitoring:desk", area)
    return person_with(request, area, referral.resident, {"settle": form}, status=422)


def referral_in(area: Area, pk: int) -> Referral:
    """The referral, if its person lives in the place."""
    return get_object_or_404(Referral.objects.filter(queries.inside(area)).select_related("resident"), pk=pk)


@area_page(Can.SEE_CLINICAL)
@require_POST
def visit(request: Request, area: Area, pk: int) -> HttpResponse:
    """Note that the medic was there."""
    inside = {"household__area_id__gte": area.span.first, "household__area_id__lt": area.span.end}
    wanted = get_object_or_404(WelfareVisit.objects.filter(**inside), pk=pk)
    form = VisitForm(request.POST)
    if form.is_valid() and not (entry := form.send(RecordWelfareVisit, by=request.user, visit=wanted.pk)).written:
        messages.error(request, str(entry.sentence))
    return redirect("monitoring:desk", area)


@area_page(Can.SEE_CLINICAL)
def person(request: Request, area: Area, pk: int) -> HttpResponse:
    """One person: temperatures and symptoms drawn, readings, notes; a note is written here."""
    inside = Resident.objects.filter(area_id__gte=area.span.first, area_id__lt=area.span.end)
    resident = get_object_or_404(inside, pk=pk)
    note = NoteForm(request.POST or None)
    sent = request.method == "POST" and note.is_valid()
    if sent and note.send(WriteClinicalNote, by=request.user, resident=pk).written:
        return redirect("monitoring:person", area, pk)
    return person_with(request, area, resident, {"note": note}, status=422 if note.errors else 200)


def person_with(
    request: Request, area: Area, resident: Resident, sent: dict[str, ActForm], *, status: int
) -> HttpResponse:
    """The page of one person, with the form that was sent and not taken."""
    now, words = timezone.now(), symptom_words()
    readings = queries.readings_of(resident, until=now, since=now - CHARTED)
    standing = Referral.objects.filter(queries.unsettled(now), resident=resident).order_by("opened_at")
    return render(request, "monitoring/person.html", {
        "area": area, "resident": resident, "watch": queries.watch_of(resident, at=now), "now": now,
        "referrals": standing.select_related("acknowledgement__by"), "notes": queries.notes_of(resident),
        "readings": [(one.check, said(one, words)) for one in reversed(readings)],
        "temperatures": temperatures(readings, area, now), "symptoms": symptoms(readings, words),
        "forms": {"note": NoteForm(), "settle": SettleForm(), "take": ActForm(), **sent},
    }, status=status)  # fmt: skip


def temperatures(readings: Sequence[Read], area: Area, now: datetime) -> dict[str, Any] | None:
    """The temperatures as a line with the fever mark; what no body can have is left out."""
    rules = queries.watch_rules(area, on=timezone.localdate(now)).thresholds
    seen = [(one.check.at, usable(one.seen, by=rules).temperature) for one in readings]
    values = [float(value) if value is not None else None for _at, value in seen]
    if not any(value is not None for value in values):
        return None
    return {
        "kind": "line", "x": [moment(at) for at, _value in seen],
        "series": [{"name": _("Temperature"), "values": values}], "unit": "°C",
        "limit": {"name": _("fever"), "value": float(rules.fever)},
        "min": int(min([35.0, *(value for value in values if value is not None)])),
    }  # fmt: skip


def symptoms(readings: Sequence[Read], words: dict[str, str]) -> dict[str, Any] | None:
    """The symptoms as stacked bars, one bar a reading."""
    named_ones = sorted({code for one in readings for code in one.seen.symptoms})
    if not named_ones:
        return None
    series = [
        {"name": words.get(code, code), "values": [int(code in one.seen.symptoms) for one in readings]}
        for code in named_ones
    ]
    return {"kind": "stacked", "x": [moment(one.check.at) for one in readings], "series": series, "unit": _("symptoms")}


def moment(at: datetime) -> str:
    """A moment as a chart labels it."""
    return timezone.localtime(at).strftime("%m-%d %H:%M")
