"""Uploads that could not be taken in: the list, and the page that puts one right."""

import json

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fangxian.areas import scope
from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.roles import Can
from fangxian.console.forms import AsideForm, MendForm, kinds
from fangxian.console.queries import Sent, sent_in, stray_to_mend
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
    form = mending(request, area, stray, request.POST.get("act_kind") or request.GET.get("kind") or stray.kind)
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
    return render_mend(request, area, stray, mending(request, area, stray, stray.kind), aside)


def mending(request: Request, area: Area, stray: Stray, kind: str) -> MendForm | None:
    """The form of an upload as an act of some kind; None for a kind nobody knows."""
    act = all_acts().get(kind)
    sent = seen_of(area, stray)
    kept = sent.kept if kind == stray.kind else {}
    return MendForm(act, sent.values, request.POST if "act_kind" in request.POST else None, kept=kept) if act else None


def seen_of(area: Area, stray: Stray) -> Sent:
    """What the visitor may see of an upload."""
    return sent_in(stray, by_medics=scope.current().may(Can.SEE_CLINICAL, area.pk))


def render_mend(request: Request, area: Area, stray: Stray, form: MendForm | None, aside: AsideForm) -> HttpResponse:
    """The page of one upload."""
    sent = seen_of(area, stray)
    happened = sent.values.get("happened_at", "")
    context = {
        "area": area, "stray": stray, "form": form, "aside": aside, "kinds": kinds(), "happened": happened,
        "reason": REASONS.get(stray.reason, stray.reason), "unknown": form.unknown() if form else [],
        "raw": json.dumps(sent.values if sent.concealed else json.loads(stray.raw), ensure_ascii=False, indent=2),
        "concealed": sent.concealed,
    }  # fmt: skip
    wrong = (form is not None and bool(form.errors)) or bool(aside.errors)
    return render(request, "console/stray.html", context, status=422 if wrong else 200)


def found(area: Area, key: int) -> Stray:
    """The upload, or 404."""
    stray = stray_to_mend(area, key)
    if stray is None:
        raise Http404
    return stray
