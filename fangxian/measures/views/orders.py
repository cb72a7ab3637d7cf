"""Pages about closures: how things stand, closing, lifting, households and their exceptions, notices to print."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fangxian.areas import scope
from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.roles import Can
from fangxian.areas.rules import Level
from fangxian.door.forms import ActForm
from fangxian.measures import queries
from fangxian.measures.acts import (
    AddGate,
    ClosePlace,
    ConfineHousehold,
    EndException,
    GrantException,
    LiftClosure,
    OpenGate,
    ReleaseHousehold,
    RetireGate,
    ShutGate,
    SwitchGate,
)
from fangxian.measures.forms import CloseForm, ExceptionForm, GateForm, LiftForm, OrderForm, named
from fangxian.measures.models import Closure, Gate, Order, StayHome, StayHomeException
from fangxian.measures.views.told import say_who_stays
from fangxian.register.links import Slip, slips_for, voice_of
from fangxian.register.models import Household

TURNS = {"open": OpenGate, "shut": ShutGate, "switch": SwitchGate, "retire": RetireGate}


@area_page(Can.SEE_ORDERS)
def overview(request: Request, area: Area) -> HttpResponse:
    """Whether the place is closed, since when, by whom, on what ground; gates, households, exceptions."""
    return overview_with(request, area, GateForm())


def overview_with(request: Request, area: Area, form: ActForm, *, status: int = 200) -> HttpResponse:
    """The overview, with the form for a new gate or what was wrong with a turn."""
    now = timezone.now()
    bound = queries.in_force(area, now)
    closure = bound.closure
    shown = {
        "area": area, "bound": bound, "closure": closure, "standing": queries.open_closure(area), "form": form,
        "gates": list(queries.gates_of(area, now)), "counted": queries.confined_count(area, now), "now": now,
        "days": queries.days_until_review(closure, on=timezone.localdate()) if closure else None,
        "level": dict(named("level")).get(closure.level) if closure else None,
        "can_close": area.level >= Level.COMMUNITY, "due": due_here(area), **may(area),
    }  # fmt: skip
    units = list(queries.unit_closures(area, now)) if shown["may_see_homes"] else []
    new = queries.newcomers(units) if units else {}
    words = {**shown, "units": [(one, new[one.pk]) for one in units], "act_form": ActForm()}
    return render(request, "measures/overview.html", words, status=status)


def due_here(area: Area) -> list[tuple[Order, str, str, int]]:
    """The orders to be looked at again: each with what is closed, the address of its page, and for how many days."""
    today = timezone.localdate()
    found = []
    for order in queries.reviews_due(area, on=today):
        match order:
            case Closure():
                named_, place, way = order.area.name, order.area, "measures:review"
            case StayHome():
                named_, place, way = str(order.household), area, "measures:review_home"
            case _:
                named_, place, way = str(order), area, "measures:review_unit"
        found.append((order, named_, reverse(way, args=[place, order.pk]), (today - order.review_on).days))
    return found


def may(area: Area) -> dict[str, bool]:
    """What the visitor may do here, for the buttons."""
    eyes = scope.current()
    return {
        "may_decide": eyes.may(Can.DECIDE, area.pk),
        "may_authorise": eyes.may(Can.AUTHORISE, area.pk),
        "may_answer": eyes.may(Can.ANSWER, area.pk),
        "may_see_homes": eyes.may(Can.SEE_HOMES, area.pk),
    }


@area_page(Can.DECIDE)
def close(request: Request, area: Area) -> HttpResponse:
    """Close the place: one calm page."""
    initial = {"level": request.GET.get("level", "case_present")}
    form = CloseForm(request.POST or None, area=area, initial=initial)
    if request.method == "POST" and form.is_valid() and form.send(ClosePlace, by=request.user, area=area.pk).written:
        messages.success(request, _("%(place)s is closed.") % {"place": area.name})
        return redirect("measures:overview", area)
    lead = _("One gate stays open, every household stays at home, and a named person brings what they need.")
    return form_page(request, area, form, _("Close %(place)s") % {"place": area.name}, _("Close this place"), lead)


def form_page(request: Request, area: Area, form: ActForm, title: str, button: str, lead: str = "") -> HttpResponse:
    """A page with one form; 422 when it was sent and something is missing."""
    shown = {"area": area, "form": form, "title": title, "button": button, "lead": lead}
    return render(request, "measures/form.html", shown, status=422 if form.errors else 200)


@area_page(Can.DECIDE)
def lift(request: Request, area: Area, pk: int) -> HttpResponse:
    """Lift a closure, and every order that came with it."""
    closure = get_object_or_404(Closure.objects.filter(area=area, lift=None), pk=pk)
    form = LiftForm(request.POST or None, area=area)
    if request.method == "POST" and form.is_valid() and form.send(LiftClosure, by=request.user, closure=pk).written:
        messages.success(request, _("The closure of %(place)s is lifted.") % {"place": area.name})
        return redirect("measures:overview", area)
    title = _("Lift the closure of %(place)s") % {"place": area.name}
    lead = _("Decided by %(body)s, %(document)s. Every household may leave again.")
    said = lead % {"body": closure.body, "document": closure.document_no}
    return form_page(request, area, form, title, _("Lift the closure"), said)


@area_page(Can.DECIDE)
@require_POST
def add_gate(request: Request, area: Area) -> HttpResponse:
    """Add a gate to the perimeter."""
    form = GateForm(request.POST)
    if form.is_valid() and form.send(AddGate, by=request.user, area=area.pk).written:
        return redirect("measures:overview", area)
    return overview_with(request, area, form, status=422)


@area_page(Can.DECIDE)
@require_POST
def turn(request: Request, area: Area, pk: int, way: str) -> HttpResponse:
    """Open a gate, shut it, make it the one that is open, or give it up."""
    if way not in TURNS or not Gate.objects.filter(area=area, pk=pk).exists():
        raise Http404
    form = ActForm(request.POST)
    if form.is_valid() and not (entry := form.send(TURNS[way], by=request.user, gate=pk)).written:
        messages.error(request, str(entry.sentence))
    return redirect("measures:overview", area)


@area_page(Can.SEE_HOMES)
def homes(request: Request, area: Area) -> HttpResponse:
    """Find a household by house number or name."""
    words = request.GET.get("q", "").strip()
    found = queries.homes_found(area, words) if words else []
    return render(request, "measures/homes.html", {"area": area, "words": words, "found": found})


@area_page(Can.SEE_HOMES)
def home(request: Request, area: Area, pk: int) -> HttpResponse:
    """One household: what binds it, and who may leave or come."""
    return home_with(request, area, household_in(area, pk))


def home_with(
    request: Request, area: Area, household: Household, form: ActForm | None = None, *, status: int = 200
) -> HttpResponse:
    """The page of a household, with the form for an exception."""
    now = timezone.now()
    shown = {
        "area": area, "household": household, "order": queries.confined(household, now),
        "exceptions": queries.exceptions_for(household, now),
        "form": form or ExceptionForm(household=household, now=now), "ending": ActForm(), **may(area),
    }  # fmt: skip
    return render(request, "measures/home.html", shown, status=status)


def household_in(area: Area, pk: int) -> Household:
    """The household, if it lies in the place and the visitor may see it."""
    inside = Household.objects.filter(area_id__gte=area.span.first, area_id__lt=area.span.end)
    return get_object_or_404(inside.select_related("area", "dwelling__building"), pk=pk)


@area_page(Can.DECIDE)
def confine(request: Request, area: Area, pk: int) -> HttpResponse:
    """Order one household to stay at home."""
    household = household_in(area, pk)
    form = OrderForm(request.POST or None, area=household.area)
    sent = request.method == "POST" and form.is_valid()
    if sent and form.send(ConfineHousehold, by=request.user, household=pk).written:
        return redirect("measures:home", area, pk)
    title = _("Order %(home)s to stay at home") % {"home": household}
    return form_page(request, area, form, title, _("Order this household to stay at home"))


@area_page(Can.DECIDE)
def release(request: Request, area: Area, pk: int) -> HttpResponse:
    """End the order for one household."""
    order = get_object_or_404(StayHome.objects.filter(closure=None), pk=pk)
    household = household_in(area, order.household_id or 0)
    form = LiftForm(request.POST or None, area=area)
    if request.method == "POST" and form.is_valid():
        entry = form.send(ReleaseHousehold, by=request.user, stay_home=pk)
        if entry.written:
            say_who_stays(request, entry)
            return redirect("measures:home", area, household.pk)
    title = _("End the order for %(home)s") % {"home": household}
    return form_page(request, area, form, title, _("End the order"))


@area_page(Can.AUTHORISE)
@require_POST
def grant(request: Request, area: Area, pk: int) -> HttpResponse:
    """Grant an exception to a household."""
    household = household_in(area, pk)
    form = ExceptionForm(request.POST, household=household, now=timezone.now())
    if form.is_valid() and form.send(GrantException, by=request.user, household=pk).written:
        return redirect("measures:home", area, pk)
    return home_with(request, area, household, form, status=422)


@area_page(Can.AUTHORISE)
@require_POST
def end_exception(request: Request, area: Area, pk: int) -> HttpResponse:
    """Take an exception back."""
    exception = get_object_or_404(StayHomeException, pk=pk)
    household = household_in(area, exception.household_id)
    form = ActForm(request.POST)
    if form.is_valid() and not (entry := form.send(EndException, by=request.user, exception=pk)).written:
        messages.error(request, str(entry.sentence))
    return redirect("measures:home", area, household.pk)


@area_page(Can.SEE_ORDERS)
def notice(request: Request, area: Area, pk: int) -> HttpResponse:
    """The printable notice of a closure."""
    order = get_object_or_404(Closure.objects.select_related("area", "open_gate", "supply_owner"), pk=pk, area=area)
    return render(request, "measures/notice.html", {
        "area": area, "order": order, "gate": order.open_gate, "answer_hours": answer_hours(area),
    })  # fmt: skip


def answer_hours(area: Area) -> int:
    """Within how many hours a complaint is answered here."""
    return queries.rules_for(area, on=timezone.localdate()).int("situation.answer_within_h")


@area_page(Can.SEE_HOMES)
def home_notice(request: Request, area: Area, pk: int) -> HttpResponse:
    """The printable notice for one household."""
    household = household_in(area, pk)
    order = queries.confined(household, timezone.now())
    if order is None:
        raise Http404
    return render(request, "measures/notice.html", {
        "area": area, "order": order, "household": household, "answer_hours": answer_hours(area),
        "slip": slip_for(request, household),
    })  # fmt: skip


def slip_for(request: Request, household: Household) -> Slip | None:
    """The household's own link, for whoever hands links out; whoever holds one speaks for the household."""
    if not gives_links(household.area):
        return None
    return slips_for(request, [household], on=timezone.localdate())[household.pk]


def gives_links(area: Area) -> bool:
    """Whether the pages of the households are open here, and the reader may hand their links out."""
    return scope.current().may(Can.KEEP_REGISTER, area.pk) and voice_of(area, at=timezone.now()) is not None
