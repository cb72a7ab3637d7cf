"""Pages about cases: the proposal and why, the decision, the cases and links; numbers alone without health eyes."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fangxian.areas import scope
from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.roles import Can
from fangxian.areas.rules import Level
from fangxian.cases import queries
from fangxian.cases.acts import ClassifyCase, DecideLevel, LinkCases, RecordCase
from fangxian.cases.forms import FindingForm, LevelForm, LinkForm, RecordForm
from fangxian.cases.models import CLASSES, SOURCES
from fangxian.cases.queries import Known
from fangxian.cases.queries.indicators import too_few_contacts
from fangxian.cases.rules import Proposal
from fangxian.cases.rules.stepping import CALM
from fangxian.door.forms import ActForm
from fangxian.measures.forms import named
from fangxian.measures.queries import homes_found, open_closure
from fangxian.register.models import Household

BECAUSE = {
    "nobody": gettext_lazy("No resident is a confirmed case."),
    "long_ago": gettext_lazy("No resident was confirmed in these days."),
    "single": gettext_lazy("One resident is a confirmed case, and no second one in these days."),
    "apart": gettext_lazy("Several residents are confirmed cases, but no small setting is recorded that they share."),
    "linked": gettext_lazy("Confirmed cases within these days share a small setting."),
    "unknown_source": gettext_lazy("Confirmed cases within these days are of unknown source."),
    "not_clear": gettext_lazy("A condition for stepping down is not met yet. The page of the ending names it."),
}
QUESTIONS = {
    "setting": gettext_lazy("To the epidemiologist: do these cases share a household, a work site or a unit-stair?"),
    "source": gettext_lazy("To the epidemiologist: where were they infected?"),
}
CLOSING_LEVELS = ("outbreak", "community_transmission")


# Where each measure of a pack is decided or done; what a place does by word of mouth has no page (domain-rules A-03).
PAGES = {
    "organise": ("duty:board", Can.SEE_DUTY),
    "manage_returnees": ("monitoring:today", Can.SEE_WATCH),
    "stock_supplies": ("supplies:stock", Can.SEE_SUPPLY),
    "manage_contacts": ("cases:overview", Can.SEE_HEALTH),
    "disinfect": ("disinfection:today", Can.SEE_ROUNDS),
    "close_area": ("measures:overview", Can.SEE_ORDERS),
}


@dataclass(frozen=True)
class Dot:
    """One confirmed case on the timeline: its place in percent, and whether the proposal rests on it."""

    number: int
    x: float
    on: date
    counts: bool


@area_page(Can.SEE_HEALTH, Can.SEE_COUNTS)
def overview(request: Request, area: Area) -> HttpResponse:
    """The cases of a place: by name with sight of health, as numbers without."""
    shown = named_cases(area) if scope.current().may(Can.SEE_HEALTH, area.pk) else counted_cases(area)
    return render(request, "cases/overview.html", shown | situation(area))


def situation(area: Area) -> dict[str, Any]:
    """The situation decided, and what the visitor may do next."""
    level, eyes = queries.level_at(area, timezone.now()), scope.current()
    closable = area.level >= Level.COMMUNITY and eyes.may(Can.SEE_ORDERS, area.pk)
    return {
        "area": area, "level": level, "level_word": dict(named("level"))[level.level] if level else "",
        "measures": measures_shown(area, level.level) if level and area.level >= Level.COMMUNITY else [],
        "ending_next": level and level.level != CALM and eyes.may(Can.SEE_COUNTS, area.pk),
        "close_next": level and level.level in CLOSING_LEVELS and closable and open_closure(area) is None,
        "may_decide": eyes.may(Can.DECIDE, area.pk), "may_keep": eyes.may(Can.KEEP_HEALTH, area.pk),
    }  # fmt: skip


def measures_shown(area: Area, level: str) -> list[tuple[str, str]]:
    """The measures the pack asks for in a situation, in words, each with the page where it is decided, if there is one.

    They are a list to decide on; none begins by itself (domain-rules A-03, A-13).
    """
    eyes, words, found = scope.current(), dict(named("measure")), []
    for code in queries.measures_for(area, level, on=timezone.localdate()):
        page, sight = PAGES.get(code, ("", Can.SEE_PLACE))
        found.append((words[code], reverse(page, args=[area]) if page and eyes.may(sight, area.pk) else ""))
    return found


def named_cases(area: Area) -> dict[str, Any]:
    """The situation proposed and why, and every case."""
    now = timezone.now()
    known = queries.known_cases(area, at=now)
    proposal = queries.proposal_for(area, at=now, on=timezone.localdate())
    said = queries.onsets_proposed(one.case for one in known)
    return {
        "few_contacts": too_few_contacts(area, at=now),
        "known": [
            (one, CLASSES[one.classification], SOURCES[one.source], said.get(one.case.pk)) for one in known
        ],
        "proposal": proposal,
        "proposed_word": dict(named("level"))[proposal.level], "because": BECAUSE[proposal.because],
        "questions": [QUESTIONS[code] for code in proposal.questions], "dots": dots(known, proposal),
        "links": [(link, dict(named("setting"))[link.setting]) for link in queries.links_in(area, at=now)],
    }  # fmt: skip


def counted_cases(area: Area) -> dict[str, Any]:
    """The situation proposed and why, and how many cases there are: no name, no number of a case."""
    found = queries.counted(area, at=timezone.now(), on=timezone.localdate())
    with scope.counting(area.span):
        few = too_few_contacts(area, at=timezone.now())
    rows = [(area.name, found.by_class), *(found.places if area.level < Level.COMMUNITY else ())]
    return {
        "few_contacts": few, "counted": found,
        "proposed_word": dict(named("level"))[found.level], "because": BECAUSE[found.because],
        "questions": [QUESTIONS[code] for code in found.questions], "classes": CLASSES.values(),
        "rows": [(name, [counts.get(code, 0) for code in CLASSES]) for name, counts in rows],
    }  # fmt: skip


def dots(known: list[Known], proposal: Proposal) -> list[Dot]:
    """The confirmed cases within the days looked at, as places on a line."""
    days = (proposal.last_day - proposal.first_day).days
    return [
        Dot(one.case.number, round(5 + 90 * (one.confirmed_on - proposal.first_day).days / days, 1), one.confirmed_on,
            one.case.pk in proposal.cases)
        for one in known
        if one.confirmed_on and proposal.first_day <= one.confirmed_on <= proposal.last_day
    ]  # fmt: skip


@area_page(Can.DECIDE)
def decide(request: Request, area: Area) -> HttpResponse:
    """Decide the situation; whoever differs from the proposal says why. The proposal is the one the act will make."""
    found = queries.counted(area, at=timezone.now(), on=timezone.localdate())
    form = LevelForm(request.POST or None, initial={"level": found.level})
    if request.method == "POST" and form.is_valid() and form.send(DecideLevel, by=request.user, area=area.pk).written:
        return redirect("cases:overview", area)
    word = dict(named("level"))[found.level]
    lead = _("Proposed: %(level)s. %(because)s Confirmed cases it rests on: %(count)s.") % {
        "level": word, "because": BECAUSE[found.because], "count": found.rests_on,
    }  # fmt: skip
    return form_page(request, area, form, _("Decide the situation"), lead)


def form_page(request: Request, area: Area, form: ActForm, title: str, lead: str = "") -> HttpResponse:
    """A page with one form; 422 when it was sent and something is missing."""
    shown = {"area": area, "form": form, "title": title, "button": title, "lead": lead}
    return render(request, "measures/form.html", shown, status=422 if form.errors else 200)


@area_page(Can.KEEP_HEALTH)
def record(request: Request, area: Area) -> HttpResponse:
    """Find the household, then record the case."""
    words = request.GET.get("q", "").strip()
    found = homes_found(area, words) if words else []
    chosen = request.GET.get("household", "")
    inside = Household.objects.filter(area_id__gte=area.span.first, area_id__lt=area.span.end)
    household = inside.filter(pk=int(chosen)).first() if chosen.isdecimal() else None
    form = RecordForm(request.POST or None, household=household)
    if request.method == "POST" and form.is_valid() and form.send(RecordCase, by=request.user, area=area.pk).written:
        return redirect("cases:overview", area)
    shown = {"area": area, "form": form, "words": words, "found": found, "household": household}
    return render(request, "cases/record.html", shown, status=422 if form.errors else 200)


@area_page(Can.KEEP_HEALTH)
def classify(request: Request, area: Area, pk: int) -> HttpResponse:
    """Say anew what a case is."""
    case = get_object_or_404(queries.cases_in(area), pk=pk)
    form = FindingForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and form.send(ClassifyCase, by=request.user, case=pk).written:
        return redirect("cases:case", area, pk)
    return form_page(request, area, form, _("Classify case %(number)s") % {"number": case.number})


@area_page(Can.KEEP_HEALTH)
def link(request: Request, area: Area, pk: int) -> HttpResponse:
    """Record a setting shared with another case."""
    case = get_object_or_404(queries.cases_in(area), pk=pk)
    form = LinkForm(request.POST or None, area=area, case=case)
    if request.method == "POST" and form.is_valid() and form.send(LinkCases, by=request.user, case=pk).written:
        return redirect("cases:case", area, pk)
    return form_page(request, area, form, _("Link case %(number)s") % {"number": case.number})
