"""Uploads that could not be taken in: the list, and the page that puts one right."""

import json
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.roles import Can
from fangxian.console.forms import AsideForm, MendForm, kinds
from fangxian.console.queries import stray_to_mend
from fangxian.console.words import REASONS
from fangxian.door.act import all_acts
from fangxian.door.acts import MendStray, SetStrayAside
from fangxian.door.models import Stray
from fangxian.door.queries import open_strays

PER_PAGE = 50


@area_page(Can.MEND)
def strays(request: Request, area: Area) -> HttpResponse:
    """Uploads that wait for a person to put them right."""
    page = Paginator(open_strays(area), PER_PAGE).get_page(request.GET.get("page"))
    titles, rows = dict(kinds()), list(page)
    shown = [(stray, titles.get(stray.kind, stray.kind), REASONS.get(stray.reason, stray.reason)) for stray in rows]
    return render(request, "console/strays.html", {"area": area, "page": page, "strays": shown})


@area_page(Can.MEND)
def mend(request: Request, area: Area, key: int) -> HttpResponse:
    """Correct the values beside what is wrong with them and send the upload again in its sender's name."""
    stray = found(area, key)
    raw = raw_of(stray)
    act = all_acts().get(request.POST.get("act_kind") or request.GET.get("kind") or stray.kind)
    form = MendForm(act, raw, request.POST or None) if act else None
    if request.method == "POST" and form is not None and form.is_valid():
        entry = form.send(MendStray, by=request.user, stray=stray.pk)
        if entry.written:
            messages.success(request, _("It is written, with its own time and in its sender's name."))
            return redirect("console:strays", area)
    return render_mend(request, area, stray, form, AsideForm(prefix="aside"))


@area_page(Can.MEND)
def set_aside(request: Request, area: Area, key: int) -> HttpResponse:
    """Close an upload without writing it; the upload stays readable."""
    stray = found(area, key)
    aside = AsideForm(request.POST or None, prefix="aside")
    if request.method == "POST" and aside.is_valid():
        entry = aside.send(SetStrayAside, by=request.user, stray=stray.pk)
        if entry.written:
            messages.success(request, _("It is set aside. What was sent is kept."))
            return redirect("console:strays", area)
    act = all_acts().get(stray.kind)
    return render_mend(request, area, stray, MendForm(act, raw_of(stray)) if act else None, aside)


def render_mend(request: Request, area: Area, stray: Stray, form: MendForm | None, aside: AsideForm) -> HttpResponse:
    """The page of one upload."""
    raw = raw_of(stray)
    happened = raw.get("happened_at", "")
    context = {
        "area": area, "stray": stray, "form": form, "aside": aside, "kinds": kinds(), "happened": happened,
        "reason": REASONS.get(stray.reason, stray.reason), "unknown": form.unknown() if form else [],
        "raw": json.dumps(json.loads(stray.raw), ensure_ascii=False, indent=2),
    }  # fmt: skip
    wrong = (form is not None and bool(form.errors)) or bool(aside.errors)
    return render(request, "console/stray.html", context, status=422 if wrong else 200)


def raw_of(stray: Stray) -> dict[str, Any]:
    """What was sent, as values by name; an upload that is no object has none."""
    sent = json.loads(stray.raw)
    return sent if isinstance(sent, dict) else {}


def found(area: Area, key: int) -> Stray:
    """The upload, or 404."""
    stray = stray_to_mend(area, key)
    if stray is None:
        raise Http404
    return stray
