"""Questions about signals from workplaces: what was heard, who of ours works there, and how it stands."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from fangxian.areas.models import Area
from fangxian.cases.models import Case, Signal, SignalWatch
from fangxian.cases.rules.shifts import Mate, Meant, meant
from fangxian.register.models import Employer, Resident
from fangxian.register.queries import employers_in, same_workplace, span_of_community, within
from fangxian.register.workplaces import meant_by


@dataclass(frozen=True)
class InBuilding:
    """Those of a signal who live in one building, by name."""

    building: str
    rows: tuple[SignalWatch, ...]


@dataclass(frozen=True)
class InGrid:
    """Those of a signal who live in one grid: how many, how many still under observation, and who, by building."""

    area: Area
    people: int
    watched: int
    buildings: tuple[InBuilding, ...]


def signals_in(area: Area) -> QuerySet[Signal]:
    """The signals of the community of a place, the latest first, each with how many it watches (`people`)."""
    found = within(Signal.objects.all(), span_of_community(area)).select_related(
        "employer", "by", "end__case", "end__by"
    )
    counted: QuerySet[Signal] = found.annotate(people=Count("watches"))
    return counted


def workplaces_meant(area: Area, words: str) -> list[Employer]:
    """The workplaces one line may mean, the likeliest first, each with how many of ours work there."""
    named = {one.pk: one for one in employers_in(area)}
    return [named[key] for key in meant_by(words, {key: one.name for key, one in named.items()})]


def workers_of(area: Area, employer: int, *, at: datetime) -> QuerySet[Resident]:
    """Everybody living in the community who works there, under any of the names that mean it."""
    here = within(Resident.objects.filter(employer__in=same_workplace(area, employer)), span_of_community(area))
    living = here.filter(Q(left_at=None) | Q(left_at__gt=at))
    return living.select_related("area", "household__dwelling__building").order_by("area_id", "pk")


def by_grid(signal: Signal) -> list[InGrid]:
    """Those a signal watches as far as the reader sees their homes, grid by grid, and building by building inside.

    Whoever it proved to be is a case and not on the list: it is passed around, and must name no patient.
    """
    rows = SignalWatch.objects.filter(signal=signal).select_related(
        "resident__area", "resident__household__dwelling__building", "watch__end"
    )
    case = signal.end.case if hasattr(signal, "end") else None
    if case is not None and case.resident_id is not None:
        rows = rows.exclude(resident=case.resident_id)
    grids: dict[Area, list[SignalWatch]] = {}
    for row in rows.order_by("resident__area_id", "resident__household__dwelling__building__place_in_walk", "pk"):
        grids.setdefault(row.resident.area, []).append(row)
    return [in_grid(area, there) for area, there in grids.items()]


def in_grid(area: Area, rows: list[SignalWatch]) -> InGrid:
    """One grid, its buildings as one walks."""
    houses: dict[str, list[SignalWatch]] = {}
    for row in rows:
        houses.setdefault(str(row.resident.household.dwelling.building), []).append(row)
    watched = sum(row.watch is not None and getattr(row.watch, "end", None) is None for row in rows)
    found = tuple(InBuilding(house, tuple(there)) for house, there in houses.items())
    return InGrid(area, len(rows), watched, found)


def shift_meant(community: Area, employer: int, line: str, *, at: datetime) -> Meant:
    """Who of those working there a line of names means."""
    return meant(line, [Mate(one.pk, one.name, str(one.household)) for one in workers_of(community, employer, at=at)])


def workplace_of(case: Case) -> int | None:
    """Where the case works, as far as it is known: by the register, else by the signal it confirmed."""
    if case.resident is not None and case.resident.employer_id is not None:
        return case.resident.employer_id
    confirmed = Signal.objects.filter(end__case=case).order_by("-pk").first()
    return confirmed.employer_id if confirmed else None
