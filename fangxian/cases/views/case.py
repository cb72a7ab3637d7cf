"""The page of one case: its days, where it was, who was in contact, and what was decided about each."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from fangxian.areas import scope
from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.roles import Can
from fangxian.cases import queries
from fangxian.cases.acts import (
    DecideContacts,
    NameContact,
    NameSource,
    RecordStay,
    RecordStep,
    TakeBackStay,
    TraceContacts,
)
from fangxian.cases.forms import DecideForm, KeepOnsetForm, NameForm, SourceForm, StayForm, StepForm
from fangxian.cases.models import CLASSES, FINDINGS, GROUNDS, Case, Contact, Stay
from fangxian.cases.queries.contacts import WAITING
from fangxian.cases.rules.contacts import Window, ends_on, is_affected_point
from fangxian.door.forms import ActForm
from fangxian.measures.forms import named
from fangxian.register.queries import resident_with, residents_like

PER_PAGE, ANEW, ELSEWHERE = 50, "anew", "elsewhere"


@area_page(Can.SEE_HEALTH)
def case(request: Request, area: Area, pk: int) -> HttpResponse:
    """One case with its contacts, those of one state or ground if asked."""
    found = case_of(area, pk)
    return case_page(request, area, found, StepForm(), DecideForm(case=found))


def case_of(area: Area, pk: int) -> Case:
    """A case of a place. Raises Http404."""
    found: Case = get_object_or_404(queries.cases_in(area), pk=pk)
    return found


def case_page(request: Request, area: Area, found: Case, step: StepForm, decide: DecideForm) -> HttpResponse:
    """The page with its two forms; 422 when one of them was sent and something is missing."""
    now = timezone.now()
    rules = queries.tracing_rules(found.community, on=timezone.localdate(now))
    page = Paginator(chosen(request, found), PER_PAGE).get_page(request.GET.get("page"))
    counts, anew = queries.tallied(found), queries.to_renew(found, at=now)
    days = queries.window_of(found, rules, at=now)
    states = {WAITING: _("to be decided"), **FINDINGS}
    shown = {
        "area": area, "case": found, "history": [(row, CLASSES[row.classification]) for row in history(found)],
        "excluded": (last := history(found)[-1:]) and last[0].classification == "discarded",
        "window": days, "days": rules.days, "steps": queries.steps_of(found), "onsets": onsets_shown(found),
        "stays": [stay_row(each, rules, days) for each in queries.stays_of(found)], "page": page, "anew": len(anew),
        "rows": [contact_row(one, rules) for one in queries.judged(page, found, at=now)],
        "total": sum(counts.values()),
        "elsewhere": queries.contacts_of(found).filter(queries.lives_elsewhere(now)).count(),
        "states": [(code, word, counts[code]) for code, word in states.items() if counts.get(code)],
        "state": request.GET.get("state", ""), "step_form": step, "decide_form": decide, "trace_form": ActForm(),
        "may_keep": scope.current().may(Can.KEEP_HEALTH, area.pk),
    }  # fmt: skip
    return render(request, "cases/case.html", shown, status=422 if step.errors or decide.errors else 200)


def onsets_shown(found: Case) -> dict[str, Any]:
    """What was said of the first symptoms later, and the day that waits for a decision, with its form."""
    rows = queries.onsets_of(found)
    said = rows[-1] if rows and rows[-1].word == "proposed" else None
    return {"rows": [row for row in rows if row.word != "proposed"], "said": said, "form": KeepOnsetForm()}


def history(found: Case) -> list[Any]:
    """How the case was classified over time."""
    return list(found.classifications.all())


def chosen(request: Request, found: Case) -> QuerySet[Contact]:
    """The contacts the reader asks for: those of one state, else all, those that wait first."""
    wanted = request.GET.get("state", "")
    contacts = queries.contacts_of(found).select_related("resident__household__dwelling__building")
    if wanted == ANEW:
        keys = [one.contact.pk for one in queries.to_renew(found, at=timezone.now())]
        return contacts.filter(pk__in=keys)
    if wanted == ELSEWHERE:
        return contacts.filter(queries.lives_elsewhere(timezone.now()))
    if wanted == WAITING:
        return contacts.filter(Q(**{"state": None}))
    return contacts.filter(Q(**{"state": wanted})) if wanted in FINDINGS else contacts


def stay_row(each: Stay, rules: queries.TracingRules, days: Window) -> dict[str, Any]:
    """A stay with its setting's name, what the register knows of it, whether it counts, and is an affected point."""
    affected = is_affected_point(
        each.since, each.until, setting=each.setting, small=rules.small_settings, min_hours=rules.min_stay_h
    )
    known = each.household or each.employer or each.building
    first, last = timezone.localdate(each.since), timezone.localdate(each.until)
    return {
        "stay": each, "word": dict(named("setting")).get(each.setting, ""), "known": known, "affected": affected,
        "outside": last < days.first_day or first > days.last_day,
    }  # fmt: skip


def contact_row(one: queries.Judged, rules: queries.TracingRules) -> dict[str, Any]:
    """A contact with its grounds and finding in words, and what is proposed anew."""
    standing = set(one.standing)
    grounds = [(GROUNDS[ground.ground], ground, ground not in standing) for ground in one.grounds]
    moved = one.anew.last_on if one.anew else None
    kind = dict(named("contact")).get(one.finding.contact_kind, "") if one.finding else ""
    return {
        "one": one, "grounds": grounds, "suggested": FINDINGS[one.suggested], "kind": kind,
        "finding": FINDINGS[one.finding.finding] if one.finding else "",
        "anew": one.anew, "anew_until": ends_on(moved, days=rules.days) if moved else None,
    }  # fmt: skip


@area_page(Can.KEEP_HEALTH)
@require_POST
def trace(request: Request, area: Area, pk: int) -> HttpResponse:
    """Propose everybody who may have been in contact."""
    form = ActForm(request.POST)
    if form.is_valid():
        entry = form.send(TraceContacts, by=request.user, case=pk)
        if entry.written:
            new = entry.answer["proposed"]
            said = ngettext("%(count)s further person is proposed.", "%(count)s further people are proposed.", new)
            messages.success(request, said % {"count": new})
        else:
            messages.error(request, str(entry.sentence))
    return redirect("cases:case", area, pk)


@area_page(Can.KEEP_HEALTH)
@require_POST
def decide_contacts(request: Request, area: Area, pk: int) -> HttpResponse:
    """Decide about the contacts ticked."""
    found = case_of(area, pk)
    form = DecideForm(request.POST, case=found)
    chosen_ones = ticked(request)
    if not chosen_ones:
        form.add_error(None, _("Tick at least one person in the list."))
    if form.is_valid():
        entry = form.send(DecideContacts, by=request.user, case=pk, contacts=chosen_ones)
        if entry.written:
            said = _("Decided about %(decided)s people; %(watched)s are under observation because of it.")
            messages.success(request, said % entry.answer)
            return redirect("cases:case", area, pk)
    return case_page(request, area, found, StepForm(), form)


def ticked(request: Request) -> tuple[int, ...]:
    """The contacts ticked in the list."""
    return tuple(int(key) for key in request.POST.getlist("contacts") if key.isdecimal())


@area_page(Can.KEEP_HEALTH)
@require_POST
def step(request: Request, area: Area, pk: int) -> HttpResponse:
    """Write down what was done with the case."""
    found = case_of(area, pk)
    form = StepForm(request.POST)
    if form.is_valid() and form.send(RecordStep, by=request.user, case=pk).written:
        return redirect("cases:case", area, pk)
    return case_page(request, area, found, form, DecideForm(case=found))


@area_page(Can.KEEP_HEALTH)
def stay(request: Request, area: Area, pk: int) -> HttpResponse:
    """Write down a place where the case was."""
    found = case_of(area, pk)
    form = StayForm(request.POST or None, case=found)
    if request.method == "POST" and form.is_valid() and form.send(RecordStay, by=request.user, case=pk).written:
        return redirect("cases:case", area, pk)
    title = _("Where case %(number)s was") % {"number": found.number}
    shown = {"area": area, "form": form, "title": title, "button": _("Write down")}
    return render(request, "measures/form.html", shown, status=422 if form.errors else 200)


@area_page(Can.KEEP_HEALTH)
@require_POST
def take_back_stay(request: Request, area: Area, pk: int, stay: int) -> HttpResponse:
    """A stay was a mistake."""
    form = ActForm(request.POST)
    if form.is_valid():
        entry = form.send(TakeBackStay, by=request.user, stay=stay)
        if not entry.written:
            messages.error(request, str(entry.sentence))
    return redirect("cases:case", area, pk)


@area_page(Can.KEEP_HEALTH)
def source(request: Request, area: Area, pk: int) -> HttpResponse:
    """Say which case infected this one; the one of whose contacts it was is proposed."""
    found = case_of(area, pk)
    likely = queries.source_proposed(found)
    form = SourceForm(request.POST or None, case=found, initial={"infected_by": likely.pk if likely else None})
    if request.method == "POST" and form.is_valid() and form.send(NameSource, by=request.user, case=pk).written:
        return redirect("cases:chain", area)
    title = _("Source of case %(number)s") % {"number": found.number}
    lead = _("Proposed: case %(number)s, for it was among its contacts.") % {"number": likely.number} if likely else ""
    shown = {"area": area, "form": form, "title": title, "button": _("Write down"), "lead": lead}
    return render(request, "measures/form.html", shown, status=422 if form.errors else 200)


@area_page(Can.KEEP_HEALTH)
def name_contact(request: Request, area: Area, pk: int) -> HttpResponse:
    """Find somebody of the register, or write a name, and the day they last met."""
    found, words, key = case_of(area, pk), request.GET.get("q", "").strip(), request.GET.get("resident", "")
    resident = resident_with(area, int(key)) if key.isdecimal() else None
    form = NameForm(request.POST or None, resident=resident)
    if request.method == "POST" and form.is_valid():
        whom = {"resident": resident.pk} if resident else {}
        if form.send(NameContact, by=request.user, case=pk, **whom).written:
            return redirect("cases:case", area, pk)
    people = list(residents_like(area, words)[:20]) if words else []
    shown = {"area": area, "case": found, "form": form, "words": words, "people": people, "resident": resident}
    return render(request, "cases/name.html", shown, status=422 if form.errors else 200)
