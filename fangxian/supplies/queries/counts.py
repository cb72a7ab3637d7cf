"""Counts for the digest: of a span of places and a stretch of time, never of anybody."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from django.db.models import Exists, F, Min, OuterRef, QuerySet, Sum, Value

from fangxian.areas.models import Area
from fangxian.areas.queries import communities_in
from fangxian.areas.rules import Level, Span
from fangxian.supplies.models import Bag, Handover, MedicineNeed, NeedsList, StockMove, Unmet
from fangxian.supplies.queries.stock import ZERO, disease_pack, shelves
from fangxian.supplies.rules import on_time

NEVER = datetime.min.replace(tzinfo=UTC)


def households_stated(span: Span, *, since: datetime, until: datetime) -> int:
    """Households with a needs list last stated in the stretch."""
    stated = NeedsList.objects.filter(area_id__gte=span.first, area_id__lt=span.end, needs__isnull=False)
    stated = stated.filter(stated_at__gte=since, stated_at__lt=until)
    return stated.values("household").distinct().count()


def promised(span: Span, since: datetime, until: datetime) -> QuerySet[Bag]:
    """The bags whose slot ended in the stretch."""
    inside = Bag.objects.filter(area_id__gte=span.first, area_id__lt=span.end)
    return inside.filter(round__slot_until__gte=since, round__slot_until__lt=until)


def bags_promised(span: Span, *, since: datetime, until: datetime) -> int:
    """How many bags those are."""
    return promised(span, since, until).count()


def bags_handed_over(span: Span, *, since: datetime, until: datetime) -> int:
    """Bags whose first hand-over lies in the stretch."""
    inside = Handover.objects.filter(area_id__gte=span.first, area_id__lt=span.end).order_by().values("bag")
    return inside.annotate(first=Min("at")).filter(first__gte=since, first__lt=until).count()


def on_time_percent(span: Span, *, since: datetime, until: datetime) -> Decimal | None:
    """The share of promised bags that came by the end of their slot; None when none was promised."""
    bags = promised(span, since, until)
    came = bags.filter(handovers__at__lt=until).order_by().annotate(first=Min("handovers__at"))
    return on_time(came.values_list("first", F("round__slot_until")), bags=bags.count())


def unmet(span: Span, *, since: datetime, until: datetime) -> int:
    """Bags and lines reported unmet in the stretch, each once."""
    return missed_in(span, since, until).values("bag", "need").distinct().count()


def missed_in(span: Span, since: datetime, until: datetime) -> QuerySet[Unmet]:
    """The reports of bags and lines that did not reach their household."""
    inside = Unmet.objects.filter(area_id__gte=span.first, area_id__lt=span.end, at__gte=since, at__lt=until)
    return inside.order_by()


def unmet_late(area: Area, *, at: datetime) -> int:
    """Needs nobody has met within the pack's hours (domain-rules L): bags, lines of bags and medicines, each once.

    Nothing has been handed to the household since its need was reported unmet; a medicine waits since it was wanted.
    """
    span, late = area.span, at - timedelta(hours=disease_pack(area, at).int("supplies.unmet_within_h"))
    since = Handover.objects.filter(bag__household=OuterRef("bag__household"), at__gt=OuterRef("at"), at__lte=at)
    reported = missed_in(span, NEVER, late).filter(~Exists(since)).values("bag", "need").distinct().count()
    return reported + waiting(span, at).filter(wanted_by__lt=late).count()


def medicines_waiting(span: Span, *, at: datetime) -> int:
    """Medicines asked for by a moment and not handed over by then."""
    return waiting(span, at).count()


def waiting(span: Span, at: datetime) -> QuerySet[MedicineNeed]:
    """The medicines that wait at a moment."""
    asked = MedicineNeed.objects.filter(area_id__gte=span.first, area_id__lt=span.end, asked_at__lte=at)
    return asked.exclude(pk__in=asked.filter(ends__reason="", ends__at__lte=at).values("pk"))


def waiting_and_unmet(span: Span, *, since: datetime, until: datetime) -> tuple[int, int]:
    """Medicines that wait at the end of a stretch, and needs reported unmet in it, in one question."""
    missed = missed_in(span, since, until).annotate(medicine=Value(0)).values_list("bag", "need", "medicine")
    asked = waiting(span, until).order_by().annotate(bag=Value(0), need=Value(0), medicine=F("pk"))
    rows = list(missed.union(asked.values_list("bag", "need", "medicine")))
    medicines = sum(medicine > 0 for _bag, _need, medicine in rows)
    return medicines, len(rows) - medicines


def issued_free(span: Span, *, since: datetime, until: datetime) -> Decimal:
    """Units issued at no price in the stretch."""
    moves = StockMove.objects.filter(area_id__gte=span.first, area_id__lt=span.end, kind="issue", price=0)
    return -(moves.filter(at__gte=since, at__lt=until).aggregate(sum=Sum("change"))["sum"] or ZERO)


def shortest_cover(area: Area, *, at: datetime) -> Decimal | None:
    """The cover of the planned item that runs out first at a place and below; None without a plan."""
    places = [area] if area.level >= Level.COMMUNITY else communities_in(area)
    covers = [shelf.cover for place in places for shelf in shelves(place, at)]
    return min((cover for cover in covers if cover is not None), default=None)
