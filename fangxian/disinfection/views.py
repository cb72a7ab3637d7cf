"""Pages: today's rounds in walking order, one place, planning, products, coverage, the sheet, the calculator."""

from base64 import b64encode
from decimal import Decimal

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from fangxian.areas import scope
from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.roles import Can
from fangxian.disinfection import queries
from fangxian.disinfection.acts import AddProduct, EndRound, LookAtProof, PlanRound, RecordDisinfection
from fangxian.disinfection.forms import (
    MG_L_PER_PERCENT,
    DoneForm,
    EndForm,
    MixForm,
    ProductForm,
    RoundForm,
    as_planned,
)
from fangxian.disinfection.models import DoorDone, Stop
from fangxian.disinfection.rules.due import Condition
from fangxian.disinfection.rules.mixing import Cannot, CannotMix, Mix, mixed
from fangxian.door.submit import submit
from fangxian.rulepacks.packs import Pack

PER_PAGE = 100
FIRST_SURFACE = "public_surface"

REMARKS = {
    "weaker": gettext_lazy("weaker than planned"),
    "shorter": gettext_lazy("shorter than planned"),
    "expired": gettext_lazy("the product had expired"),
    "no_consent": gettext_lazy("the household was not asked"),
    "not_qualified": gettext_lazy("not by a qualified team"),
    "no_photo": gettext_lazy("no photo, though a rule asks for one"),
}
CANNOT = {
    Cannot.NOTHING: gettext_lazy("Amount and strength must be more than nothing."),
    Cannot.TOO_WEAK: gettext_lazy("The product is weaker than what is wanted. Take a stronger one."),
    Cannot.TOO_LITTLE: gettext_lazy("That is too little product to measure. Mix a larger amount."),
}


def pack_now(area: Area) -> Pack:
    """The disease pack that governs the place today."""
    return queries.pack_of(area, on=timezone.localdate())


def may(ability: Can, area: Area) -> bool:
    """Whether the visitor has an ability here: for what a page offers, never for what it shows."""
    return scope.current().may(ability, area.pk)


@area_page(Can.SEE_ROUNDS)
def today(request: Request, area: Area) -> HttpResponse:
    """Every place in walking order with its condition; who disinfects marks it done with one press."""
    found = queries.places(area, at=timezone.now())
    wanted = request.GET.get("show", "")
    shown = [place for place in found if place.condition == wanted] if wanted in set(Condition) else found
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
    rows = [(place, DoneForm()) for place in page]
    return render(request, "disinfection/today.html", {
        "area": area, "page": page, "rows": rows, "rounds": queries.rounds(area), "show": wanted,
        "counts": {condition.value: sum(p.condition is condition for p in found) for condition in Condition},
        "may_do": may(Can.DISINFECT, area), "may_plan": may(Can.PLAN_ROUNDS, area),
        "never": never_words(pack_now(area)), "way": queries.drawn(shown),
    })  # fmt: skip


def never_words(pack: Pack) -> list[str]:
    """What is never done, in the reader's language."""
    return [queries.word("never", code) for code in pack.words("disinfection.never")]


@area_page(Can.SEE_ROUNDS)
def place(request: Request, area: Area, pk: int) -> HttpResponse:
    """One place: what is planned, what was done, and the form to record more than "as planned"."""
    return place_with(request, area, stop_or_404(area, pk), DoneForm(), status=200)


def place_with(request: Request, area: Area, stop: Stop, form: DoneForm, *, status: int) -> HttpResponse:
    """The page of a place with this form."""
    dones = list(queries.history(stop))
    seen, looks = queries.photographed(dones), queries.looks_at(dones)
    past = [(done, [remark(code) for code in done.remarks], looks.get(done.pk, ())) for done in dones]
    planned = stop.round
    return render(request, "disinfection/place.html", {
        "area": area, "stop": stop, "round": planned, "form": form, "past": past,
        "surface": queries.word("surface", planned.surface), "method": queries.word("method", planned.method),
        "kind": queries.word("disinfection_kind", planned.kind), "may_do": may(Can.DISINFECT, stop.area),
        "photographed": seen,
    }, status=status)  # fmt: skip


@area_page(Can.PLAN_ROUNDS)
def proof(request: Request, area: Area, pk: int) -> HttpResponse:
    """The photo that shows a place was done, for whoever plans the rounds; that they looked is written first."""
    dones = DoorDone.objects.filter(queries.inside(area)).select_related("stop__building", "by", "product")
    done = get_object_or_404(dones, pk=pk)
    photo = queries.photo_of(done)
    if photo is None or not submit(LookAtProof(done=done.pk), by=request.user).written:
        raise Http404
    shown = f"data:image/jpeg;base64,{b64encode(photo).decode()}"
    answer = render(request, "disinfection/proof.html", {"area": area, "done": done, "photo": shown})
    answer["Cache-Control"] = "no-store"
    return answer


def remark(code: str) -> str:
    """A remark in the reader's language: a shortfall of the plan, or a rule of the pack."""
    return str(REMARKS[code]) if code in REMARKS else queries.word("never", code)


@require_POST
@area_page(Can.DISINFECT)
def record(request: Request, area: Area, pk: int) -> HttpResponse:
    """A place is done."""
    stop, form = stop_or_404(area, pk), DoneForm(request.POST)
    if not form.is_valid():
        return place_with(request, area, stop, form, status=422)
    entry = form.send(RecordDisinfection, by=request.user, stop=stop.pk)
    for code in entry.answer.get("remarks", []):
        messages.warning(request, f"{stop}: {remark(code)}")
    return redirect("disinfection:today", area)


def stop_or_404(area: Area, pk: int) -> Stop:
    """A place of a round here or below."""
    stops = Stop.objects.filter(queries.inside(area)).select_related("round__product", "building", "area")
    return get_object_or_404(stops, pk=pk)


@area_page(Can.PLAN_ROUNDS)
def plan(request: Request, area: Area) -> HttpResponse:
    """Plan a round, begun with what the pack says on the surface."""
    pack, products = pack_now(area), queries.products(area)
    surface = request.GET.get("surface", FIRST_SURFACE)
    form = RoundForm(request.POST or None, initial=as_planned(pack, surface), pack=pack, products=products)
    written = request.method == "POST" and form.is_valid()
    if written and form.send(PlanRound, by=request.user, area=area.pk).written:
        messages.success(request, _("The round is planned."))
        return redirect("disinfection:today", area)
    page = {"area": area, "form": form, "no_products": not products, "never": never_words(pack)}
    return render(request, "disinfection/plan.html", page, status=422 if form.is_bound else 200)


@area_page(Can.PLAN_ROUNDS)
def end(request: Request, area: Area, pk: int) -> HttpResponse:
    """End a round."""
    planned = get_object_or_404(queries.rounds(area), pk=pk)
    form = EndForm(request.POST or None)
    if form.is_valid() and form.send(EndRound, by=request.user, round=planned.pk).written:
        return redirect("disinfection:today", area)
    return render(request, "disinfection/end.html", {"area": area, "round": planned, "form": form})


@area_page(Can.SEE_ROUNDS)
def products(request: Request, area: Area) -> HttpResponse:
    """The products at hand."""
    return products_with(request, area, ProductForm(), status=200)


def products_with(request: Request, area: Area, form: ProductForm, *, status: int) -> HttpResponse:
    """The products with this form under them."""
    page = {"area": area, "products": queries.products(area), "form": form, "today": timezone.localdate()}
    page["may_plan"] = may(Can.PLAN_ROUNDS, area)
    return render(request, "disinfection/products.html", page, status=status)


@require_POST
@area_page(Can.PLAN_ROUNDS)
def add_product(request: Request, area: Area) -> HttpResponse:
    """Enter a product."""
    form = ProductForm(request.POST)
    if form.is_valid() and form.send(AddProduct, by=request.user, area=area.pk).written:
        return redirect("disinfection:products", area)
    return products_with(request, area, form, status=422)


@area_page(Can.SEE_ROUNDS)
def coverage(request: Request, area: Area) -> HttpResponse:
    """How far each building is."""
    found = queries.coverage(queries.places(area, at=timezone.now()))
    return render(request, "disinfection/coverage.html", {"area": area, "coverage": found})


@area_page(Can.SEE_ROUNDS)
def sheet(request: Request, area: Area) -> HttpResponse:
    """The round for paper: every place that is due, with room for time and name."""
    found = [p for p in queries.places(area, at=timezone.now()) if p.condition in (Condition.DUE, Condition.OVERDUE)]
    page = {"area": area, "places": found, "on": timezone.localdate(), "never": never_words(pack_now(area))}
    return render(request, "disinfection/sheet.html", page)


@area_page(Can.STAND_DUTY)
def calculator(request: Request, area: Area) -> HttpResponse:
    """How much product, how much water. For anybody on duty."""
    pack = pack_now(area)
    form = MixForm(request.GET or None, initial=usual(pack))
    page = {"area": area, "form": form, "table": strengths(pack), "never": never_words(pack)}
    if form.is_valid():
        page |= answer(form)
    return render(request, "disinfection/calculator.html", page)


def usual(pack: Pack) -> dict[str, object]:
    """Ten litres for touched surfaces, from bleach as it usually is."""
    bleach = pack.row("disinfection.products", product="bleach")
    row = queries.advice(pack, FIRST_SURFACE)
    return {
        "total_l": 10,
        "target_mg_l": row.int("mg_l_low") if row else None,
        "percent": bleach.number("mg_l") / MG_L_PER_PERCENT if bleach else None,
    }


def answer(form: MixForm) -> dict[str, Mix | str]:
    """The mixture, or why there is none."""
    said: dict[str, Decimal] = form.cleaned_data
    try:
        stock = said["percent"] * MG_L_PER_PERCENT
        return {"mix": mixed(target_mg_l=said["target_mg_l"], total_l=said["total_l"], stock_mg_l=stock)}
    except CannotMix as wrong:
        return {"cannot": str(CANNOT[wrong.why])}


def strengths(pack: Pack) -> list[tuple[str, int, int | None]]:
    """What each surface wants, from the pack: surface, mg/L from, and to where there is a range."""
    rows = [row for row in pack.table("disinfection.surfaces") if "mg_l_low" in row]
    return [
        (
            queries.word("surface", row.text("surface")),
            row.int("mg_l_low"),
            row.int("mg_l_high") if "mg_l_high" in row else None,
        )
        for row in rows
    ]
