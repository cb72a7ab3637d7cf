"""Questions about sweeps: which is running, how each dwelling stands, the walk to what is open, who was asked."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate
from typing import overload

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from fangxian.areas.models import Area
from fangxian.areas.queries import community_of
from fangxian.areas.rules import Span
from fangxian.calc.routes.rounds import Door, walking_order
from fangxian.canvass.models import Knock, Sweep, SweepRound
from fangxian.canvass.rules import Outcome, Tally, floor_of, standing, tally
from fangxian.register.models import Building, Dwelling, Resident

ASKED_SHOWN = 20


@dataclass(frozen=True)
class Home:
    """A dwelling on the walk: how it stands, when somebody was last there, and how many people live in it."""

    dwelling: Dwelling
    building: Building
    outcome: Outcome
    at: datetime | None
    by: str
    persons: int


@dataclass(frozen=True)
class Part:
    """A building or a grid in the report."""

    key: int
    name: str
    tally: Tally


def sweeps_of(area: Area) -> QuerySet[Sweep]:
    """The sweeps that go through a place: its own, its grids', its community's; the newest first.

    A grid's people may read what is asked: a sweep holds no household, so sight of the community is not asked.
    """
    around = Q(area=community_of(area)) | inside(area.span)
    return Sweep._base_manager.filter(around).select_related("begun_by", "end").order_by("-begun_at", "-pk")


def running(area: Area) -> Sweep | None:
    """The sweep that is walked now at a place."""
    return sweeps_of(area).filter(end=None).first()


def sweep_with(area: Area, key: int) -> Sweep | None:
    """A sweep that goes through a place."""
    return sweeps_of(area).filter(pk=key).select_related("area", "begun_by", "end").first()


def ground(sweep: Sweep, area: Area) -> Span:
    """The part of a place a sweep goes through: the smaller of the two."""
    return area.span if area.level >= sweep.area.level else sweep.area.span


def rounds_of(sweep: Sweep) -> dict[int, datetime]:
    """The rounds of a sweep by number, with when each began."""
    return dict(SweepRound._base_manager.filter(sweep=sweep).order_by("number").values_list("number", "begun_at"))


def standings(sweep: Sweep, span: Span, *, until: datetime | None = None) -> dict[int, Outcome]:
    """How every dwelling of a span stands in a sweep, by its number; the plain ones need two questions."""
    found: dict[int, Outcome] = dict.fromkeys(
        Dwelling.objects.filter(inside(span)).values_list("pk", flat=True), Outcome.NOT_ATTEMPTED
    )
    knocks = Knock.objects.filter(inside(span), sweep=sweep).order_by("at", "pk")
    knocks = knocks if until is None else knocks.filter(at__lt=until)
    for dwelling, outcome in knocks.values_list("dwelling_id", "outcome"):
        if dwelling in found:
            found[dwelling] = standing((found[dwelling], Outcome(outcome)))
    return found


def tally_of(sweep: Sweep, area: Area) -> Tally:
    """How many dwellings of a place stand how in a sweep."""
    return tally(standings(sweep, ground(sweep, area)).values())


def by_building(sweep: Sweep, area: Area) -> list[Part]:
    """The report building by building, along the way."""
    span = ground(sweep, area)
    stand = standings(sweep, span)
    grouped: dict[int, list[Outcome]] = defaultdict(list)
    for dwelling, building in Dwelling.objects.filter(inside(span)).values_list("pk", "building_id"):
        grouped[building].append(stand[dwelling])
    buildings = Building.objects.filter(inside(span)).order_by("place_in_walk", "zone", "number")
    return [Part(b.pk, str(b), tally(grouped[b.pk])) for b in buildings if b.pk in grouped]


def by_grid(sweep: Sweep, area: Area) -> list[Part]:
    """The report grid by grid; dwellings in no grid stand under the community's own name."""
    span = ground(sweep, area)
    stand = standings(sweep, span)
    grouped: dict[int, list[Outcome]] = defaultdict(list)
    for dwelling, key in Dwelling.objects.filter(inside(span)).values_list("pk", "area_id"):
        grouped[key].append(stand[dwelling])
    names = dict(Area.objects.filter(pk__in=grouped).values_list("pk", "name"))
    return [Part(key, names[key], tally(grouped[key])) for key in sorted(grouped)]


class Walk(Sequence[Home]):
    """The doors of a sweep in a place that stand so, as one walks: building after building, up stair by stair.

    There are thousands, and a page shows sixty: by the buildings one knows which, and only those are read.
    """

    def __init__(self, sweep: Sweep, area: Area, wanted: Collection[Outcome] = frozenset(Outcome)) -> None:
        self.sweep, self.span = sweep, ground(sweep, area)
        self.stand = standings(sweep, self.span)
        self.tally = tally(self.stand.values())
        doors: dict[int, list[int]] = defaultdict(list)
        rows = Dwelling.objects.filter(inside(self.span)).order_by()
        for dwelling, building in rows.values_list("pk", "building_id"):
            if self.stand[dwelling] in wanted:
                doors[building].append(dwelling)
        self.buildings = in_walking_order(Building._base_manager.filter(pk__in=doors))
        self.doors = [doors[building.pk] for building in self.buildings]

    def __len__(self) -> int:
        return sum(map(len, self.doors))

    @overload
    def __getitem__(self, at: int) -> Home: ...

    @overload
    def __getitem__(self, at: slice) -> list[Home]: ...

    def __getitem__(self, at: int | slice) -> Home | list[Home]:
        """The homes at these places, in a fixed number of questions."""
        places = range(len(self))[at]
        if isinstance(places, int):
            return self.between(places, places + 1)[0]
        return self.between(places.start, places.stop)[:: places.step] if places else []

    def between(self, first: int, end: int) -> list[Home]:
        """The homes from one place on to another: those of all buildings they lie in are put in order."""
        begins = list(accumulate(map(len, self.doors), initial=0))
        touched = range(bisect_right(begins, first) - 1, bisect_left(begins, end))
        dwellings = self.dwellings_in(touched)
        homes = [dwellings[int(door.id)] for door in walking_order(map(door_of, dwellings.values()))]
        shown = homes[first - begins[touched.start] :][: end - first]
        keys = [dwelling.pk for dwelling in shown]
        last, persons = last_knocks(self.sweep, self.span, keys), persons_in(self.span, keys)
        found = []
        for each in shown:
            at, by = last.get(each.pk, (None, ""))
            found.append(Home(each, each.building, self.stand[each.pk], at, by, persons.get(each.pk, 0)))
        return found

    def dwellings_in(self, touched: range) -> dict[int, Dwelling]:
        """The doors of these buildings by number; those of one building with the same building."""
        standing = {self.buildings[at].pk: self.buildings[at] for at in touched}
        keys = [key for at in touched for key in self.doors[at]]
        found = {dwelling.pk: dwelling for dwelling in Dwelling.objects.filter(pk__in=keys).order_by()}
        for dwelling in found.values():
            dwelling.building = standing[dwelling.building_id]
        return found


def in_walking_order(buildings: Iterable[Building]) -> list[Building]:
    """Buildings as somebody walks them."""
    by_key = {str(building.pk): building for building in buildings}
    walk = walking_order(Door(id=key, building=name_on_walk(each)) for key, each in by_key.items())
    return [by_key[door.id] for door in walk]


def last_knocks(sweep: Sweep, span: Span, among: Collection[int] | None = None) -> Mapping[int, tuple[datetime, str]]:
    """When somebody was last at each door in a sweep, and who; of all doors, or of some."""
    knocks = Knock.objects.filter(inside(span), sweep=sweep).order_by("at", "pk")
    knocks = knocks if among is None else knocks.filter(dwelling__in=among)
    return {dwelling: (at, by) for dwelling, at, by in knocks.values_list("dwelling_id", "at", "by__name")}


def persons_in(span: Span, among: Collection[int] | None = None) -> dict[int, int]:
    """How many people live in each dwelling; in all of them, or in some."""
    people = Resident.objects.filter(inside(span), left_at=None).order_by()
    people = people if among is None else people.filter(household__dwelling__in=among)
    counted = people.values("household__dwelling_id").annotate(n=Count("pk"))
    return {row["household__dwelling_id"]: row["n"] for row in counted}


def door_of(dwelling: Dwelling) -> Door:
    """A dwelling as the walk sees it; buildings stand in the order somebody walks them."""
    return Door(
        id=str(dwelling.pk), building=name_on_walk(dwelling.building), unit=dwelling.unit,
        floor=floor_of(dwelling.room), number=dwelling.room,
    )  # fmt: skip


def name_on_walk(building: Building) -> str:
    """What a building is sorted by: in the order somebody walks, then by its name."""
    return f"{building.place_in_walk} {building.zone} {building.number} {building.pk}"


def asked_before(dwelling: Dwelling) -> list[Knock]:
    """Every time somebody stood at this door, in whatever sweep, the latest first."""
    knocks = Knock.objects.filter(dwelling=dwelling).select_related("by", "sweep")
    return list(knocks.order_by("-at", "-pk")[:ASKED_SHOWN])


def outcomes_at(sweep: Sweep, dwelling: int) -> list[Outcome]:
    """What came of the knocks at one door in a sweep, in their order."""
    knocks = Knock.objects.filter(sweep=sweep, dwelling=dwelling).order_by("at", "pk")
    return [Outcome(outcome) for outcome in knocks.values_list("outcome", flat=True)]


def inside(span: Span) -> Q:
    """The filter for a span of places."""
    return Q(area_id__gte=span.first, area_id__lt=span.end)


def placed_buildings(sweep: Sweep, area: Area) -> list[Building]:
    """The buildings of a sweep that have a place on the map."""
    return list(Building.objects.filter(inside(ground(sweep, area)), lon__isnull=False, lat__isnull=False))


def summed(parts: Iterable[Part]) -> Tally:
    """All parts together."""
    return Tally(sum((part.tally.counts for part in parts), start=Counter()))


def knocked(span: Span, *, since: datetime, until: datetime, outcome: Outcome | None = None) -> int:
    """How many dwellings somebody stood at in a time, each once; only those with this outcome, if one is named."""
    knocks = Knock.objects.filter(inside(span), at__gte=since, at__lt=until)
    knocks = knocks if outcome is None else knocks.filter(outcome=outcome)
    return knocks.order_by().values("dwelling").distinct().count()


def asked_twice(span: Span, *, since: datetime, until: datetime) -> int:
    """How many dwellings opened in a time that had opened in the same sweep before: they were asked the same again."""
    opened = Knock.objects.filter(outcome=Outcome.OPENED)
    before = opened.filter(sweep=OuterRef("sweep"), dwelling=OuterRef("dwelling"), at__lt=OuterRef("at"))
    again = opened.filter(inside(span), Exists(before), at__gte=since, at__lt=until)
    return again.order_by().values("dwelling").distinct().count()


def left_at(area: Area, *, at: datetime) -> int | None:
    """Dwellings nobody had been to at a moment in the sweeps that were walked then; None if none was."""
    walked = Sweep.objects.filter(inside(area.span), begun_at__lt=at).exclude(end__at__lt=at).select_related("area")
    tallies = [tally(standings(sweep, ground(sweep, area), until=at).values()) for sweep in walked]
    return sum(each.never for each in tallies) if tallies else None
