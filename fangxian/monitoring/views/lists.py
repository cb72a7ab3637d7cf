"""The list of today, everybody under observation, and putting somebody under observation."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from fangxian.areas import scope
from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.roles import Can
from fangxian.monitoring import queries
from fangxian.monitoring.acts import OpenWatch
from fangxian.monitoring.forms import OpenForm
from fangxian.monitoring.models import CATEGORIES
from fangxian.monitoring.queries import Standing
from fangxian.monitoring.queries.counts import counted, in_numbers
from fangxian.monitoring.words import shown
from fangxian.register.queries import resident_with, residents_like

PER_PAGE = 50


@area_page(Can.SEE_WATCH, Can.SEE_COUNTS)
def today(request: Request, area: Area) -> HttpResponse:
    """Who asks for somebody now: mine first, or everybody's; numbers alone for whoever may only count."""
    if not scope.current().may(Can.SEE_WATCH, area.pk):
        return render(request, "monitoring/counts.html", {"area": area, "rows": counted(area, at=timezone.now())})
    now = timezone.now()
    found = queries.standings(area, at=now)
    eyes, alone = scope.current(), queries.without_owner([one.watch for one in found], at=now)
    referrals, further = queries.unwatched_referrals(area, at=now)
    leads = eyes.may(Can.DECIDE, area.pk)
    mine = [one for one in found if owner_of(one) == request.user.pk or (leads and escalated(one, alone))]
    # Nobody looks after whoever is not watched: once the clock is over they stand first in the lead's list.
    overdue = [one for one in referrals if leads and queries.overdue(one, now)]
    wanted = request.GET.get("show") or ("mine" if mine or overdue else "all")
    listed = sorted(
        (one for one in (mine if wanted == "mine" else found) if one.calls or one.watch.pk in alone), key=urgency
    )
    page = Paginator(listed, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "monitoring/today.html", {
        "area": area, "page": page, "rows": [shown(one, now=now) for one in page], "show": wanted, "now": now,
        "mine": len(mine) + len(overdue), "all": len(found) + len(overdue), "alone": alone,
        "counts": in_numbers(area.name, found), "overdue": overdue,
        "referrals": [one for one in referrals if one not in overdue], "further": further,
        "medics": queries.medics(area, at=now) if referrals else [],
        "returned": queries.returned_unwatched(area, at=now), "may_keep": eyes.may(Can.KEEP_WATCH, area.pk),
        "may_treat": eyes.may(Can.SEE_CLINICAL, area.pk),
    })  # fmt: skip


def owner_of(one: Standing) -> int | None:
    """The number of the person who looks after somebody."""
    found: int | None = one.watch.owner  # type: ignore[attr-defined]
    return found


def escalated(one: Standing, alone: set[int]) -> bool:
    """Whether it is the lead's now: nobody found them or took them over in time, or nobody looks after them."""
    return one.late or one.watch.pk in alone


def urgency(one: Standing) -> tuple[bool, ...]:
    """What comes first: who cannot be found, who waits for the medic, what is missing today, who may be released."""
    return (not one.late, not one.silent, one.referral is None, not one.missing, not one.needs_carer)


@area_page(Can.SEE_WATCH)
def everyone(request: Request, area: Area) -> HttpResponse:
    """Everybody under observation, house by house, or those for one reason; and whose observation ended lately."""
    now = timezone.now()
    category = request.GET.get("category", "")
    found = queries.watched_in(area, at=now)
    if category in CATEGORIES:
        found = found.filter(queries.because_of(category))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    rows = queries.standing_of_all(list(page), area, at=now)
    return render(request, "monitoring/everyone.html", {
        "area": area, "page": page, "rows": [shown(one, now=now) for one in rows],
        "ended": queries.ended_lately(area, at=now), "may_keep": scope.current().may(Can.KEEP_WATCH, area.pk),
        "categories": CATEGORIES, "category": category if category in CATEGORIES else "",
    })  # fmt: skip


@area_page(Can.KEEP_WATCH)
def open_page(request: Request, area: Area) -> HttpResponse:
    """Find somebody of the register, then put them under observation."""
    words = request.GET.get("q", "").strip()
    chosen = request.GET.get("resident", "")
    resident = resident_with(area, int(chosen)) if chosen.isdecimal() else None
    form = OpenForm(request.POST or None, resident=resident) if resident else None
    if form is not None and request.method == "POST" and form.is_valid():
        entry = form.send(OpenWatch, by=request.user, resident=int(chosen))
        if entry.written:
            messages.success(request, _("Under observation until %(day)s.") % {"day": entry.answer["until"]})
            return redirect("monitoring:watch", area, entry.answer["watch"])
    found = list(residents_like(area, words)[:20]) if words else []
    page = {"area": area, "words": words, "found": found, "resident": resident, "form": form}
    return render(request, "monitoring/open.html", page, status=422 if form is not None and form.errors else 200)
