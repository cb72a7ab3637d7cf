"""The list of a gate: who lives here, what may pass, and the few rules the phone judges by. No phone or ID numbers."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max, Q
from django.utils import timezone

from fangxian.areas.models import Area, Person
from fangxian.areas.rules import Span
from fangxian.field.rules import Row, Table, Tables
from fangxian.gates.models import Arrival, Authorisation, Passage
from fangxian.gates.queries import (
    at_place,
    away_on,
    balance,
    gate_rules,
    here,
    inside_count,
    known_keys,
    last_handover,
    place_code,
    signed_withdrawals,
)
from fangxian.gates.rules import GateRules, Way
from fangxian.gates.rules.passes import PURPOSES
from fangxian.gates.rules.ruling import TRIP
from fangxian.gates.signing import as_text
from fangxian.measures.models import Gate, StayHome, StayHomeException
from fangxian.measures.queries import closure_at, gates_of
from fangxian.register.models import Building, Household, Resident, Vehicle

# A pass that has just run out is still told from one that never was.
RUN_OUT = timedelta(days=2)


def head(area: Area, at: datetime, _holder: Person) -> dict[str, Any]:
    """What is small and changes often: gates, rules, counts, the shift so far."""
    rules = gate_rules(area, on=timezone.localdate(at))
    gates = list(gates_of(area, at))
    counts = inside_count(area, at)
    return {
        "place": place(area),
        "closed": closure_at(area, at) is not None,
        "gates": [
            {"id": gate.pk, "name": gate.name, "kind": gate.kind, "open": gate.is_open}  # type: ignore[attr-defined]
            for gate in gates
        ],
        "rules": rules_of(rules),
        "counts": {"inside": counts.inside, "visitors": counts.visitors},
        "passes": passes_of(area, at),
        "shift": {str(gate.pk): shift_of(gate, at) for gate in gates},
    }


def place(area: Area) -> dict[str, Any]:
    """The place a list is about."""
    return {"id": area.pk, "code": area.code, "name": area.name}


def rules_of(rules: GateRules) -> dict[str, Any]:
    """The rule pack's numbers for the gate, as the phone's twin takes them."""
    return {
        "fever_c": str(rules.fever_c), "trip_every_s": int(rules.trip_every.total_seconds()),
        "persons_per_trip": rules.persons_per_trip, "emergency_kinds": list(rules.emergency_kinds),
        "animal_exceptions": list(rules.animal_exceptions), "take_back_s": int(rules.take_back.total_seconds()),
        "clock_ahead_s": int(rules.clock_ahead.total_seconds()),
    }  # fmt: skip


def shift_of(gate: Gate, at: datetime) -> dict[str, Any]:
    """What went through a gate since it was last handed over."""
    before = last_handover(gate, at)
    sums = balance(gate, since=before.at if before else None, until=at)
    return {
        "since": seconds(before.at) if before else 0, "in": sums.persons_in, "out": sums.persons_out,
        "turned_back": sums.turned_back, "held": sums.held,
    }  # fmt: skip


def tables(area: Area, at: datetime, _holder: Person) -> Tables:
    """Everything the phone looks things up in."""
    span = here(area)
    rules = gate_rules(area, on=timezone.localdate(at))
    return {
        "buildings": Table(("id", "zone", "number"), list(_in(Building, span).values_list("pk", "zone", "number"))),
        "homes": Table(("id", "building", "unit", "room", "ordinal", "stay"), homes(span, at)),
        "people": Table(("id", "home", "name", "initials"), people(span, at)),
        "plates": Table(("plate", "home"), list(_in(Vehicle, span).values_list("plate", "household_id"))),
        "permits": Table(PERMIT, permits(span, at)),
        "trips": Table(("home", "at"), trips(area, at, rules)),
        "outside": Table(("resident", "at"), outside(area)),
        "arrivals": Table(("id", "plate", "persons", "came_from", "announced"), arrivals(span)),
    }


def _in(table: Any, span: Span) -> Any:
    return table.objects.filter(area_id__gte=span.first, area_id__lt=span.end).order_by("pk")


def homes(span: Span, at: datetime) -> list[Row]:
    """The households with their addresses, and from when an order of their own keeps them at home."""
    orders = _in(StayHome, span).filter(Q(end=None) | Q(end__at__gt=at)).exclude(household=None)
    stay = {home: seconds(since) for home, since in orders.values_list("household_id", "since")}
    rows = _in(Household, span).values_list(
        "pk", "dwelling__building_id", "dwelling__unit", "dwelling__room", "ordinal"
    )
    return [(*row, stay.get(row[0], 0)) for row in rows]


def people(span: Span, at: datetime) -> list[Row]:
    """Who lives here, by household."""
    living = _in(Resident, span).filter(Q(left_at=None) | Q(left_at__gt=at))
    return list(living.values_list("pk", "household_id", "name", "initials"))


PERMIT = (
    "id", "code", "kind", "resident", "home", "plate", "bearer", "purpose", "since", "until", "persons", "lifts",
    "gates", "away", "visits",
)  # fmt: skip


def permits(span: Span, at: datetime) -> list[Row]:
    """The authorisations in force, to come or just run out, and the exceptions from staying at home."""
    rows = _in(Authorisation, span).filter(Q(end=None) | Q(end__at__gt=at), until__gt=at - RUN_OUT)
    away = away_on([row.pk for row in rows if row.persons or row.purpose == TRIP], at=at)
    granted: list[Row] = [
        (
            str(row.pk), row.code, row.kind, row.resident_id, row.household_id, row.plate, row.bearer, row.purpose,
            seconds(row.since), seconds(row.until), row.persons, 0, row.gates, away.get(row.pk, 0), 0,
        )
        for row in rows
    ]  # fmt: skip
    excepted = _in(StayHomeException, span).filter(Q(end=None) | Q(end__at__gt=at), until__gt=at - RUN_OUT)
    return granted + [
        (
            f"e{row.pk}", "", "person", row.resident_id, row.household_id, "", "", row.reason, seconds(row.since),
            seconds(row.until), 0, 1, [], 0, 0,
        )
        for row in excepted.filter(Q(visitor="") | Q(resident__isnull=False))
    ] + [
        (
            f"v{row.pk}", "", "person", None, None, "", row.visitor, row.reason, seconds(row.since),
            seconds(row.until), 1, 0, [], 0, row.household_id,
        )
        for row in excepted.exclude(visitor="")
    ]  # fmt: skip


def trips(area: Area, at: datetime, rules: GateRules) -> list[Row]:
    """For each household its latest shopping trip that still counts."""
    out = at_place(area).filter(
        purpose=TRIP, way=Way.OUT, outcome=Passage.PASSED, taken_back=None, at__gt=at - rules.trip_every
    )
    latest = out.exclude(household=None).order_by("household").values("household").annotate(latest=Max("at"))
    return [(row["household"], seconds(row["latest"])) for row in latest]


def outside(area: Area) -> list[Row]:
    """The residents whose last passage went out, with when."""
    passed = at_place(area).filter(outcome=Passage.PASSED, taken_back=None).exclude(resident=None)
    sums = passed.order_by("resident").values("resident").annotate(
        out=Max("at", filter=Q(way=Way.OUT)), into=Max("at", filter=Q(way=Way.IN))
    )  # fmt: skip
    away = [row for row in sums if row["out"] and (not row["into"] or row["out"] > row["into"])]
    return [(row["resident"], seconds(row["out"])) for row in away]


def arrivals(span: Span) -> list[Row]:
    """The travellers a road checkpoint announced whom nobody has seen to yet."""
    rows = _in(Arrival, span).filter(end=None)
    return [(str(row.pk), row.plate, row.persons, row.came_from, seconds(row.at)) for row in rows]


def passes_of(area: Area, at: datetime) -> dict[str, Any]:
    """What the phone needs to know a pass by: the place's keys, and what was withdrawn."""
    keys = [
        {"place": key.place, "number": key.number, "public": as_text(key.public), "withdrawn": key.withdrawn}
        for key in known_keys(area)
    ]
    return {
        "place": place_code(area), "purposes": list(PURPOSES), "keys": keys, "revoked": signed_withdrawals(area, at),
    }  # fmt: skip


def seconds(moment: datetime) -> int:
    """A moment in whole epoch seconds."""
    return int(moment.timestamp())
