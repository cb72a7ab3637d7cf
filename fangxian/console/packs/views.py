"""Pages: the packs and which of them governs, one pack whole, two packs side by side, and choosing another."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fangxian.areas import scope
from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.roles import Can
from fangxian.console.packs import queries
from fangxian.console.packs.forms import AdoptForm
from fangxian.console.packs.showing import groups_of, only_differences, spoken
from fangxian.door.acts import AdoptPack
from fangxian.rulepacks.packs import Pack, PackError, packaged_library


@area_page(Can.SEE_PLACE)
def packs(request: Request, area: Area) -> HttpResponse:
    """All packs by kind, the governing ones marked, with the form to choose others for who may."""
    return shown(request, area, AdoptForm(), status=200)


def shown(request: Request, area: Area, form: AdoptForm, *, status: int) -> HttpResponse:
    """The list with this form under it."""
    today = timezone.localdate()
    kinds = [(kind, queries.listed(area, kind, on=today)) for kind in queries.KINDS]
    page = {"area": area, "kinds": kinds, "choices": queries.choices(area), "form": form}
    page["may_adopt"] = scope.current().may(Can.ADOPT_PACK, area.pk)
    return render(request, "console/packs.html", page, status=status)


@require_POST
@area_page(Can.ADOPT_PACK)
def adopt(request: Request, area: Area) -> HttpResponse:
    """Choose the pack that governs this place from a day on."""
    form = AdoptForm(request.POST)
    if not form.is_valid() or not form.send(AdoptPack, by=request.user, area=area.pk).written:
        return shown(request, area, form, status=422)
    messages.success(request, _("Chosen. It governs this place and all below it from the day you gave."))
    return redirect("console:packs", area)


@area_page(Can.SEE_PLACE)
def pack(request: Request, area: Area, id: str) -> HttpResponse:
    """Every value of one pack with unit, source and evidence."""
    found = pack_or_404(id)
    others = [
        (other.id, spoken(other.title))
        for other in packaged_library()
        if other.kind == found.kind and other.id != found.id
    ]
    page = {"area": area, "pack": found, "title": spoken(found.title), "groups": groups_of(found), "others": others}
    page["note"] = spoken(found.note) if found.note else ""
    return render(request, "console/pack.html", page)


@area_page(Can.SEE_PLACE)
def compare(request: Request, area: Area) -> HttpResponse:
    """Two packs of one kind side by side; only what differs, unless everything is asked for."""
    left, right = pack_or_404(request.GET.get("left", "")), pack_or_404(request.GET.get("right", ""))
    if left.kind != right.kind:
        raise Http404
    everything = "all" in request.GET
    groups = groups_of(left, right)
    page = {"area": area, "packs": [left, right], "titles": [spoken(left.title), spoken(right.title)]}
    page |= {"groups": groups if everything else only_differences(groups), "everything": everything}
    return render(request, "console/packs_compare.html", page)


def pack_or_404(id: str) -> Pack:
    """The pack of this id."""
    try:
        return packaged_library().pack(id)
    except PackError as unknown:
        raise Http404 from unknown
