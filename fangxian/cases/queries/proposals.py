"""Questions about the situation the cases of a place suggest, by name and in numbers."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils import timezone

from fangxian.areas import scope
from fangxian.areas.models import Area
from fangxian.cases.queries.cases import Known, known_cases, level_at, links_in
from fangxian.cases.queries.stepping import standing_from
from fangxian.cases.rules import LEVELS, Confirmed, Link, Proposal, Thresholds, proposed
from fangxian.cases.rules.clusters import Cluster, clusters
from fangxian.measures.queries import rules_for


@dataclass(frozen=True)
class Counted:
    """The cases of a place as numbers: all of them and by community, each by class; the proposal and its weight."""

    level: str
    because: str
    questions: tuple[str, ...]
    rests_on: int
    by_class: Mapping[str, int]
    places: tuple[tuple[str, Mapping[str, int]], ...]


def proposal_for(area: Area, *, at: datetime, on: date) -> Proposal:
    """The situation the confirmed cases among the residents of a place suggest on a day.

    Its cases are named by their keys: numbers are unique in one community only.
    """
    return proposal_from(known_cases(area, at=at), area, at=at, on=on)


def proposal_from(known: Sequence[Known], area: Area, *, at: datetime, on: date) -> Proposal:
    """The same from cases that were already asked for.

    Below the situation that was decided nothing is proposed while a condition of stepping down is unmet: the cases
    alone fall silent earlier than their contacts are clear (domain-rules A-12, mission S-28).
    """
    found, level = by_cases(known, area, at=at, on=on), level_at(area, at)
    if level is None or LEVELS.index(found.level) >= LEVELS.index(level.level):
        return found
    seen = standing_from(known, area, level.level, at=at, on=on)
    return found if seen.clear else replace(found, level=level.level, because="not_clear")


def by_cases(known: Iterable[Known], area: Area, *, at: datetime, on: date) -> Proposal:
    """What the cases alone suggest."""
    return proposed(confirmed_here(known), known_links(area, at=at), on=on, by=thresholds(area, on=on))


def confirmed_here(known: Iterable[Known]) -> list[Confirmed]:
    """The confirmed cases among the residents, by their keys."""
    return [
        Confirmed(one.case.pk, one.confirmed_on, one.source)
        for one in known
        if one.confirmed_on and one.case.lives_here
    ]


def known_links(area: Area, *, at: datetime) -> list[Link]:
    """Which cases of a place share a setting, as far as somebody had found at a moment."""
    return [Link(link.first_id, link.second_id, link.setting) for link in links_in(area, at=at)]


def clusters_of(known: Iterable[Known], area: Area, *, at: datetime) -> list[Cluster]:
    """The clusters of a place, by the pack's number of cases and its small settings."""
    pack = rules_for(area, on=timezone.localdate(at))
    return clusters(
        confirmed_here(known), known_links(area, at=at), at_least=pack.int("situation.cluster_min"),
        window_days=pack.int("situation.window_days"), settings=frozenset(pack.words("situation.small_settings")),
    )  # fmt: skip


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


def measures_for(area: Area, level: str, *, on: date) -> list[str]:
    """The measures the pack that governs a place asks for in a situation, by code, in its order (domain-rules A-03)."""
    rows = rules_for(area, on=on).table("situation.measures")
    return [code for row in rows if row.text("level") == level for code in row.words("measures")]
