"""How many vehicles came in each hour: what a plan of lanes begins with."""

from datetime import date

from django.db.models import Count, Q
from django.db.models.functions import ExtractHour

from fangxian.areas.models import Area
from fangxian.gates.queries.passages import Filter, passages_of

HOURS = 24


def vehicles_by_hour(area: Area, *, on: date) -> list[int]:
    """Vehicles that came to the gates of a place in each hour of a day, whatever became of them."""
    came = passages_of(area, Filter(on=on)).filter(Q(kind="vehicle") | ~Q(plate=""), taken_back=None)
    rows = came.filter(way="in").order_by().annotate(hour=ExtractHour("at")).values_list("hour")
    found = dict(rows.annotate(number=Count("pk")))
    return [found.get(hour, 0) for hour in range(HOURS)]
