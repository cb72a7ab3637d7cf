"""Questions about cases, their links, and the situation that was decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db.models import Max, Prefetch, Q, QuerySet

from fangxian.areas.models import Area
from fangxian.cases.models import Case, CaseLink, Classification, LevelDecision
from fangxian.cases.rules import LEVELS
from fangxian.measures.queries import line_keys


@dataclass(frozen=True)
class Known:
    """A case as it is known now; `confirmed_on` only while it counts as confirmed."""

    case: Case
    classification: str
    source: str
    since: date
    confirmed_on: date | None


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
    """The links between cases at a place and below, recorded by a moment; those taken back are not there."""
    inside = CaseLink.objects.filter(area_id__gte=area.span.first, area_id__lt=area.span.end, at__lte=at)
    found = inside.filter(standing_at(at)).select_related("first", "second", "by")
    return found.order_by("first__number", "second__number", "setting")


def standing_at(at: datetime) -> Q:
    """The filter for links and steps that nobody had taken back by a moment."""
    return Q(taken_back=None) | Q(taken_back__at__gt=at)


def level_at(area: Area, at: datetime) -> LevelDecision | None:
    """The situation that holds for a place at a moment: the gravest that stands for it or for a place above it.

    Whoever decided lifts (domain-rules A-06): what a body decided for a place stands until it is decided anew for that
    same place, so a village that stepped down long ago is not calm when the district decides another situation. Of two
    equally grave the one further above is told, for it is the one to be lifted. It is announced, so anybody may ask.
    """
    return max(standing_levels(area, at), key=lambda row: LEVELS.index(row.level), default=None)


def level_above(area: Area, at: datetime) -> LevelDecision | None:
    """The gravest situation that stands for a place above this one."""
    above = [row for row in standing_levels(area, at) if row.area_id != area.pk]
    return max(above, key=lambda row: LEVELS.index(row.level), default=None)


def standing_levels(area: Area, at: datetime) -> list[LevelDecision]:
    """What was last decided for a place and for each place above it, from above down, in one question."""
    rows = LevelDecision._base_manager.filter(area_id__in=line_keys(area), at__lte=at).select_related(
        "area", "decided_by"
    )
    # The number last: of two of one moment the one written later counts.
    latest = {row.area_id: row for row in rows.order_by("area__level", "at", "pk")}
    return list(latest.values())


def decisions_of(area: Area) -> QuerySet[LevelDecision]:
    """The decisions about this very place, newest first."""
    return LevelDecision.objects.filter(area=area).select_related("decided_by").order_by("-at", "-pk")


def next_number(community: Area) -> int:
    """The number the next case of a community gets."""
    last = Case.objects.filter(community=community).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1
