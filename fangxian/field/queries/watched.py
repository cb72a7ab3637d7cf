"""Who is under observation behind the doors of a walking list: for those alone who write down checks."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from fangxian.areas.models import Area, Person
from fangxian.field.queries.gate import place, seconds
from fangxian.field.rules import Row, Table, Tables
from fangxian.monitoring.queries import Standing, standings, watch_rules
from fangxian.monitoring.rules.days import wanted


def head(area: Area, at: datetime, _holder: Person) -> dict[str, Any]:
    """The place, and the symptoms its rules ask for at a check."""
    asked = watch_rules(area, on=timezone.localdate(at)).symptoms
    return {"place": place(area), "symptoms": list(asked)}


def tables(area: Area, at: datetime, _holder: Person) -> Tables:
    """Everybody watched, by dwelling, and since when a check is wanted. What was measured is nowhere."""
    return {"watched": Table(("id", "home", "name", "due"), [row(one) for one in standings(area, at=at)])}


def row(one: Standing) -> Row:
    """One person: the resident, the dwelling, the name, and when the next wanted check is or was due (0: none)."""
    who = one.watch.resident
    next_one = one.carried or wanted(one.today)
    return (who.pk, who.household.dwelling_id, who.name, seconds(next_one.due) if next_one else 0)
