"""Questions about travellers a road checkpoint announced."""

from django.db.models import QuerySet

from fangxian.areas.models import Area
from fangxian.gates.models import Arrival


def expected_arrivals(area: Area) -> QuerySet[Arrival]:
    """Those bound for a place and below whom nobody has seen to, the longest awaited first."""
    return arrivals_in(area).filter(end=None).order_by("at", "pk")


def settled_arrivals(area: Area) -> QuerySet[Arrival]:
    """Those somebody has seen to, the latest first."""
    return arrivals_in(area).exclude(end=None).order_by("-end__at", "pk")


def arrivals_in(area: Area) -> QuerySet[Arrival]:
    """Everybody announced for a place and below, with what became of them."""
    inside = Arrival.objects.filter(area_id__gte=area.span.first, area_id__lt=area.span.end)
    return inside.select_related("area", "end__by")
