"""The list of a road checkpoint: its rules, what may pass, where travellers may be bound. Nobody's residents."""

from datetime import datetime
from typing import Any

from fangxian.areas.models import Area, Person
from fangxian.areas.queries import communities_in
from fangxian.areas.rules import Level, Span
from fangxian.field.queries import gate
from fangxian.field.rules import Row, Table, Tables


def head(area: Area, at: datetime, holder: Person) -> dict[str, Any]:
    """As for a gate; nobody is counted as inside of a road."""
    found = gate.head(area, at, holder)
    del found["counts"]
    return found


def tables(area: Area, at: datetime, _holder: Person) -> Tables:
    """The checkpoint's own authorisations, and the communities of its ground."""
    own = Span(area.pk, area.pk + 1)
    return {
        "permits": Table(gate.PERMIT, gate.permits(own, at)),
        "destinations": Table(("id", "name", "above"), destinations(area)),
    }


def destinations(area: Area) -> list[Row]:
    """The communities and villages travellers may be bound for, each with the township above it."""
    above = dict(
        Area.objects.filter(level=Level.TOWNSHIP, pk__gte=area.span.first, pk__lt=area.span.end).values_list(
            "code", "name"
        )
    )
    return [(each.pk, each.name, above.get(each.code[:9], "")) for each in communities_in(area)]
