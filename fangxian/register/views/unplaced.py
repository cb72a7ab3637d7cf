"""Rows without a place: a person says where they belong."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.roles import Can
from fangxian.door.forms import ActForm
from fangxian.register import queries
from fangxian.register.acts import DismissRow, PlaceRow
from fangxian.register.forms import DismissForm, PlaceForm

PER_PAGE = 20


@area_page(Can.KEEP_REGISTER)
def rows(request: Request, area: Area) -> HttpResponse:
    """Every row that waits, with its cells as they stood in the ledger."""
    page = Paginator(queries.unplaced_in(area), PER_PAGE).get_page(request.GET.get("page"))
    lines = [(row, json.loads(row.cells).items(), PlaceForm(), DismissForm()) for row in page.object_list]
    return render(request, "register/unplaced.html", {"area": area, "page": page, "lines": lines})


@require_POST
@area_page(Can.KEEP_REGISTER)
def place(request: Request, area: Area, key: int) -> HttpResponse:
    """Place a row."""
    return settled(request, area, PlaceForm(request.POST), PlaceRow, key)


@require_POST
@area_page(Can.KEEP_REGISTER)
def dismiss(request: Request, area: Area, key: int) -> HttpResponse:
    """Dismiss a row."""
    return settled(request, area, DismissForm(request.POST), DismissRow, key)


def settled(request: Request, area: Area, form: ActForm, kind: Any, key: int) -> HttpResponse:
    """Submit what was said of a row, and show the rows that are left."""
    if form.is_valid() and form.send(kind, by=request.user, row=key).written:
        messages.success(request, _("The row is settled."))
    for errors in form.errors.values():
        messages.error(request, " ".join(str(error) for error in errors))
    return redirect("register:unplaced", area)
