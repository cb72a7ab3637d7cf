"""One deliverer's own bags of the newest round, in the order of their walk."""

from datetime import datetime
from typing import Any

from fangxian.areas.models import Area, Person
from fangxian.field.queries.gate import place, seconds
from fangxian.field.rules import Row, Table, Tables
from fangxian.supplies.models import Assignment, NeedsRound
from fangxian.supplies.queries.rounds import rounds_of, tour_of


def head(area: Area, _at: datetime, _holder: Person) -> dict[str, Any]:
    """The round that is carried out now, with its promised slot."""
    round = carried(area)
    if round is None:
        return {"place": place(area), "round": None}
    slot = {"slot_from": seconds(round.slot_from), "slot_until": seconds(round.slot_until)}
    return {"place": place(area), "round": {"id": round.pk, **slot}}


def carried(area: Area) -> NeedsRound | None:
    """The newest round whose purchase is closed: its bags are packed."""
    return next((round for round in rounds_of(area)[:10] if hasattr(round, "purchase")), None)


def tables(area: Area, _at: datetime, holder: Person) -> Tables:
    """The bags of this person and nobody else's."""
    round = carried(area)
    stops = tour_of(holder, round) if round else []
    columns = ("id", "number", "stop", "promised_at", "address", "priority", "lines", "state")
    return {"bags": Table(columns, [bag_row(stop) for stop in stops])}


def bag_row(stop: Assignment) -> Row:
    """One bag with its lines and what became of it."""
    bag = stop.bag
    lines = [
        [need.pk, need.item.name, f"{need.quantity.normalize():f}", need.item.unit] for need in bag.list.needs.all()
    ]
    given_up = any(unmet.need_id is None for unmet in bag.unmet.all())
    state = "handed_over" if bag.handovers.all() else "given_up" if given_up else "waiting"
    return (
        bag.pk, bag.number, stop.stop, seconds(stop.promised_at), str(bag.household), int(bool(bag.list.priority)),
        lines, state,
    )  # fmt: skip
