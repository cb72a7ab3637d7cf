"""The running sums of a gate: each passage adds to its hour, one that is taken back leaves it."""

from datetime import UTC

from django.db import connection
from django.db.models.functions import TruncHour

from fangxian.areas.models import Area
from fangxian.gates.models import GateHour, Passage
from fangxian.gates.queries.passages import SUMS, counting, hour_of
from fangxian.gates.queries.standing import here

ADD = """
INSERT INTO gates_gatehour (area_id, gate_id, hour, persons_in, persons_out, guests_in, guests_out)
VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT (gate_id, hour) DO UPDATE SET
persons_in = gates_gatehour.persons_in + excluded.persons_in,
persons_out = gates_gatehour.persons_out + excluded.persons_out,
guests_in = gates_gatehour.guests_in + excluded.guests_in,
guests_out = gates_gatehour.guests_out + excluded.guests_out
"""


def add_to_hour(row: Passage) -> None:
    """Add a passage that went through to its hour; nothing to do for one that did not."""
    _add(row, row.persons)


def take_from_hour(row: Passage) -> None:
    """Take a passage that is taken back from its hour."""
    _add(row, -row.persons)


def _add(row: Passage, persons: int) -> None:
    """One statement, whether the hour is there or not: two gates' clerks at once both count."""
    if row.outcome != Passage.PASSED or not persons:
        return
    guests = 0 if row.home else persons
    sums = [persons, 0, guests, 0] if row.way == "in" else [0, persons, 0, guests]
    hour = connection.ops.adapt_datetimefield_value(hour_of(row.at))
    with connection.cursor() as cursor:
        cursor.execute(ADD, [row.area_id, row.gate_id, hour, *sums])


def recount(area: Area) -> None:
    """Make the sums of a place anew from its passages: after rows were brought in past the door."""
    span = here(area)
    GateHour.objects.filter(area_id__gte=span.first, area_id__lt=span.end).delete()
    rows = counting(area).order_by().annotate(hour=TruncHour("at", tzinfo=UTC)).values("area_id", "gate_id", "hour")
    GateHour.objects.bulk_create(GateHour(**sums) for sums in rows.annotate(**SUMS))
