"""The what-if pages: ask, wait, compare."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from fangxian.areas import scope
from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.roles import Can
from fangxian.calc.epidemic.scenario import Begin
from fangxian.door.apart import DONE
from fangxian.door.words import sentence_of
from fangxian.measures.queries import rules_for
from fangxian.whatif import queries, trials
from fangxian.whatif.comparing import Asked
from fangxian.whatif.forms import MOST_INFECTED, TrialForm
from fangxian.whatif.models import Trial
from fangxian.whatif.nowcasting import Nowcast, nowcast, serial_of
from fangxian.whatif.questions import QUESTIONS
from fangxian.whatif.saying import TORNADO_WORDS, paragraph, title_of

SHOWN = 20
WAYS = {
    "household": gettext_lazy("at home"),
    "unit": gettext_lazy("on the stairs"),
    "building": gettext_lazy("in the building"),
    "work": gettext_lazy("at work"),
    "community": gettext_lazy("in the community"),
    "gate": gettext_lazy("at the gate"),
    "outside": gettext_lazy("outside"),
    "visitor": gettext_lazy("by visitors"),
    "seed": gettext_lazy("at the beginning"),
}


@area_page(Can.SEE_COUNTS)
def overview(request: Request, area: Area) -> HttpResponse:
    """Ask a question, and what was tried before."""
    return asking(request, area, None, status=200)


def asking(request: Request, area: Area, form: TrialForm | None, *, status: int) -> HttpResponse:
    """The page with this form, or a new one that begins with the cases on record."""
    on = timezone.localdate()
    now = nowcast(queries.onsets_of(area, on=on), on=on, serial=serial_of(rules_for(area, on=on)))
    form = form or TrialForm(initial={"infected": min(now.confirmed, MOST_INFECTED)} if now.confirmed else {})
    kept = [line_of(trial) for trial in Trial.objects.filter(area=area).select_related("by")[:SHOWN]]
    page = {
        "area": area, "form": form, "kept": kept, "may_ask": scope.current().may(Can.DECIDE, area.pk), "now": now,
        "curve": curve(now),
    }  # fmt: skip
    return render(request, "whatif/overview.html", page, status=status)


def curve(now: Nowcast) -> dict[str, Any]:
    """Onsets by day for the drawing: on record, and those that are still to be expected."""
    return {
        "kind": "stacked", "unit": "",
        "x": [f"{now.until - timedelta(days=back):%m-%d}" for back in reversed(range(len(now.told)))],
        "series": [
            {"name": _("on record"), "values": [day.recorded for day in now.told]},
            {"name": _("still to be expected"), "values": [round(day.expected - day.recorded, 1) for day in now.told]},
        ],
    }  # fmt: skip


def line_of(trial: Trial) -> dict[str, Any]:
    """A trial as the list shows it."""
    rows = {row["name"]: row for row in trial.figures["plans"]}
    best = rows[trial.figures["best"]]
    return {
        "trial": trial, "question": QUESTIONS[trial.asked["question"]], "best": title_of(best["name"]),
        "percent": round(best["p_controlled"] * 100),
    }  # fmt: skip


@require_POST
@area_page(Can.DECIDE)
def begin(request: Request, area: Area) -> HttpResponse:
    """Begin a run; whoever comes second is led to the one that is going on."""
    form = TrialForm(request.POST)
    if not form.is_valid():
        return asking(request, area, form, status=422)
    ground = trials.ground_of(area)
    if not len(ground.register.person):
        form.add_error(None, str(sentence_of("nobody_registered", {})))
        return asking(request, area, form, status=422)
    wanted = trials.Wanted(id=form.cleaned_data["act_id"], area=area, by=request.user, **form.values())
    if trials.begin(wanted, ground) is not None:
        messages.info(request, _("A run for this place is going on already; here it is."))
    return redirect("whatif:progress", area)


@area_page(Can.SEE_COUNTS)
def progress(request: Request, area: Area) -> HttpResponse:
    """How far the run is; its outcome as soon as it is there. Works by reloading where there is no JavaScript."""
    report = trials.report_on(area)
    if report is None:
        return redirect("whatif:overview", area)
    if report.state == DONE:
        target = redirect("whatif:trial", area, report.answer["trial"])
        if request.htmx:
            target.status_code, target["HX-Redirect"] = 200, target["Location"]
        return target
    sentence = sentence_of(report.code, report.answer) if report.code else ""
    page = {"area": area, "report": report, "sentence": sentence, "may_ask": scope.current().may(Can.DECIDE, area.pk)}
    return render(request, "whatif/progress.html#stage" if request.htmx else "whatif/progress.html", page)


@require_POST
@area_page(Can.DECIDE)
def cancel(request: Request, area: Area) -> HttpResponse:
    """Stop the run that is going on."""
    trials.cancel(area)
    return redirect("whatif:progress", area)


@area_page(Can.SEE_COUNTS)
def trial(request: Request, area: Area, pk: int) -> HttpResponse:
    """What came of a run: the plans side by side, the course, what the figures hang on, and where."""
    found = get_object_or_404(Trial.objects.select_related("by"), pk=pk, area=area)
    figures, asked = found.figures, found.asked
    best = next(row for row in figures["plans"] if row["name"] == figures["best"])
    whole = Asked(begin=Begin(), days=asked["days"], after=asked["after"], runs=asked["runs"])
    page = {
        "area": area, "trial": found, "question": QUESTIONS[asked["question"]], "asked": asked,
        "sentence": paragraph(figures, replace(whole, team_hours=asked["team_hours"])),
        "rows": [plan_row(row, best=figures["best"]) for row in figures["plans"]], "best": title_of(best["name"]),
        "fan": fan(best), "tornado": tornado(figures["tornado"]), "sources": figures["sources"],
        "ways": [(WAYS.get(name, name), count) for name, count in sorted(best["ways"].items(), key=lambda w: -w[1])],
        "buildings": buildings(area, best["by_building"]), "people": figures["people"],
    }  # fmt: skip
    return render(request, "whatif/trial.html", page)


def plan_row(row: dict[str, Any], *, best: str) -> dict[str, Any]:
    """A plan's figures as the table shows them."""
    low, high = row["p_controlled_95"]
    return {
        **row, "title": title_of(row["name"]), "best": row["name"] == best, "percent": round(row["p_controlled"] * 100),
        "low": round(low * 100), "high": round(high * 100),
    }  # fmt: skip


def fan(row: dict[str, Any]) -> dict[str, Any]:
    """New infections a day of one plan, for the drawing and its table."""
    names = {"p5": _("one run in twenty has fewer"), "median": _("middle run"), "p95": _("one run in twenty has more")}
    series = [{"name": names[key], "values": values} for key, values in row["fan"].items()]
    return {"kind": "line", "x": list(range(len(row["fan"]["median"]))), "series": series, "unit": ""}


def tornado(bars: list[dict[str, Any]]) -> dict[str, Any]:
    """How the probability moves when a number is a quarter lower or higher."""
    sides = {"low": _("a quarter lower"), "high": _("a quarter higher")}
    return {
        "kind": "bar", "x": [str(TORNADO_WORDS[bar["what"]]) for bar in bars], "unit": "%",
        "series": [
            {"name": name, "values": [round(bar[side]["p_controlled"] * 100) for bar in bars]}
            for side, name in sides.items()
        ],
    }  # fmt: skip


def buildings(area: Area, counts: dict[str, float]) -> list[tuple[str, float]]:
    """Infections a run by building, most first; small ones stand together."""
    names = {"other": _("small buildings together")}
    named = queries.building_names(area, [int(key) for key in counts if key != "other"])
    names |= {str(key): name for key, name in named.items()}
    shown = [(names[key], count) for key, count in counts.items() if key in names]
    return sorted(shown, key=lambda one: -one[1])[:SHOWN]
