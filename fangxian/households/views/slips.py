"""Opening the pages of the households, printing their links, and renewing one that was lost."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from uuid_utils.compat import uuid7

from fangxian.areas import scope
from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.queries import community_of
from fangxian.areas.roles import Can
from fangxian.door.acts import AppointPost
from fangxian.door.forms import ActForm
from fangxian.households import queries
from fangxian.households.forms import RenewForm
from fangxian.register.acts import RenewHomeLink
from fangxian.register.links import slips_for, voice_name
from fangxian.register.models import Household

PER_PAGE = 40
# The name households speak under, in everybody's language: it stands in entries.
VOICE = "住户(凭链接)"


@area_page(Can.KEEP_REGISTER)
def links(request: Request, area: Area) -> HttpResponse:
    """The households under an order or observation, whose links are printed and renewed here."""
    now, words = timezone.now(), request.GET.get("q", "").strip()
    open_here = queries.community_open(area, at=now)
    page = Paginator(queries.homes_bound(area, words, at=now), PER_PAGE).get_page(request.GET.get("page"))
    shown: dict[str, Any] = {
        "area": area, "page": page, "words": words, "open": open_here, "form": ActForm(auto_id=False), "act_id": uuid7,
        "may_open": scope.current().may(Can.APPOINT, community_of(area).pk),
        "limits": queries.limits_of(area, at=now),
    }  # fmt: skip
    if open_here and "print" in request.GET:
        slips = slips_for(request, page, on=timezone.localdate(now))
        shown["cards"] = [(home, slips[home.pk]) for home in page]
        return render(request, "households/slips.html", shown)
    return render(request, "households/links.html", shown)


@require_POST
@area_page(Can.APPOINT)
def open_pages(request: Request, area: Area) -> HttpResponse:
    """Let the households of the community speak through their links; it ends where posts are ended."""
    form = ActForm(request.POST)
    place = community_of(area)
    if form.is_valid():
        entry = form.send(
            AppointPost, by=request.user, area=place.pk, username=voice_name(place), name=VOICE, role="resident"
        )
        if entry.written:
            messages.success(request, _("The pages are open. Print the links and hand them out."))
        else:
            messages.error(request, str(entry.sentence))
    return redirect("slips:links", area)


@require_POST
@area_page(Can.KEEP_REGISTER)
def renew(request: Request, area: Area, pk: int) -> HttpResponse:
    """Make the links a household has worthless and show the new one to print."""
    inside = Household.objects.filter(area_id__gte=area.span.first, area_id__lt=area.span.end)
    home = get_object_or_404(inside.select_related("area", "dwelling__building"), pk=pk)
    form = RenewForm(request.POST)
    if form.is_valid() and form.send(RenewHomeLink, by=request.user, household=pk).written:
        slips = slips_for(request, [home], on=timezone.localdate())
        shown = {"area": area, "cards": [(home, slips[home.pk])], "limits": queries.limits_of(area, at=timezone.now())}
        return render(request, "households/slips.html", shown)
    return redirect("slips:links", area)
