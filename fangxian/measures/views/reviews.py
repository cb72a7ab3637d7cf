"""Orders whose day has come: looked at again, and kept with a reason, or lifted."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.roles import Can
from fangxian.measures.acts import ReviewClosure, ReviewHousehold, ReviewUnit
from fangxian.measures.forms import ReviewForm
from fangxian.measures.models import Closure, Order, StayHome, UnitClosure


@area_page(Can.DECIDE)
def review(request: Request, area: Area, pk: int) -> HttpResponse:
    """Look at the closure of a place again."""
    order = get_object_or_404(Closure.objects.filter(area=area, lift=None).select_related("area"), pk=pk)
    form = ReviewForm(request.POST or None, order=order)
    if sent(request, form) and form.send(ReviewClosure, by=request.user, closure=pk).written:
        return kept(request, area)
    return page(request, area, form, order, order.area.name, reverse("measures:lift", args=[area, pk]))


@area_page(Can.DECIDE)
def review_unit(request: Request, area: Area, pk: int) -> HttpResponse:
    """Look at the closure of a unit-stair or a building again."""
    inside = UnitClosure.objects.filter(area_id__gte=area.span.first, area_id__lt=area.span.end, lift=None)
    order = get_object_or_404(inside.select_related("area", "building"), pk=pk)
    form = ReviewForm(request.POST or None, order=order)
    if sent(request, form) and form.send(ReviewUnit, by=request.user, unit_closure=pk).written:
        return kept(request, area)
    return page(request, area, form, order, str(order), reverse("measures:lift_unit", args=[area, pk]))


@area_page(Can.DECIDE)
def review_home(request: Request, area: Area, pk: int) -> HttpResponse:
    """Look at the order for one household again."""
    inside = StayHome.objects.filter(area_id__gte=area.span.first, area_id__lt=area.span.end, end=None)
    alone = inside.filter(closure=None, unit_closure=None).select_related("area", "household__dwelling__building")
    order = get_object_or_404(alone, pk=pk)
    form = ReviewForm(request.POST or None, order=order)
    if sent(request, form) and form.send(ReviewHousehold, by=request.user, stay_home=pk).written:
        return kept(request, area)
    return page(request, area, form, order, str(order.household), reverse("measures:release", args=[area, pk]))


def sent(request: Request, form: ReviewForm) -> bool:
    """Whether the form was sent, and nothing in it is missing."""
    return request.method == "POST" and form.is_valid()


def kept(request: Request, area: Area) -> HttpResponse:
    """Back to how things stand."""
    messages.success(request, _("Written down: it was looked at again and is kept."))
    return redirect("measures:overview", area)


def page(request: Request, area: Area, form: ReviewForm, order: Order, what: str, ending: str) -> HttpResponse:
    """The order as it stands, the form to keep it, and the way to end it; 422 when something is missing."""
    shown = {"area": area, "form": form, "order": order, "what": what, "ending": ending}
    return render(request, "measures/review.html", shown, status=422 if form.errors else 200)
