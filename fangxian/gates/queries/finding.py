"""Who could it be: the one search field of the gate, answered with the verdict at once."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet
from django.utils import timezone

from fangxian.areas.models import Area
from fangxian.door.sealed import blind
from fangxian.gates.models import Authorisation
from fangxian.gates.queries.standing import Mover, Ruled, authorisations_of, here, ruled_all, visit_mark, visits_to
from fangxian.gates.rules import Address, GateRules, Kind, Typed, Way
from fangxian.register.models import Resident, Vehicle

MOST_FOUND = 12
# Visitors of one name among them, so that nobody who lives here falls off the list.
FEW = 4
BY_NAME = ("name", "household_id", "-is_head", "pk")
BY_HOUSE = (
    "household__dwelling__building__place_in_walk", "household__dwelling__unit", "household_id", "-is_head", "pk",
)  # fmt: skip


@dataclass(frozen=True)
class Candidate:
    """One possible answer: a resident, a vehicle or the bearer of a pass, with the verdicts both ways."""

    kind: Kind
    name: str
    home: str
    into: Ruled
    out: Ruled
    resident: int | None = None
    household: int | None = None
    plate: str = ""
    pass_code: str = ""
    authorisation: str = ""
    # The exception by which they come to this home.
    visit: int | None = None

    @property
    def key(self) -> str:
        """What stays the same whatever is found beside it: pass, visit, resident or plate, by its first letter."""
        if self.visit:
            return visit_mark(self.visit)
        if self.authorisation:
            return f"a{self.authorisation}"
        return f"r{self.resident}" if self.resident else f"p{self.plate}"


@dataclass(frozen=True)
class _Found:
    kind: Kind
    name: str
    home: str
    resident: int | None = None
    household: int | None = None
    plate: str = ""
    row: Authorisation | None = None
    visit: int | None = None

    def mover(self, way: Way, temperature: Decimal | None) -> Mover:
        """The same as something that moves."""
        return Mover(
            way, self.kind, self.resident, self.household, self.plate, str(self.row.pk) if self.row else "",
            temperature=temperature, visit=self.visit,
        )  # fmt: skip


def find_at_gate(
    area: Area, asked: Typed, *, at: datetime, rules: GateRules, temperature: Decimal | None = None
) -> list[Candidate]:
    """The people, vehicles and passes that what was typed could mean, at most a dozen, likeliest first."""
    if asked.empty:
        return []
    known = [
        *_passes(area, asked),
        *_vehicles(area, asked),
        *_visitors(area, asked, at)[:FEW],
        *_people(area, asked, at),
    ]
    found = known[:MOST_FOUND]
    if not found and asked.plate:
        found = [_Found(Kind.VEHICLE, "", "", plate=asked.plate)]
    movers = [each.mover(way, temperature) for each in found for way in Way]
    verdicts = ruled_all(area, movers, at=at, rules=rules) if movers else []
    return [_candidate(each, into, out) for each, into, out in zip(found, verdicts[::2], verdicts[1::2], strict=True)]


def _candidate(found: _Found, into: Ruled, out: Ruled) -> Candidate:
    return Candidate(
        found.kind, found.name, found.home, into, out, found.resident, found.household, found.plate,
        pass_code=found.row.code if found.row else "", authorisation=str(found.row.pk) if found.row else "",
        visit=found.visit,
    )  # fmt: skip


def _passes(area: Area, asked: Typed) -> list[_Found]:
    """The bearer of a pass code; a pass for a plate is found by its plate as well, by either end of it."""
    about = Q(code=asked.code) if asked.code else Q(pk__in=())
    if asked.plate:
        about |= Q(plate__endswith=asked.plate, household=None, resident=None)
    if asked.plate_start:
        about |= Q(plate__startswith=asked.plate_start, household=None, resident=None)
    if not (asked.code or asked.plate or asked.plate_start):
        return []
    rows = authorisations_of(area).filter(about).select_related("resident", "household__dwelling__building")
    return [_bearer(row) for row in rows.order_by("-until")[:MOST_FOUND]]


def _bearer(row: Authorisation) -> _Found:
    household = row.household_id or (row.resident.household_id if row.resident else None)
    name = row.resident.name if row.resident else row.bearer
    home = str(row.household) if row.household else ""
    return _Found(Kind(row.kind), name, home, row.resident_id, household, row.plate, row)


def _vehicles(area: Area, asked: Typed) -> list[_Found]:
    if not asked.plate and not asked.plate_start:
        return []
    span = here(area)
    alike = Q(plate__endswith=asked.plate) if asked.plate else Q(plate__startswith=asked.plate_start)
    rows = Vehicle.objects.filter(alike, area_id__gte=span.first, area_id__lt=span.end)
    return [
        _Found(Kind.VEHICLE, "", str(row.household), household=row.household_id, plate=row.plate)
        for row in rows.select_related("household__dwelling__building").order_by("plate")[:MOST_FOUND]
    ]


def _visitors(area: Area, asked: Typed, at: datetime) -> list[_Found]:
    """Whoever comes to a household by an exception, by their name or by the house they come to."""
    parts = [_at_address(address) for address in asked.addresses]
    if asked.name:
        names = visits_to(area, at).values_list("pk", "visitor")
        meant = bare_name(asked.name)
        parts.append(Q(pk__in=[key for key, name in names if bare_name(name).startswith(meant)]))
    if not parts:
        return []
    rows = visits_to(area, at).filter(reduce(or_, parts))
    return [_Found(Kind.PERSON, row.visitor, str(row.household), visit=row.pk) for row in rows[:MOST_FOUND]]


def bare_name(name: str) -> str:
    """A name without what hurried hands leave out: spaces, the dot between its parts, capitals."""
    return re.sub(r"[\s.·•]", "", name).casefold()


def _people(area: Area, asked: Typed, at: datetime) -> list[_Found]:
    found = find_people(area, asked, at)
    return [_Found(Kind.PERSON, row.name, str(row.household), row.pk, row.household_id) for row in found]


def find_people(area: Area, asked: Typed, at: datetime) -> list[Resident]:
    """The residents that what was typed could mean, at most a dozen."""
    about = _readings(asked)
    if about is None:
        return []
    rows = living(area, at).filter(about).select_related("household__dwelling__building").defer("citizen_id", "phone")
    ordered = rows.order_by(*(BY_NAME if asked.name or asked.initials else BY_HOUSE))
    return list(ordered[:MOST_FOUND])


def _readings(asked: Typed) -> Q | None:
    """The filter for every reading of what was typed; None when nobody can be meant."""
    parts = [_at_address(address) for address in asked.addresses]
    if asked.name:
        parts.append(Q(name__startswith=asked.name))
    if asked.initials:
        parts.append(Q(initials__startswith=asked.initials))
    if asked.phone_tail:
        parts.append(Q(phone_tail_index=blind(asked.phone_tail, purpose="phone_tail")))
    return reduce(or_, parts) if parts else None


def _at_address(address: Address) -> Q:
    found = Q()
    if address.building:
        found &= Q(household__dwelling__building__number=address.building)
    if address.unit:
        found &= Q(household__dwelling__unit=address.unit)
    if address.room:
        found &= Q(household__dwelling__room=address.room)
    return found


def living(area: Area, at: datetime) -> QuerySet[Resident]:
    """Who lives in a place's community at a moment."""
    span = here(area)
    return Resident.objects.filter(Q(left_at=None) | Q(left_at__gt=at), area_id__gte=span.first, area_id__lt=span.end)


def resident_with(area: Area, number: int) -> Resident | None:
    """The resident of this number who lives here."""
    return living(area, timezone.now()).filter(pk=number).select_related("household__dwelling__building").first()


def residents_named(area: Area, names: Iterable[str], at: datetime) -> dict[str, list[Resident]]:
    """The residents of each of these names, for a page of the paper book."""
    found: dict[str, list[Resident]] = {}
    for row in living(area, at).filter(name__in=set(names)).select_related("household__dwelling__building"):
        found.setdefault(row.name, []).append(row)
    return found
