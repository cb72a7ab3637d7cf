"""Questions about gates and orders at a moment.

An area-wide order binds whoever lives under it, so it is looked up along the line of places above without asking for
sight there: it is announced. Which households have an order of their own is asked with the reader's eyes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import BooleanField, Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from fangxian.areas import scope
from fangxian.areas.models import Area, Person, Post
from fangxian.areas.prepared import Remembered
from fangxian.areas.queries import holders_at, pack_chosen
from fangxian.areas.queries import in_force as serving
from fangxian.areas.roles import ROLES, Can
from fangxian.areas.rules import DIGITS, Level, key_of
from fangxian.measures.models import (
    Closure,
    Complaint,
    ComplaintOwner,
    Gate,
    GateTurn,
    Order,
    StayHome,
    StayHomeException,
    UnitClosure,
)
from fangxian.register.cutting import workers_at
from fangxian.register.models import Building, Household, Resident
from fangxian.register.queries import residents_like
from fangxian.rulepacks.packs import Pack, packaged_library


@dataclass(frozen=True)
class Counted:
    """How many households, and how many people in them."""

    households: int
    people: int


@dataclass(frozen=True)
class InForce:
    """Everything that binds a place at a moment: its closure, orders for single households, and exceptions."""

    closure: Closure | None
    stay_homes: list[StayHome]
    exceptions: list[StayHomeException]


def closure_at(area: Area, at: datetime) -> Closure | None:
    """The closure in force over a place: its own, else the nearest above it."""
    return next((found for found in _closures_over(line=line_keys(area)) if _runs(found, at)), None)


def _runs(closure: Closure, at: datetime) -> bool:
    lift = getattr(closure, "lift", None)
    return closure.since <= at and (lift is None or lift.at > at)


@Remembered
def _closures_over(line: list[int]) -> QuerySet[Closure]:
    found = Closure._base_manager.filter(area_id__in=line)
    return found.select_related("area", "open_gate", "decided_by", "supply_owner", "lift").order_by("-area__level")


def place_of_gate(gate: int) -> Area:
    """The place whose perimeter a gate is in. Raises Gate.DoesNotExist for one the reader does not see."""
    found = _gate.first(gate=gate)
    if found is None:
        raise Gate.DoesNotExist
    return found.area


@Remembered
def _gate(gate: int) -> QuerySet[Gate]:
    return Gate.objects.filter(pk=gate).select_related("area")


def closures_of(area: Area) -> QuerySet[Closure]:
    """The closures of this very place, newest first, with how they ended."""
    found = Closure.objects.filter(area=area).select_related(
        "area", "open_gate", "decided_by", "supply_owner", "lift__by"
    )
    return found.order_by("-since", "-pk")


def open_closure(area: Area) -> Closure | None:
    """The closure of this very place that nobody has lifted, begun or announced."""
    return Closure.objects.filter(area=area, lift=None).select_related("open_gate", "decided_by").first()


def gates_of(area: Area, at: datetime | None = None) -> QuerySet[Gate]:
    """The gates on the perimeter of this very place; with a moment, those of then, and each carries `is_open`."""
    if at is None:
        return Gate.objects.filter(area=area, retirement=None).select_related("area")
    return standing(at).filter(area=area).select_related("area").annotate(is_open=turned(at))


def open_gates(area: Area, at: datetime) -> list[Gate]:
    """The gates on the perimeter of this very place that are open at a moment."""
    return list(standing(at).filter(turned(at), area=area).select_related("area"))


def is_open(gate: Gate, at: datetime) -> bool:
    """Whether a gate is open at a moment: by its latest turn, and not given up by then."""
    return standing(at).filter(turned(at), pk=gate.pk).exists()


def standing(at: datetime) -> QuerySet[Gate]:
    """The gates that were not given up by a moment."""
    return Gate.objects.filter(Q(retirement=None) | Q(retirement__at__gt=at))


def turned(at: datetime) -> Coalesce:
    """For each gate, the outcome of its latest turn; a gate that was never turned is open."""
    turns = GateTurn.objects.filter(gate=OuterRef("pk"), at__lte=at).order_by("-at", "-pk")
    return Coalesce(Subquery(turns.values("opened")[:1]), Value(True), output_field=BooleanField())


def latest_turn_at(area: Area) -> datetime | None:
    """When a gate of this very place was last turned, or will be: nothing may be decided before it afterwards."""
    return GateTurn.objects.filter(gate__area=area).order_by("-at").values_list("at", flat=True).first()


def area_wide(area: Area, at: datetime) -> StayHome | None:
    """The stay-at-home order for everybody in a place: its own, else the nearest above it."""
    found = StayHome._base_manager.filter(running("end", at), household=None, area_id__in=line_keys(area))
    return found.select_related("area", "closure", "supply_owner").order_by("-area__level").first()


def confined(household: Household, at: datetime) -> StayHome | None:
    """The order that keeps a household at home at a moment: its own, else the one for its whole place."""
    own = StayHome.objects.filter(running("end", at), household=household).select_related("supply_owner")
    return own.order_by("-since").first() or area_wide(household.area, at)


def confined_in(area: Area, at: datetime) -> QuerySet[Household]:
    """The households at a place and below that must stay at home at a moment."""
    inside = Household.objects.filter(area_id__gte=area.span.first, area_id__lt=area.span.end)
    if area_wide(area, at):
        return inside
    below = StayHome.objects.filter(running("end", at), area_id__gte=area.span.first, area_id__lt=area.span.end)
    bound = Q(pk__in=below.exclude(household=None).values("household_id"))
    for order in below.filter(household=None).select_related("area"):
        bound |= Q(area_id__gte=order.area.span.first, area_id__lt=order.area.span.end)
    return inside.filter(bound)


def confined_households_count(area: Area, at: datetime) -> int:
    """How many lived-in households at a place and below must stay at home at a moment."""
    return confined_count(area, at).households


def confined_count(area: Area, at: datetime) -> Counted:
    """How many households and people must stay at home; upper levels count them without seeing them."""
    if scope.current().may(Can.SEE_HOMES, area.pk):
        return counted(area, at)
    with scope.counting(area.span):
        return counted(area, at)


def counted(area: Area, at: datetime) -> Counted:
    """The people who live in the confined households, and their homes."""
    living = Resident.objects.filter(Q(left_at=None) | Q(left_at__gt=at), household__in=confined_in(area, at))
    found = living.aggregate(households=Count("household", distinct=True), people=Count("pk"))
    return Counted(**found)


def exceptions_for(household: Household, at: datetime) -> list[StayHomeException]:
    """The exceptions a household has at a moment; none once nothing keeps it at home any more."""
    return list(exceptions_at(at).filter(still_bound(at), household=household))


def exceptions_in(area: Area, at: datetime) -> list[StayHomeException]:
    """The exceptions at a place and below at a moment, those that end first on top.

    Whoever need not stay at home any more has none, although its hours are written down.
    """
    inside = exceptions_at(at).filter(area_id__gte=area.span.first, area_id__lt=area.span.end)
    return list(inside.filter(still_bound(at)))


def still_bound(at: datetime) -> Q:
    """The exceptions of households under an order: of their own, of their place, or of the community around a grid.

    Nothing above a community is closed as a whole, so its line ends there.
    """
    around = Q(area=OuterRef("household__area")) | Q(area=OuterRef("household__area__parent"))
    wide = StayHome._base_manager.filter(running("end", at), around, household=None)
    own = StayHome.objects.filter(running("end", at), household=OuterRef("household"))
    return Q(Exists(own)) | Q(Exists(wide))


def exceptions_at(at: datetime) -> QuerySet[StayHomeException]:
    """Every exception in force at a moment, as far as the reader may see."""
    found = StayHomeException.objects.filter(running("end", at), until__gt=at).order_by("until", "pk")
    return found.select_related("household__dwelling__building", "resident", "approved_by")


def household_orders(area: Area, at: datetime) -> list[StayHome]:
    """The orders for single households at a place and below at a moment; those of a closed unit stand with it."""
    inside = StayHome.objects.filter(running("end", at), area_id__gte=area.span.first, area_id__lt=area.span.end)
    inside = inside.filter(unit_closure=None)
    named = inside.exclude(household=None).select_related("household__dwelling__building", "decided_by", "supply_owner")
    return list(named.order_by("since", "pk"))


def homes_found(area: Area, words: str) -> list[Household]:
    """Up to twenty households at a place and below that these words mean: an address, a name, a phone, a plate."""
    named = residents_like(area, words).order_by()
    inside = Household.objects.filter(area_id__gte=area.span.first, area_id__lt=area.span.end)
    found = inside.filter(Q(dwelling__building__number=words) | Q(pk__in=named.values("household_id")))
    ordered = found.select_related("dwelling__building").prefetch_related("residents")
    return list(ordered.order_by("dwelling__building__place_in_walk", "dwelling_id", "ordinal")[:20])


def homes_lived_in(area: Area) -> QuerySet[Household]:
    """The households at a place and below that somebody lives in, as one walks."""
    inside = Household.objects.filter(area_id__gte=area.span.first, area_id__lt=area.span.end)
    return as_one_walks(inside.filter(Exists(Resident.objects.filter(household=OuterRef("pk"), left_at=None))))


@dataclass(frozen=True)
class Pile:
    """Sheets that one person carries out: a grid and its worker, or neither for houses in no grid."""

    place: Area
    worker: Person | None
    sheets: int


def piles(area: Area, *, at: datetime) -> list[Pile]:
    """The notices of a place grid by grid, as they are printed and carried; empty where it is cut into none."""
    homes = homes_lived_in(area).order_by().values_list("area").annotate(sheets=Count("pk"))
    sheets, workers = dict(homes), workers_at(area, at=at)
    places = Area.objects.filter(pk__in=sheets).order_by("pk")
    found = [Pile(place, workers.get(place.pk), sheets[place.pk]) for place in places]
    return found if any(pile.place.level == Level.GRID for pile in found) else []


def homes_bound_by(closure: UnitClosure) -> QuerySet[Household]:
    """The households that stay at home because their unit-stair or building is closed, as one walks."""
    bound = StayHome.objects.filter(unit_closure=closure, end=None).order_by()
    return as_one_walks(Household.objects.filter(pk__in=bound.values("household")))


def as_one_walks(homes: QuerySet[Household]) -> QuerySet[Household]:
    """Building after building, with what their address is made of."""
    building = "dwelling__building__"
    order = ("place_in_walk", "zone", "number")
    ordered = homes.order_by(*(building + column for column in order), "dwelling__unit", "dwelling_id", "ordinal")
    return ordered.select_related("dwelling__building")


def in_force(area: Area, at: datetime) -> InForce:
    """Everything that binds a place at a moment, as far as the reader may see."""
    return InForce(closure_at(area, at), household_orders(area, at), exceptions_in(area, at))


def days_until_review(closure: Closure, *, on: date) -> int:
    """Days left until the closure must be looked at again; negative when it is overdue."""
    return (closure.review_on - on).days


def reviews_due(area: Area, *, on: date) -> list[Order]:
    """The orders at a place and below whose day to be looked at again has come, the longest overdue first."""
    places, units, homes = due_rows(area, on)
    found = [
        *places.select_related("area"), *units.select_related("building"),
        *homes.select_related("household__dwelling__building"),
    ]  # fmt: skip
    return sorted(found, key=lambda order: (order.review_on, order.since))


def reviews_due_count(area: Area, *, on: date) -> int:
    """How many they are, in one question."""
    first, *others = [rows.order_by().values_list("pk") for rows in due_rows(area, on)]
    return first.union(*others, all=True).count()


def due_rows(area: Area, on: date) -> tuple[QuerySet[Closure], QuerySet[UnitClosure], QuerySet[StayHome]]:
    """Closures, closed unit-stairs and buildings, and orders for single households that are due for review.

    As far as the reader may see them; an order that came with a closure is looked at with the closure.
    """
    due = {"area_id__gte": area.span.first, "area_id__lt": area.span.end, "review_on__lte": on}
    alone = StayHome.objects.filter(end=None, closure=None, unit_closure=None, **due)
    return Closure.objects.filter(lift=None, **due), UnitClosure.objects.filter(lift=None, **due), alone


def rules_for(area: Area, *, on: date) -> Pack:
    """The disease pack that governs a place on a day."""
    return packaged_library().pack(pack_chosen(area, "disease", on=on))


def deciding_level(person: Person, area: Area, *, at: datetime) -> int:
    """The highest level at which a person may decide for a place: the smaller the number, the higher the body."""
    roles = [role for role, abilities in ROLES.items() if Can.DECIDE in abilities]
    posts = Post._base_manager.filter(serving(at), person=person, role__in=roles, area_id__in=line_keys(area))
    return posts.order_by("area__level").values_list("area__level", flat=True).first() or Level.GRID


def running(end: str, at: datetime) -> Q:
    """The filter for what has begun and whose ending row, reached by this name, has not come at a moment."""
    return Q(since__lte=at) & (Q(**{end: None}) | Q(**{f"{end}__at__gt": at}))


def line_keys(area: Area) -> list[int]:
    """The keys of a place and of every place above it."""
    return [key_of(area.code[:digits]) for level, digits in DIGITS.items() if level <= area.level]


def homes_in_unit(building: Building, unit: str) -> list[Household]:
    """The households somebody lives in, in a unit-stair, or with no unit in the whole building."""
    lived_in = Resident.objects.filter(left_at=None, household__dwelling__building=building)
    homes = Household.objects.filter(pk__in=lived_in.values("household_id"))
    found = homes.filter(dwelling__unit=unit) if unit else homes
    return list(found.order_by("dwelling_id", "ordinal"))


def unbound_homes(closure: UnitClosure) -> list[Household]:
    """The households behind a closed door that have no order: whoever moved in after it was closed."""
    homes = homes_in_unit(closure.building, closure.unit)
    bound = set(StayHome.objects.filter(household__in=homes, end=None).values_list("household_id", flat=True))
    return [home for home in homes if home.pk not in bound]


def closures_behind(homes: Iterable[Household]) -> dict[int, UnitClosure]:
    """By household (with its dwelling) that is lived in: the closure of its stair or building that nobody has lifted.

    Where both are closed it is the building's, which ends last by the way a perimeter is narrowed.
    """
    lived_in = set(Resident.objects.filter(household__in=homes, left_at=None).values_list("household_id", flat=True))
    doors = {home.pk: home.dwelling for home in homes if home.pk in lived_in}
    closed = UnitClosure.objects.filter(lift=None, building__in={door.building_id for door in doors.values()})
    return {
        home: closure
        for closure in closed.order_by("-unit", "pk")
        for home, door in doors.items()
        if door.building_id == closure.building_id and closure.unit in ("", door.unit)
    }


def newcomers(closures: Iterable[UnitClosure]) -> dict[int, int]:
    """By closed unit-stair or building, how many households behind it have no order; in one question for all."""
    closed = list(closures)
    lived_in = Exists(Resident.objects.filter(household=OuterRef("pk"), left_at=None))
    bound = Exists(StayHome.objects.filter(household=OuterRef("pk"), end=None))
    homes = Household.objects.filter(lived_in, ~bound, dwelling__building__in=[one.building_id for one in closed])
    doors = list(homes.values_list("dwelling__building", "dwelling__unit"))
    return {
        one.pk: sum(building == one.building_id and one.unit in ("", unit) for building, unit in doors)
        for one in closed
    }


def unit_closures(area: Area, at: datetime) -> QuerySet[UnitClosure]:
    """The unit-stairs and buildings at a place and below that are closed at a moment, each with its households."""
    inside = UnitClosure.objects.filter(running("lift", at), area_id__gte=area.span.first, area_id__lt=area.span.end)
    counted_ones = inside.annotate(homes=Count("stay_homes", filter=Q(stay_homes__end=None)))
    return counted_ones.select_related("building", "decided_by", "supply_owner").order_by("since", "pk")


def answerers(area: Area, *, at: datetime, deciding: bool) -> list[Person]:
    """Who may answer complaints at a place, grid workers first; of those only who may decide, for an appeal."""
    found = holders_at(area, Can.ANSWER, at=at)
    deciders = {who.pk for who in holders_at(area, Can.DECIDE, at=at)}
    if deciding:
        return [who for who in found if who.pk in deciders]
    return sorted(found, key=lambda who: who.pk in deciders)


def complaints(area: Area) -> QuerySet[Complaint]:
    """The complaints of the households at a place and below, each with its owner's number and name."""
    owners = ComplaintOwner.objects.filter(complaint=OuterRef("pk")).order_by("-at", "-pk")
    inside = Complaint.objects.filter(household__area_id__gte=area.span.first, household__area_id__lt=area.span.end)
    named = inside.annotate(
        owner=Subquery(owners.values("owner_id")[:1]), owner_name=Subquery(owners.values("owner__name")[:1])
    )
    return named.select_related("household__dwelling__building", "heard_by", "answer__by")


def waiting_complaints(area: Area, at: datetime) -> QuerySet[Complaint]:
    """Those nobody had answered by a moment, by the time they are to be answered."""
    return complaints(area).filter(Q(answer=None) | Q(answer__at__gt=at), at__lte=at).order_by("due_at", "pk")


def topics_raised(area: Area, *, since: datetime, until: datetime) -> dict[str, int]:
    """How many households raised each topic within a time, the most frequent first."""
    span = area.span
    inside = Complaint.objects.filter(
        household__area_id__gte=span.first, household__area_id__lt=span.end, at__gt=since, at__lte=until
    )
    told = inside.values_list("topic").annotate(households=Count("household", distinct=True))
    return dict(told.order_by("-households", "topic"))
