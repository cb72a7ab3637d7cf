"""What has been kept long enough, though the response goes on: asked every night, by the days of the rule pack."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from fangxian.areas.models import Area
from fangxian.gates.models import Arrival, ArrivalEnd, Passage
from fangxian.gates.queries import at_place
from fangxian.register.models import Upload
from fangxian.rulepacks.packs import Pack
from fangxian.standdown.queries.holding import inside

# What a passage loses when its time is over: whom it was about. When, where, which way and how many stay.
NAMELESS: dict[str, Any] = {
    "resident": None, "household": None, "subject": "", "guest": "", "guest_phone": "", "plate": "", "goods": "",
    "temperature": "", "came_from": "", "bound_for": "", "note": "",
}  # fmt: skip


def before(pack: Pack, key: str, at: datetime) -> datetime:
    """The moment before which the pack's days are over."""
    return at - timedelta(days=pack.int(f"retention.{key}_days"))


def old_uploads(area: Area, pack: Pack, at: datetime) -> QuerySet[Upload]:
    """Ledger files that were neither taken in nor thrown away in their days."""
    return Upload.objects.filter(inside(area), discarded_at=None, uploaded_at__lt=before(pack, "uploads", at))


def old_passages(area: Area, pack: Pack, at: datetime) -> QuerySet[Passage]:
    """Passages whose days are over and that still tell of somebody.

    The last one of somebody who is away, or of a guest who is inside, stays as long as that is so: it alone says it.
    """
    line = Passage.objects.filter(subject=OuterRef("subject"), outcome=Passage.PASSED, taken_back=None)
    later = Q(Exists(line.filter(at__gt=OuterRef("at"))))
    at_rest = Q(home=True, way="in") | Q(home=False, way="out") | ~Q(outcome=Passage.PASSED) | Q(subject="")
    saying = Q(resident__isnull=False) | Q(household__isnull=False)
    for column in (
        "subject",
        "guest",
        "guest_phone",
        "plate",
        "goods",
        "temperature",
        "came_from",
        "bound_for",
        "note",
    ):
        saying |= ~Q(**{column: ""})
    old = at_place(area).filter(at__lt=before(pack, "passages", at))
    return old.filter(saying, later | at_rest)


def old_arrivals(area: Area, pack: Pack, at: datetime) -> QuerySet[Arrival]:
    """Arrivals that somebody saw to, so long ago."""
    return Arrival.objects.filter(inside(area), end__at__lt=before(pack, "arrivals", at))


def ends_of(arrivals: QuerySet[Arrival]) -> QuerySet[ArrivalEnd]:
    """How they ended."""
    return ArrivalEnd.objects.filter(arrival__in=arrivals)
