"""Questions about cases, and which situation they suggest."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db.models import Max, Prefetch, QuerySet

from fangxian.areas import scope
from fangxian.areas.models import Area
from fangxian.cases.models import Case, CaseLink, Classification, LevelDecision
from fangxian.cases.rules import Confirmed, Link, Proposal, Thresholds, proposed
from fangxian.measures.queries import line_keys, rules_for


@dataclass(frozen=True)
class Known:
    """A case as it is known now; `confirmed_on` only while it counts as confirmed."""

    case: Case
    classification: str
    source: str
    since: date
    confirmed_on: date | None


@dataclass(frozen=True)
class Counted:
    """The cases of a place as numbers: all of them and by community, each by class; the proposal and its weight."""

    level: str
    because: str
    questions: tuple[str, ...]
    rests_on: int
    by_class: Mapping[str, int]
    places: tuple[tuple[str, Mapping[str, int]], ...]


def cases_in(area: Area) -> QuerySet[Case]:
    """The cases at a place and below with their classifications, oldest number first."""
    inside = Case.objects.filter(area_id__gte=area.span.first, area_id__lt=area.span.end)
    history = Prefetch("classifications", Classification.objects.select_related("by"))
    return inside.select_related("resident", "community").prefetch_related(history).order_by("community_id", "number")


def known_cases(area: Area, *, at: datetime) -> list[Known]:
    """Every case as it was known at a moment, in one question; a case not recorded by then is not there."""
    span = area.span
    rows = Classification.objects.filter(case__area_id__gte=span.first, case__area_id__lt=span.end, at__lte=at)
    rows = rows.select_related("case__resident", "case__community", "by")
    ordered = rows.order_by("case__community_id", "case__number", "at", "pk")
    return [as_known(list(history)) for _case, history in groupby(ordered, key=lambda row: row.case_id)]


def as_known(rows: Sequence[Classification]) -> Known:
    """A case by its classifications, the oldest first.

    It stays confirmed from the day it first was, whatever is found out about its source afterwards.
    """
    case, last = rows[0].case, rows[-1]
    confirmed = [row.on for row in rows if row.classification == "confirmed"]
    still = last.classification == "confirmed"
    return Known(case, last.classification, last.source, last.on, min(confirmed) if still else None)


def links_in(area: Area, *, at: datetime) -> QuerySet[CaseLink]:
    """The links between cases at a place and below, recorded by a moment."""
    inside = CaseLink.objects.filter(area_id__gte=area.span.first, area_id__lt=area.span.end, at__lte=at)
    return inside.select_related("first", "second", "by").order_by("first__number", "second__number", "setting")


def proposal_for(area: Area, *, at: datetime, on: date) -> Proposal:
    """The situation the confirmed cases among the residents of a place suggest on a day.

    Its cases are named by their keys: numbers are unique in one community only.
    """
    return proposal_from(known_cases(area, at=at), area, at=at, on=on)


def proposal_from(known: Iterable[Known], area: Area, *, at: datetime, on: date) -> Proposal:
    """The same from cases that were already asked for."""
    confirmed = [
        Confirmed(one.case.pk, one.confirmed_on, one.source)
        for one in known
        if one.confirmed_on and one.case.lives_here
    ]
    links = [Link(link.first_id, link.second_id, link.setting) for link in links_in(area, at=at)]
    return proposed(confirmed, links, on=on, by=thresholds(area, on=on))


def counted(area: Area, *, at: datetime, on: date) -> Counted:
    """What the judgement knows of a place, for whoever may count but not read: with its whole sight, only numbers."""
    with scope.counting(area.span):
        known = known_cases(area, at=at)
        found = proposal_from(known, area, at=at, on=on)
        return Counted(
            found.level, found.because, found.questions, len(found.cases), by_class(known), by_community(known)
        )


def by_class(known: Iterable[Known]) -> Mapping[str, int]:
    """How many cases of each class."""
    return Counter(one.classification for one in known)


def by_community(known: Iterable[Known]) -> tuple[tuple[str, Mapping[str, int]], ...]:
    """The names of the communities with cases, in the order of their codes, and how many of each class."""
    groups: dict[str, list[Known]] = defaultdict(list)
    for one in known:
        groups[one.case.community.name].append(one)
    return tuple((name, by_class(group)) for name, group in groups.items())


def thresholds(area: Area, *, on: date) -> Thresholds:
    """The numbers of the pack that governs a place on a day."""
    pack = rules_for(area, on=on)
    return Thresholds(
        window_days=pack.int("situation.window_days"), outbreak_min=pack.int("situation.outbreak_min"),
        unknown_source_min=pack.int("situation.unknown_source_min"),
        small_settings=frozenset(pack.words("situation.small_settings")),
    )  # fmt: skip


def level_at(area: Area, at: datetime) -> LevelDecision | None:
    """The situation last decided for a place by a moment: its own, else the nearest above it. It is announced."""
    found = LevelDecision._base_manager.filter(area_id__in=line_keys(area), at__lte=at).select_related(
        "area", "decided_by"
    )
    return found.order_by("-area__level", "-at", "-pk").first()


def decisions_of(area: Area) -> QuerySet[LevelDecision]:
    """The decisions about this very place, newest first."""
    return LevelDecision.objects.filter(area=area).select_related("decided_by").order_by("-at", "-pk")


def next_number(community: Area) -> int:
    """The number the next case of a community gets."""
    last = Case.objects.filter(community=community).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1
