"""Grids: as they are, a cut proposed and decided, buildings put on the map, and the notice on the wall."""

import json
from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.forms import BaseFormSet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from fangxian.areas import scope
from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.queries import community_of
from fangxian.areas.roles import Can
from fangxian.areas.rules import Level
from fangxian.calc.grids import Cut, GridError
from fangxian.register import cutting
from fangxian.register.acts import CutGrids, PlaceBuildings
from fangxian.register.cutting import Drawn, Named
from fangxian.register.forms import (
    RULES,
    BoardForm,
    CutForm,
    ExceptionForm,
    NoticeForm,
    PositionsForm,
    exceptions_form,
    named_in,
)
from fangxian.register.queries import figures_of


@area_page(Can.SEE_HOMES)
def grids(request: Request, area: Area) -> HttpResponse:
    """The grids of a community, how heavy each is and who looks after it."""
    kept = cutting.exceptions_kept(area) if scope.current().may(Can.SEE_LEDGER, area.pk) else []
    return grids_with(request, area, exceptions_form(None, cutting.buildings_along(area), kept), status=200)


def grids_with(request: Request, area: Area, rows: "BaseFormSet[ExceptionForm]", *, status: int) -> HttpResponse:
    """The page of the grids with these rows of exceptions."""
    drawn = cutting.as_they_are(area, at=timezone.now())
    people = sum(grid.people for grid in drawn)
    cut_already = [grid for grid in drawn if grid.grid is not None]
    suggested = cutting.usual_number(area, people=people, on=timezone.localdate())
    number = request.GET.get("number") or len(cut_already) or suggested
    page: dict[str, Any] = {
        "area": area, "drawn": drawn, "cut": cut_already, "people": people, "suggested": suggested,
        "buildings": sum(len(grid.buildings) for grid in drawn), "map": cutting.shapes(drawn),
        "may_cut": scope.current().may(Can.KEEP_AREAS, area.pk) and area.level == Level.COMMUNITY,
        "may_place": scope.current().may(Can.KEEP_REGISTER, area.pk),
        "form": CutForm(initial={"number": number}, auto_id="cut_%s"),
        "positions": PositionsForm(),
        "placed": sum(b.lon is not None for grid in drawn for b in grid.buildings),
        "chart": bars(cut_already) if cut_already else None, "rows": rows,
    }  # fmt: skip
    return render(request, "register/grids.html", page, status=status)


def bars(drawn: list[Drawn]) -> dict[str, object]:
    """The loads as bars."""
    mean = sum(grid.people for grid in drawn) / len(drawn)
    return cutting.chart(drawn, str(_("people")), (str(_("mean")), mean))


@area_page(Can.KEEP_AREAS)
def cut(request: Request, area: Area) -> HttpResponse:
    """A cut proposed: on the map, as bars, and as a list in which the workers are named. Nothing is written yet."""
    form = CutForm(request.GET, initial={"number": 1})
    if not form.is_valid():
        messages.error(request, " ".join(str(fault) for fault in form.errors.get("number", ())))
        return redirect("register:grids", area)
    rows = exceptions_form(
        request.GET if "exception-TOTAL_FORMS" in request.GET else None, cutting.buildings_along(area)
    )
    if rows.is_bound and not rows.is_valid():
        return grids_with(request, area, rows, status=422)
    named = named_in(rows) if rows.is_bound else []
    try:
        found, drawn = cutting.proposal(area, form.cleaned_data["number"], named, at=timezone.now())
    except GridError as fault:
        messages.error(request, cannot(area, form.cleaned_data["number"], fault))
        return redirect("register:grids", area)
    return cut_with(request, area, found, drawn, named)


def cannot(area: Area, number: int, fault: GridError) -> str:
    """Why there is no such cut, in the reader's language."""
    buildings = figures_of(area)["buildings"]
    if not buildings:
        return _("The register knows no building here. Import the household ledger first.")
    if number > buildings:
        return _("%(number)s grids are more than the %(buildings)s buildings; every grid needs one.") % {
            "number": number, "buildings": buildings,
        }  # fmt: skip
    if fault.field == "load":
        return _("Nobody lives here yet, so there is nothing to share out. Import the household ledger first.")
    return _("The buildings fall into more pieces that do not touch than there are grids. Ask for more grids.")


def cut_with(request: Request, area: Area, found: Cut, drawn: list[Drawn], named: list[Named]) -> HttpResponse:
    """The page of a proposal."""
    at = timezone.now()
    return render(request, "register/cut.html", {
        "area": area, "cut": found, "drawn": drawn, "map": cutting.shapes(drawn), "chart": bars(drawn),
        "heaviest": round(100 * found.heaviest), "lightest": round(100 * found.lightest),
        "remarks": [remark(code.code, dict(code.params), drawn) for code in found.remarks],
        "people": cutting.people_to_choose(area, at=at), "form": CutForm(initial={"number": len(drawn)}),
        "named": [(RULES[each.rule], names_of(each, drawn), each.reason) for each in named],
        "exceptions": json.dumps([asdict(each) for each in named]),
    })  # fmt: skip


def names_of(each: Named, drawn: list[Drawn]) -> str:
    """The buildings an exception means, as people call them."""
    names = {building.pk: str(building) for grid in drawn for building in grid.buildings}
    return ", ".join(names[key] for key in each.buildings)


def remark(code: str, params: dict[str, Any], drawn: list[Drawn]) -> str:
    """Why a cut cannot be more even, as a sentence."""
    names = {str(building.pk): str(building) for grid in drawn for building in grid.buildings}
    if code == "heavy":
        building = names.get(str(params["building"]), str(params["building"]))
        return _("Building %(building)s alone holds %(load)s people.") % {"building": building, "load": params["load"]}
    if code == "piece":
        return _("A part that touches no other holds %(load)s people, for %(grids)s grids.") % params
    return _("With %(buildings)s buildings in %(grids)s grids, one grid has at least %(heaviest)s people.") % params


@require_POST
@area_page(Can.KEEP_AREAS)
def decide(request: Request, area: Area) -> HttpResponse:
    """The cut as somebody decided it."""
    form = CutForm(request.POST)
    wanted = form.grids_wanted(request.POST, unnamed=_("Grid %(number)s"))
    named = form.exceptions_wanted(request.POST)
    if form.is_valid() and wanted and named is not None:
        entry = form.send(CutGrids, by=request.user, area=area.pk, grids=wanted, exceptions=named)
        if entry.written:
            told = ngettext("%(n)s grid is drawn.", "%(n)s grids are drawn.", len(wanted)) % {"n": len(wanted)}
            messages.success(request, told)
            return redirect("register:grids", area)
    for fault in form.non_field_errors() or [_("The list did not come whole. Please propose the cut again.")]:
        messages.error(request, str(fault))
    return redirect("register:grids", area)


@require_POST
@area_page(Can.KEEP_REGISTER)
def positions(request: Request, area: Area) -> HttpResponse:
    """Buildings put on the map from a GeoJSON file."""
    form = PositionsForm(request.POST, request.FILES, buildings=cutting.buildings_along(area))
    if form.is_valid():
        entry = form.send(PlaceBuildings, by=request.user, area=area.pk)
        if entry.written:
            told = _("%(placed)s buildings are on the map.") % entry.answer
            messages.success(request, told)
            if form.unknown:
                names = ", ".join(form.unknown[:10])
                messages.warning(request, _("Not known here, left out: %(names)s") % {"names": names})
            return redirect("register:grids", area)
    for faults in form.errors.values():
        for fault in faults:
            messages.error(request, str(fault))
    return redirect("register:grids", area)


@area_page(Can.KEEP_REGISTER)
def board(request: Request, area: Area) -> HttpResponse:
    """Buildings put on a plan by hand: with a click on the board, or as degrees where there is no script."""
    form = BoardForm(request.POST or None, buildings=cutting.buildings_along(area))
    if request.method == "POST" and form.is_valid():
        entry = form.send(PlaceBuildings, by=request.user, area=area.pk)
        if entry.written:
            messages.success(request, _("%(placed)s buildings are on the map.") % entry.answer)
            return redirect("register:grids", area)
    status = 422 if form.errors else 200
    return render(request, "register/board.html", {"area": area, "form": form}, status=status)


@area_page(Can.SEE_HOMES)
def notice(request: Request, area: Area) -> HttpResponse:
    """The public notice of one grid: its name, its buildings, who looks after it and whom to call (B-02)."""
    if area.level != Level.GRID:
        raise Http404
    drawn = [grid for grid in cutting.as_they_are(area, at=timezone.now()) if grid.grid is not None]
    form = NoticeForm(request.GET or None)
    said = form.cleaned_data if form.is_bound and form.is_valid() else {}
    page = {
        "area": area, "community": community_of(area), "drawn": drawn[0] if drawn else None, "form": form,
        "said": said, "on": timezone.localdate(), "may_keep": scope.current().may(Can.KEEP_REGISTER, area.pk),
    }  # fmt: skip
    return render(request, "register/notice.html", page)
