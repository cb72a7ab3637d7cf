"""Questions about rounds: what is due in walking order, how far each building is, what the pack says."""

from base64 import b64decode
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import get_language

from fangxian.areas.models import Area
from fangxian.areas.queries import pack_chosen
from fangxian.disinfection.models import DoorDone, Product, ProofPart, Round, Stop
from fangxian.disinfection.rules.due import Condition, Stand, stands
from fangxian.disinfection.rules.photo import bare_jpeg
from fangxian.disinfection.rules.warnings import Work
from fangxian.door.models import Entry
from fangxian.register.models import Building, Dwelling
from fangxian.register.ways import Drawing, Way, drawing_of
from fangxian.rulepacks.packs import Pack, Row, packaged_library
from fangxian.rulepacks.schema import VOCABULARIES


@dataclass(frozen=True)
class Place:
    """A place of a round as it stands."""

    stop: Stop
    stand: Stand
    last_done: datetime | None

    @property
    def condition(self) -> Condition:
        """Waiting, done, due or overdue."""
        return self.stand.condition


@dataclass
class Coverage:
    """How far one building is."""

    building: str
    counts: Counter[Condition] = field(default_factory=Counter)

    @property
    def done(self) -> int:
        """Places done for now."""
        return self.counts[Condition.DONE]

    @property
    def due(self) -> int:
        """Places due and not late."""
        return self.counts[Condition.DUE]

    @property
    def overdue(self) -> int:
        """Places late by a whole interval."""
        return self.counts[Condition.OVERDUE]

    @property
    def total(self) -> int:
        """All its places."""
        return self.counts.total()


def pack_of(area: Area, *, on: date) -> Pack:
    """The disease pack that governs a place on a day."""
    return packaged_library().pack(pack_chosen(area, "disease", on=on))


def advice(pack: Pack, surface: str) -> Row | None:
    """What the pack says on a surface: strength, time, frequency, method."""
    return pack.row("disinfection.surfaces", surface=surface)


def word(vocabulary: str, code: str) -> str:
    """A code of the packs in the reader's language; an unknown one as it stands."""
    label = VOCABULARIES[vocabulary].get(code)
    return label.spoken(language=get_language() or "en") if label else code


def products(area: Area) -> QuerySet[Product]:
    """The products at hand at a place and below."""
    return Product.objects.filter(inside(area)).select_related("added_by")


def rounds(area: Area) -> QuerySet[Round]:
    """The rounds that are walked now or soon."""
    return Round.objects.filter(inside(area), end=None).select_related("product", "planned_by").order_by("begins", "pk")


def places(area: Area, *, at: datetime) -> list[Place]:
    """Every place of every round in walking order, with its standing at a moment."""
    last = DoorDone.objects.filter(stop=OuterRef("pk"), at__lte=at).order_by("-at").values("at")[:1]
    stops = Stop.objects.filter(inside(area), round__end=None).select_related("round__product", "building")
    walked = stops.annotate(last_done=Subquery(last)).order_by("place_in_walk", "round_id", "pk")
    return [place_of(stop, stop.last_done, at=at) for stop in walked]


def place_of(stop: Stop, last_done: datetime | None, *, at: datetime) -> Place:
    """One place as it stands."""
    planned = stop.round
    stand = stands(begins=planned.begins, times_per_day=planned.times_per_day, last_done=last_done, at=at)
    return Place(stop, stand, last_done)


def drawn(found: Iterable[Place]) -> Drawing:
    """The buildings of every round on the map, in walking order."""
    walks: dict[str, list[Building]] = {}
    for place in found:
        if place.stop.building:
            walks.setdefault(place.stop.round.name, []).append(place.stop.building)
    return drawing_of(Way(name, buildings) for name, buildings in walks.items())


def coverage(found: Iterable[Place]) -> list[Coverage]:
    """The places per building, in walking order; places in no building under an empty name."""
    by_building: dict[str, Coverage] = {}
    for place in found:
        name = f"{place.stop.building or place.stop.building_number}"
        by_building.setdefault(name, Coverage(name)).counts[place.condition] += 1
    return list(by_building.values())


def history(stop: Stop) -> QuerySet[DoorDone]:
    """Every time a place was done, the latest first."""
    return DoorDone.objects.filter(stop=stop).select_related("by", "product").order_by("-at")


def photographed(dones: Iterable[DoorDone]) -> set[int]:
    """Of which of them the whole photo is here, as far as the visitor may see photos."""
    parts = ProofPart.objects.filter(done__in=[done.pk for done in dones]).order_by().values("done", "of")
    return {row["done"] for row in parts.annotate(here=Count("pk")) if row["here"] == row["of"]}


def photo_of(done: DoorDone) -> bytes | None:
    """The photo, bare of what the camera wrote beside it; None while parts are missing or it is none."""
    parts = list(ProofPart.objects.filter(done=done).order_by("number"))
    if not parts or len(parts) != parts[0].of:
        return None
    try:
        return bare_jpeg(b"".join(b64decode(part.data, validate=True) for part in parts))
    except ValueError:
        return None


def looks_at(dones: Iterable[DoorDone]) -> dict[int, list[Entry]]:
    """Who opened the photos of these, and when, the latest first; as far as the visitor may see the ledger."""
    entries = Entry.objects.filter(kind="disinfection.look_at_proof", payload__done__in=[done.pk for done in dones])
    found: dict[int, list[Entry]] = {}
    for entry in entries.select_related("by").order_by("-happened_at"):
        found.setdefault(entry.answer["done"], []).append(entry)
    return found


def work_of(planned: Round, *, people_present: bool = False, raining: bool = False) -> Work:
    """The circumstances of a round as the warnings want them."""
    return Work(
        surface=planned.surface,
        spraying=planned.method == "spray",
        outdoors=planned.outdoors,
        people_present=people_present,
        raining=raining,
        chlorine=planned.product.mg_l is not None,
        flammable=planned.product.flammable,
    )


def every_unit(area: Area) -> list[tuple[Building, str]]:
    """Every building of a place with each of its units, in walking order: what a round without a list visits."""
    buildings = {building.pk: building for building in Building.objects.filter(inside(area))}
    units = Dwelling.objects.filter(inside(area)).values_list("building_id", "unit").distinct()
    of_building: dict[int, set[str]] = {}
    for building, unit in units:
        of_building.setdefault(building, set()).add(unit)
    return [
        (building, unit)
        for building in sorted(buildings.values(), key=walk)
        for unit in sorted(of_building.get(building.pk, {""}), key=by_number)
    ]


def buildings_by_number(area: Area) -> dict[str, list[Building]]:
    """The buildings of a place by number: several where compounds or streets repeat it."""
    named: dict[str, list[Building]] = {}
    for building in Building.objects.filter(inside(area)):
        named.setdefault(building.number, []).append(building)
    return named


def walk(building: Building) -> tuple[int, str, tuple[int, str]]:
    """Where a building stands in the walk."""
    return building.place_in_walk, building.zone, by_number(building.number)


def by_number(text: str) -> tuple[int, str]:
    """Numbers in their order: 2 before 10."""
    digits = "".join(char for char in text if char.isdigit())
    return int(digits or 0), text


def inside(area: Area) -> Q:
    """The filter for a place and everything below it."""
    return Q(area_id__gte=area.span.first, area_id__lt=area.span.end)


def local_day(moment: datetime) -> date:
    """The day a moment lies in, where the house stands."""
    return timezone.localtime(moment).date()
