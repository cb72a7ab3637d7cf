"""From rows to a standing: who moves, what binds them, what they hold — and the verdict on them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache, reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from fangxian.areas.models import Area
from fangxian.areas.prepared import Prepared
from fangxian.areas.queries import pack_chosen
from fangxian.areas.rules import GRIDS, Span, community_key
from fangxian.gates.models import Authorisation, Passage
from fangxian.gates.queries.away import away_on
from fangxian.gates.rules import GateRules, Kind, Permit, Standing, Trip, Verdict, Way, verdict
from fangxian.gates.rules.ruling import TRIP
from fangxian.measures.models import StayHome, StayHomeException
from fangxian.measures.queries import closure_at, exceptions_at, running
from fangxian.rulepacks.packs import packaged_library

# An exception for a visitor is for one.
ALONE = 1


@dataclass(frozen=True)
class Mover:
    """What comes to the gate, by keys: the questions asked of the tables are about these."""

    way: Way
    kind: Kind = Kind.PERSON
    resident: int | None = None
    household: int | None = None
    plate: str = ""
    authorisation: str = ""
    emergency: str = ""
    temperature: Decimal | None = None
    persons: int = 1
    pass_fault: str = ""
    # The exception from staying at home by which a visitor comes to a household.
    visit: int | None = None


@dataclass(frozen=True)
class Ruled:
    """The verdict on a mover, and the standing it was given on."""

    mover: Mover
    standing: Standing
    verdict: Verdict


# A permit with its row, and the resident or household it is about; an exception from staying at home has no row.
Grant = tuple[Authorisation | None, int | None, int | None, Permit]


@dataclass(frozen=True)
class _Held:
    """What the tables hold for many movers at once."""

    orders: frozenset[int] = frozenset()
    permits: list[Grant] = field(default_factory=list)
    trips: dict[int, list[Trip]] = field(default_factory=dict)


def gate_rules(area: Area, *, on: date) -> GateRules:
    """What the rule pack that governs a place on a day says about gates."""
    return rules_in(pack_chosen(area, "disease", on=on))


@cache
def rules_in(pack_id: str) -> GateRules:
    """The gate's rules of one pack."""
    pack = packaged_library().pack(pack_id)
    return GateRules(
        fever_c=pack.number("contacts.fever_c"),
        trip_every=timedelta(days=pack.int("gates.trip_every_days")),
        persons_per_trip=pack.int("gates.persons_per_trip"),
        emergency_kinds=pack.words("gates.emergency_kinds"),
        clock_ahead=timedelta(minutes=pack.int("gates.clock_ahead_min")),
        take_back=timedelta(minutes=pack.int("gates.take_back_min")),
        animal_exceptions=pack.words("gates.animal_exceptions"),
    )


def ruled(area: Area, mover: Mover, *, at: datetime, rules: GateRules, gate: int | None = None) -> Ruled:
    """The verdict on one mover at a gate of a place."""
    return ruled_all(area, [mover], at=at, rules=rules, gate=gate)[0]


def ruled_all(
    area: Area, movers: Sequence[Mover], *, at: datetime, rules: GateRules, gate: int | None = None
) -> list[Ruled]:
    """The verdicts on several movers, in the same few queries as for one."""
    closure = closure_at(area, at)
    held = _held(area, movers, at, rules, closed=closure is not None)
    found = []
    for mover in movers:
        standing = replace(_standing(mover, held, closed=closure is not None), gate=gate)
        if closure is not None and gate is not None and closure.open_gate_id != gate:
            standing = replace(standing, wrong_gate=True)
        found.append(Ruled(mover, standing, verdict(standing, at=at, rules=rules)))
    return found


def _standing(mover: Mover, held: _Held, *, closed: bool) -> Standing:
    permits = [
        permit for row, resident, household, permit in held.permits if _fits(mover, permit, row, resident, household)
    ]
    return Standing(
        way=mover.way, kind=mover.kind, home=mover.household is not None, closed=closed,
        stays_home=mover.way is Way.OUT and mover.household in held.orders, emergency=mover.emergency,
        temperature=mover.temperature, persons=mover.persons, permits=tuple(permits),
        trips=tuple(held.trips.get(mover.household or 0, ())), household=mover.household, pass_fault=mover.pass_fault,
        resident=mover.resident,
    )  # fmt: skip


def _fits(mover: Mover, permit: Permit, row: Authorisation | None, resident: int | None, household: int | None) -> bool:
    """Whether a permit is about this mover: by its own number, by plate, by person or by household.

    One about nobody here is the visit that was asked for: of a person, who does not live here.
    """
    if row is None and resident is None and household is None:
        stranger = mover.kind == Kind.PERSON and mover.resident is None and mover.household is None
        return stranger and mover.visit is not None and permit.id == visit_mark(mover.visit)
    if row is not None and (row.kind != mover.kind or (row.plate and row.plate != mover.plate)):
        return False
    if row is not None and (mover.authorisation == str(row.id) or row.plate):
        return True
    if resident is not None:
        return resident == mover.resident
    return household is not None and household == mover.household


def _held(area: Area, movers: Sequence[Mover], at: datetime, rules: GateRules, *, closed: bool) -> _Held:
    """Orders, authorisations, exceptions and recent trips of all movers; nothing is asked that cannot matter."""
    households = {mover.household for mover in movers if mover.household is not None and mover.way is Way.OUT}
    orders = _orders(households, at)
    if not closed and not orders:
        return _Held(orders)
    asked = [mover for mover in movers if mover.authorisation or not comes_home(mover)]
    visits = {mover.visit for mover in movers if mover.visit is not None}
    permits = _permits(area, asked, at) + _exceptions(households, at) + _visits(area, visits, at)
    trips = _trips(households, at, rules) if any(p.purpose == TRIP for *_, p in permits) else {}
    return _Held(orders, permits, trips)


def comes_home(mover: Mover) -> bool:
    """Whether this needs no permit; one that is named is still looked at, for what is written about it."""
    return mover.household is not None and mover.way is Way.IN and mover.kind in {Kind.PERSON, Kind.VEHICLE}


def _orders(households: set[int], at: datetime) -> frozenset[int]:
    """The households with an order of their own, as against the whole place's."""
    if not households:
        return frozenset()
    return frozenset(_ordered_home(households=sorted(households), at=at))


@Prepared
def _ordered_home(households: list[int], at: datetime) -> Any:
    return StayHome.objects.filter(running("end", at), household__in=households).values_list("household_id", flat=True)


def _permits(area: Area, movers: Iterable[Mover], at: datetime) -> list[Grant]:
    asked = list(movers)
    residents = sorted({mover.resident for mover in asked if mover.resident is not None})
    households = sorted({mover.household for mover in asked if mover.household is not None})
    plates = sorted({mover.plate for mover in asked if mover.plate})
    numbers = sorted({UUID(mover.authorisation) for mover in asked if mover.authorisation})
    if not (residents or households or plates or numbers):
        return []
    span = here(area)
    rows = _authorised(
        first=span.first, end=span.end, at=at, residents=residents, households=households, plates=plates,
        numbers=numbers,
    )  # fmt: skip
    limited = [row.pk for row in rows if row.persons or row.purpose == TRIP]
    away = away_on(limited, at=at) if limited else {}
    return [(row, row.resident_id, row.household_id, _permit(row, away.get(row.pk, 0))) for row in rows]


@Prepared
def _authorised(first: int, end: int, at: datetime, **about: list[Any]) -> QuerySet[Authorisation]:
    """The authorisations of a place that can be about any of these; an empty sequence asks for nothing."""
    ways = {"residents": "resident__in", "households": "household__in", "plates": "plate__in", "numbers": "pk__in"}
    alone = {"households": Q(resident=None)}
    parts = [Q(**{ways[name]: wanted}) & alone.get(name, Q()) for name, wanted in about.items() if wanted]
    rows = Authorisation.objects.filter(Q(end=None) | Q(end__at__gt=at), area_id__gte=first, area_id__lt=end)
    return rows.filter(reduce(or_, parts)).order_by("since", "pk")


def _permit(row: Authorisation, away: int) -> Permit:
    return Permit(
        str(row.id), row.purpose, row.since, row.until, row.persons, household=row.household_id, gates=tuple(row.gates),
        away=away, resident=row.resident_id,
    )  # fmt: skip


def _exceptions(households: set[int], at: datetime) -> list[Grant]:
    """Exceptions from staying at home carry a passage as well: what was approved once is not asked again.

    One for a visitor lets nobody out who lives there, unless it names them.
    """
    if not households:
        return []
    return [
        (None, row.resident_id, row.household_id, Permit("", row.reason, row.since, row.until, lifts_stay_home=True))
        for row in _excepted(households=sorted(households), at=at)
    ]


@Prepared
def _excepted(households: list[int], at: datetime) -> QuerySet[StayHomeException]:
    leaving = Q(visitor="") | Q(resident__isnull=False)
    return exceptions_at(at).filter(leaving, household__in=households).select_related(None)


def _visits(area: Area, numbers: set[int], at: datetime) -> list[Grant]:
    """The exceptions by which one person comes to a household here, such as a midwife: both ways through the gate."""
    if not numbers:
        return []
    span = here(area)
    rows = StayHomeException.objects.filter(Q(end=None) | Q(end__at__gt=at), pk__in=numbers).exclude(visitor="")
    inside = rows.filter(area_id__gte=span.first, area_id__lt=span.end)
    return [(None, None, None, Permit(visit_mark(row.pk), row.reason, row.since, row.until, ALONE)) for row in inside]


def visit_mark(number: int) -> str:
    """How a visit is named among permits."""
    return f"e{number}"


def visits_to(area: Area, at: datetime) -> QuerySet[StayHomeException]:
    """The exceptions of a place by which visitors come, in force or to come."""
    span = here(area)
    rows = StayHomeException.objects.filter(Q(end=None) | Q(end__at__gt=at), until__gt=at)
    inside = rows.filter(area_id__gte=span.first, area_id__lt=span.end).exclude(visitor="")
    return inside.select_related("household__dwelling__building").order_by("until", "pk")


def _trips(households: set[int], at: datetime, rules: GateRules) -> dict[int, list[Trip]]:
    recent = Passage.objects.filter(
        household__in=households, purpose=TRIP, way=Way.OUT, outcome=Passage.PASSED, taken_back=None,
        at__gt=at - rules.trip_every, at__lt=at,
    )  # fmt: skip
    found: dict[int, list[Trip]] = {}
    for household, moment in recent.values_list("household_id", "at"):
        found.setdefault(household or 0, []).append(Trip(moment))
    return found


def authorisations_of(area: Area) -> QuerySet[Authorisation]:
    """Every authorisation of the community a place lies in, ended ones included."""
    span = here(area)
    return Authorisation.objects.filter(area_id__gte=span.first, area_id__lt=span.end)


def listed_authorisations(area: Area, at: datetime, *, past: bool) -> QuerySet[Authorisation]:
    """The authorisations in force or to come, or those of the past, with everything a row of the list shows."""
    over = Q(until__lte=at) | Q(end__at__lte=at)
    found = authorisations_of(area).filter(over) if past else authorisations_of(area).exclude(over)
    names = found.select_related("resident", "household__dwelling__building", "granted_by", "end__by")
    return names.order_by("-until", "pk")


def here(area: Area) -> Span:
    """The ground a gate's count is about: the whole community of a grid; any other place and all below it."""
    first = community_key(area.pk)
    return Span(first, max(area.span.end, first + GRIDS))
