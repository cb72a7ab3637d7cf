"""Who is inside, what passed lately, and the balance of a shift."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, DateTimeField, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, ExtractHour, Greatest
from django.utils import timezone

from fangxian.areas.models import Area
from fangxian.areas.prepared import Prepared
from fangxian.gates.models import GateHour, Handover, Passage
from fangxian.gates.queries.standing import here
from fangxian.gates.rules import Passed, Way
from fangxian.gates.rules.ruling import TRIP
from fangxian.measures.models import Gate
from fangxian.register.models import Resident


@dataclass(frozen=True)
class Counts:
    """Persons inside = those who live here + in - out; `visitors` are the ones among them who do not live here."""

    register: int
    came_in: int
    went_out: int
    visitors: int

    @property
    def inside(self) -> int:
        """How many are inside."""
        return self.register + self.came_in - self.went_out


@dataclass(frozen=True)
class Balance:
    """A shift's sum at one gate."""

    persons_in: int
    persons_out: int
    turned_back: int
    held: int
    vehicles: int


@dataclass(frozen=True)
class Filter:
    """What a reader of the passages asks for; empty asks for everything."""

    on: date | None = None
    kind: str = ""
    gate: int | None = None
    outcome: str = ""
    flagged: bool = False


INTO, OUT, GUEST = Q(way=Way.IN), Q(way=Way.OUT), Q(home=False)
# What a gate's hours hold, counted from passages.
SUMS = {
    "persons_in": Sum("persons", filter=INTO, default=0), "persons_out": Sum("persons", filter=OUT, default=0),
    "guests_in": Sum("persons", filter=INTO & GUEST, default=0),
    "guests_out": Sum("persons", filter=OUT & GUEST, default=0),
}  # fmt: skip


def inside_count(area: Area, at: datetime, *, register: int | None = None) -> Counts:
    """Persons inside a place at a moment. Passages of people who no longer live here leave with them.

    The hours before are summed up already; only the passages of this hour, and of those who left, are counted now.
    `register` is how many live here, for whoever has counted them already.
    """
    span, hour = here(area), hour_of(at)
    whole = GateHour.objects.filter(area_id__gte=span.first, area_id__lt=span.end, hour__lt=hour)
    before = whole.aggregate(**{name: Sum(name, default=0) for name in SUMS})
    now = counting(area).filter(at__gte=hour, at__lte=at).aggregate(**SUMS)
    gone = counting(area).filter(subject__in=lines_of_departed(area, at), at__lte=at).aggregate(**SUMS)
    sums = {name: before[name] + now[name] - gone[name] for name in SUMS}
    visitors = max(0, sums["guests_in"] - sums["guests_out"])
    living = living_at(area, at) if register is None else register
    return Counts(living, sums["persons_in"], sums["persons_out"], visitors)


def hour_of(at: datetime) -> datetime:
    """When the hour of a moment begins; the same hours whatever the zone."""
    return at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def lines_of_departed(area: Area, at: datetime) -> list[str]:
    """Whose passages do not count any more: residents of a place who had left it by a moment."""
    span = here(area)
    left = Resident.objects.filter(left_at__lte=at, area_id__gte=span.first, area_id__lt=span.end).order_by()
    return [f"r{pk}" for pk in left.values_list("pk", flat=True)]


def living_at(area: Area, at: datetime) -> int:
    """How many people the register of a place holds at a moment."""
    span = here(area)
    living = Resident.objects.filter(Q(left_at=None) | Q(left_at__gt=at), area_id__gte=span.first, area_id__lt=span.end)
    return living.count()


def at_place(area: Area) -> QuerySet[Passage]:
    """Every passage at the gates of a place's community, found by gate: with a time, that is a stretch of one index."""
    span = here(area)
    gates = Gate.objects.filter(area_id__gte=span.first, area_id__lt=span.end).order_by()
    return Passage.objects.filter(gate__in=gates.values("pk"))


def counting(area: Area) -> QuerySet[Passage]:
    """The passages that went through and were not taken back."""
    return at_place(area).filter(outcome=Passage.PASSED, taken_back=None)


def passages_of(area: Area, asked: Filter) -> QuerySet[Passage]:
    """The passages a reader asks for, latest first, with everything a row of the list shows."""
    found = at_place(area)
    if asked.on:
        start = datetime.combine(asked.on, time(0), timezone.get_current_timezone())
        found = found.filter(at__gte=start, at__lt=start + timedelta(days=1))
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if asked.gate:
        found = found.filter(gate=asked.gate)
    if asked.outcome:
        found = found.filter(outcome=asked.outcome)
    if asked.flagged:
        found = found.exclude(flags=[], remarks=[])
    return with_names(found)


def with_names(found: QuerySet[Passage]) -> QuerySet[Passage]:
    """Latest first, with gate, person, household and hand that wrote it."""
    shown = found.select_related(
        "gate", "resident", "household__dwelling__building", "recorded_by", "taken_back__by", "authorisation"
    )
    return shown.order_by("-at", "-id")


def recent_passages(area: Area, gate: Gate, *, count: int) -> list[Passage]:
    """The last passages at a gate."""
    return list(with_names(at_place(area).filter(gate=gate))[:count])


def passage_with(number: UUID) -> Passage | None:
    """The passage of this number with everything a row shows, if the reader may see it."""
    return with_names(Passage.objects.filter(pk=number)).first()


def last_ways(residents: list[int]) -> dict[int, str]:
    """For each resident the direction of their last passage, if there is one."""
    rows = Passage.objects.filter(subject__in=[f"r{pk}" for pk in residents], outcome=Passage.PASSED, taken_back=None)
    return dict(rows.order_by("at", "id").values_list("resident_id", "way"))


def handovers_of(area: Area) -> QuerySet[Handover]:
    """The hand-overs at the gates of a place's community, latest first."""
    span = here(area)
    rows = Handover.objects.filter(area_id__gte=span.first, area_id__lt=span.end)
    return rows.select_related("gate", "handed_by").order_by("-at")


def line_of(subject: str, household: int | None, *, about: datetime) -> dict[Passed, list[str]]:
    """The counting passages of one subject and the shopping trips of a household, with the flags they carry now.

    From the last one before a moment to the first one after it: a flag looks back one passage, so nothing further on
    changes, however many follow. With both, the window reaches as far as either needs.
    """
    if subject and household is not None:
        columns = [
            *_of_subject_with_trips(subject=subject, household=household, about=about),
            *_trips_with_subject(subject=subject, household=household, about=about),
        ]
    elif subject:
        columns = _of_subject(subject=subject, about=about)
    else:
        columns = _trips_of(household=household, about=about)
    return {
        Passed(pk, at, Way(way), home, of, house if purpose == TRIP else None): held
        for pk, at, way, home, of, house, purpose, held in columns
    }


LINE = ("pk", "at", "way", "home", "subject", "household_id", "purpose", "flags")


@Prepared
def _of_subject(subject: str, about: datetime) -> Any:
    line = _counting().filter(subject=subject)
    return _around(line, line, about, until=_after(line, about)).values_list(*LINE)


@Prepared
def _trips_of(household: int, about: datetime) -> Any:
    trips = _counting().filter(household=household, purpose=TRIP)
    out = trips.filter(way=Way.OUT)
    return _around(trips, out, about, until=_after(out, about)).values_list(*LINE)


@Prepared
def _of_subject_with_trips(subject: str, household: int, about: datetime) -> Any:
    line = _counting().filter(subject=subject)
    out = _counting().filter(household=household, purpose=TRIP, way=Way.OUT)
    return _around(line, line, about, until=Greatest(_after(line, about), _after(out, about))).values_list(*LINE)


@Prepared
def _trips_with_subject(subject: str, household: int, about: datetime) -> Any:
    line = _counting().filter(subject=subject)
    trips = _counting().filter(household=household, purpose=TRIP)
    out = trips.filter(way=Way.OUT)
    return _around(trips, out, about, until=Greatest(_after(line, about), _after(out, about))).values_list(*LINE)


def _around(line: QuerySet[Passage], compared: QuerySet[Passage], about: datetime, *, until: Any) -> QuerySet[Passage]:
    """The line from the last of those compared with before a moment on, or from that moment, until another."""
    last = compared.filter(at__lt=about).order_by("-at").values("at")[:1]
    since = Coalesce(Subquery(last), about, output_field=DateTimeField())
    return line.filter(at__gte=since, at__lte=until)


def _after(line: QuerySet[Passage], about: datetime) -> Coalesce:
    """When the next one of a line passed after a moment; that moment itself where none did."""
    following = line.filter(at__gt=about).order_by("at").values("at")[:1]
    return Coalesce(Subquery(following), about, output_field=DateTimeField())


def _counting() -> QuerySet[Passage]:
    return Passage.objects.filter(outcome=Passage.PASSED, taken_back=None)


def last_handover(gate: Gate, at: datetime) -> Handover | None:
    """The latest hand-over at a gate up to a moment."""
    return Handover.objects.filter(gate=gate, at__lte=at).order_by("-at").first()


def balance(gate: Gate, *, since: datetime | None, until: datetime) -> Balance:
    """What went through a gate after one moment up to another."""
    rows = Passage.objects.filter(gate=gate, taken_back=None, at__lte=until)
    if since is not None:
        rows = rows.filter(at__gt=since)
    through = Q(outcome=Passage.PASSED)
    sums = rows.aggregate(
        persons_in=Sum("persons", filter=through & Q(way=Way.IN), default=0),
        persons_out=Sum("persons", filter=through & Q(way=Way.OUT), default=0),
        turned_back=Count("pk", filter=Q(outcome=Passage.TURNED_BACK)),
        held=Count("pk", filter=Q(outcome=Passage.HELD)),
        vehicles=Count("pk", filter=through & Q(kind="vehicle")),
    )
    return Balance(**sums)


def by_hour(found: QuerySet[Passage]) -> dict[str, list[int]]:
    """Passages in and out for each hour of the day, from 0 to 23."""
    rows = found.filter(taken_back=None, outcome=Passage.PASSED).order_by().annotate(hour=ExtractHour("at"))
    hours = {"in": [0] * 24, "out": [0] * 24}
    for way, hour, number in rows.values_list("way", "hour").annotate(number=Count("pk")):
        hours[way][hour] = number
    return hours
