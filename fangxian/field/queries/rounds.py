"""The disinfection rounds walked now: what with, how strong, how long, and when each place is due."""

from datetime import datetime
from typing import Any

from fangxian.areas.models import Area, Person
from fangxian.disinfection import queries
from fangxian.field.queries.gate import place, seconds
from fangxian.field.rules import Row, Table, Tables


def head(area: Area, at: datetime, _holder: Person) -> dict[str, Any]:
    """The rounds and the products at hand."""
    today = queries.local_day(at)
    return {
        "place": place(area), "photo": queries.pack_of(area, on=today).flag("disinfection.photo_proof"),
        "products": [{"id": each.pk, "name": each.name, "mg_l": each.mg_l} for each in queries.products(area)],
        "rounds": [
            {
                "id": each.pk, "name": each.name, "surface": queries.word("surface", each.surface),
                "method": queries.word("method", each.method), "product": each.product_id, "mg_l": each.mg_l,
                "minutes": each.minutes, "in_home": each.in_home, "outdoors": each.outdoors,
            }
            for each in queries.rounds(area)
        ],
    }  # fmt: skip


def tables(area: Area, at: datetime, _holder: Person) -> Tables:
    """The places of the rounds, in walking order."""
    columns = ("id", "round", "label", "walk", "due", "done")
    return {"stops": Table(columns, [stop_row(each) for each in queries.places(area, at=at)])}


def stop_row(each: queries.Place) -> Row:
    """One place, from when it is due (again), and when it was last done."""
    stop = each.stop
    done = seconds(each.last_done) if each.last_done else 0
    return (stop.pk, stop.round_id, str(stop), stop.place_in_walk, seconds(each.stand.due_from), done)
