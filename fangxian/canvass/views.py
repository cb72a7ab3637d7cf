"""Pages: the doors in walking order, one door with whoever asked there before, the report, the list for paper."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fangxian.areas import scope
from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.roles import Can
from fangxian.canvass import queries, showing
from fangxian.canvass.acts import BeginRound, CloseSweep, RecordDoor, StartSweep
from fangxian.canvass.forms import DoorForm, PressForm, SweepForm
from fangxian.canvass.models import Sweep
from fangxian.canvass.rules import OPEN, RECORDED, Outcome
from fangxian.canvass.words import BADGES, OUTCOMES, REMARKS
from fangxian.register.models import Dwelling

PER_PAGE, PER_SHEET = 60, 400
KEPT = {"open": OPEN, "all": frozenset(Outcome), **{outcome.value: frozenset({outcome}) for outcome in Outcome}}


def may(ability: Can, area: Area) -> bool:
    """Whether the visitor has an ability here: for what a page offers, never for what it shows."""
    return scope.current().may(ability, area.pk)


@area_page(Can.CANVASS)
def doors(request: Request, area: Area) -> HttpResponse:
    """The doors of the sweep that is walked, the open ones first of all; without one, the sweeps there were."""
    sweep = queries.running(area)
    if sweep is None:
        return idle(request, area, SweepForm(), status=200)
    wanted = request.GET.get("show", "open")
    walk = queries.Walk(sweep, area, KEPT.get(wanted, frozenset()))
    page = Paginator(walk, PER_PAGE).get_page(request.GET.get("page"))
    number = max(queries.rounds_of(sweep), default=1)
    return render(request, "canvass/doors.html", {
        "area": area, "sweep": sweep, "page": page, "rows": [(home, PressForm(), badge(home.outcome)) for home in page],
        "tally": walk.tally, "show": wanted, "round": number, "quick": [(o.value, OUTCOMES[o]) for o in RECORDED],
        "filters": [(o.value, OUTCOMES[o], walk.tally.counts[o]) for o in Outcome],
        "may_plan": may(Can.PLAN_SWEEPS, sweep.area), "press": PressForm(),
    })  # fmt: skip


def badge(outcome: str) -> tuple[str, str]:
    """An outcome as class and word."""
    return BADGES[outcome], str(OUTCOMES[outcome])


def idle(request: Request, area: Area, form: SweepForm, *, status: int) -> HttpResponse:
    """The page while nobody sweeps: begin one, or look at those that are over."""
    past = list(queries.sweeps_of(area)[:20])
    page = {"area": area, "form": form, "past": past, "may_plan": may(Can.PLAN_SWEEPS, area)}
    return render(request, "canvass/idle.html", page, status=status)


@require_POST
@area_page(Can.PLAN_SWEEPS)
def start(request: Request, area: Area) -> HttpResponse:
    """Begin a sweep."""
    form = SweepForm(request.POST)
    if form.is_valid() and form.send(StartSweep, by=request.user, area=area.pk).written:
        messages.success(request, _("The sweep has begun. The list stands in walking order."))
        return redirect("canvass:doors", area)
    return idle(request, area, form, status=422)


@require_POST
@area_page(Can.PLAN_SWEEPS)
def further(request: Request, area: Area, pk: int) -> HttpResponse:
    """Begin the next round of a sweep."""
    form = PressForm(request.POST)
    entry = form.send(BeginRound, by=request.user, sweep=sweep_or_404(area, pk).pk) if form.is_valid() else None
    if entry and entry.written:
        told = _("Round %(round)s goes to the %(open)s doors that are still open.") % entry.answer
        messages.success(request, told)
    for fault in form.non_field_errors():
        messages.error(request, str(fault))
    return redirect("canvass:doors", area)


@require_POST
@area_page(Can.PLAN_SWEEPS)
def close(request: Request, area: Area, pk: int) -> HttpResponse:
    """Close a sweep; what still stands against it is said."""
    form = PressForm(request.POST)
    if form.is_valid() and form.send(CloseSweep, by=request.user, sweep=sweep_or_404(area, pk).pk).written:
        messages.success(request, _("The sweep is closed: somebody was at every door."))
        return redirect("canvass:report", area, pk)
    for fault in form.non_field_errors():
        messages.error(request, str(fault))
    return redirect("canvass:doors", area)


@area_page(Can.CANVASS)
def door(request: Request, area: Area, pk: int, dwelling: int) -> HttpResponse:
    """One door: who asked there before and what came of it, then the form."""
    return door_with(request, area, sweep_or_404(area, pk), dwelling_or_404(area, dwelling), DoorForm(), status=200)


def door_with(
    request: Request, area: Area, sweep: Sweep, dwelling: Dwelling, form: DoorForm, *, status: int
) -> HttpResponse:
    """The page of a door with this form."""
    before = [
        (knock, badge(knock.outcome), [REMARKS[code] for code in knock.remarks])
        for knock in queries.asked_before(dwelling)
    ]
    page = {"area": area, "sweep": sweep, "dwelling": dwelling, "form": form, "before": before}
    return render(request, "canvass/door.html", page, status=status)


@require_POST
@area_page(Can.CANVASS)
def record(request: Request, area: Area, pk: int, dwelling: int) -> HttpResponse:
    """Somebody knocked."""
    sweep, home, form = sweep_or_404(area, pk), dwelling_or_404(area, dwelling), DoorForm(request.POST)
    if not form.is_valid():
        return door_with(request, area, sweep, home, form, status=422)
    entry = form.send(RecordDoor, by=request.user, sweep=sweep.pk, dwelling=home.pk)
    for code in entry.answer.get("remarks", []):
        messages.warning(request, f"{home}: {REMARKS[code]}")
    if entry.written:
        messages.success(request, f"{home}: {OUTCOMES[form.cleaned_data['outcome']]}")
    return redirect(f"{reverse('canvass:doors', args=[area])}?{urlencode(view_of(request))}")


def view_of(request: Request) -> dict[str, str]:
    """What the list showed before, so that whoever walks it stays where they were."""
    show, page = request.GET.get("show", ""), request.GET.get("page", "")
    return {"show": show if show in KEPT else "open"} | ({"page": page} if page.isdecimal() else {})


@area_page(Can.CANVASS)
def report(request: Request, area: Area, pk: int) -> HttpResponse:
    """How far a sweep is: in all, by grid and by building, as bars, a map and a table."""
    sweep = sweep_or_404(area, pk)
    buildings, grids = queries.by_building(sweep, area), queries.by_grid(sweep, area)
    placed = queries.placed_buildings(sweep, area)
    whole = queries.summed(buildings)
    return render(request, "canvass/report.html", {
        "area": area, "sweep": sweep, "tally": whole, "buildings": showing.rows(buildings),
        "grids": showing.rows(grids) if len(grids) > 1 else [], "outcomes": [OUTCOMES[o] for o in Outcome],
        "chart": showing.chart(grids if len(grids) > 1 else buildings),
        "map": showing.shapes(buildings, placed) if placed else None,
        "figures": list(zip([OUTCOMES[o] for o in Outcome], showing.figures(whole), strict=True)),
    })  # fmt: skip


@area_page(Can.CANVASS)
def sheet(request: Request, area: Area, pk: int) -> HttpResponse:
    """The doors that are still open, in walking order, for paper."""
    sweep = sweep_or_404(area, pk)
    walk = queries.Walk(sweep, area, OPEN)
    page = {"area": area, "sweep": sweep, "on": timezone.localdate(),
            "outcomes": [OUTCOMES[o] for o in RECORDED],
            "page": Paginator(walk, PER_SHEET).get_page(request.GET.get("page"))}  # fmt: skip
    return render(request, "canvass/sheet.html", page)


def sweep_or_404(area: Area, pk: int) -> Sweep:
    """A sweep that goes through this place."""
    found = queries.sweep_with(area, pk)
    if found is None:
        raise Http404
    return found


def dwelling_or_404(area: Area, pk: int) -> Dwelling:
    """A dwelling of this place."""
    return get_object_or_404(Dwelling.objects.select_related("building").filter(queries.inside(area.span)), pk=pk)
