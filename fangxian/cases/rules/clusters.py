"""Clusters: cases that hang together in a small setting within the pack's days (domain-rules A-02, A-10)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from fangxian.cases.rules.situation import Confirmed, Link, groups, small


@dataclass(frozen=True)
class Cluster:
    """Confirmed cases that hang together: their numbers in the order of their days, the days, the settings shared."""

    numbers: tuple[int, ...]
    first_day: date
    last_day: date
    settings: tuple[str, ...]


def clusters(
    cases: Iterable[Confirmed], links: Iterable[Link], *, at_least: int, window_days: int, settings: frozenset[str]
) -> list[Cluster]:
    """Every group of cases joined by links in small settings, once it had `at_least` cases within `window_days`.

    The window's two ends are included, as A-02 counts them. The largest come first, then the latest.
    """
    known = {case.number: case for case in cases}
    joining = small(known, links, settings=settings)
    found = []
    for group in groups(known, joining):
        members = sorted((known[number] for number in group), key=lambda case: (case.on, case.number))
        if dense(members, at_least, timedelta(days=window_days)):
            shared = sorted({link.setting for link in joining if link.first in group})
            numbers = tuple(case.number for case in members)
            found.append(Cluster(numbers, members[0].on, members[-1].on, tuple(shared)))
    return sorted(found, key=lambda cluster: (-len(cluster.numbers), -cluster.last_day.toordinal(), cluster.numbers))


def dense(members: Sequence[Confirmed], at_least: int, span: timedelta) -> bool:
    """Whether so many of them, in the order of their days, were ever confirmed within the days."""
    return any(
        members[index + at_least - 1].on - members[index].on <= span for index in range(len(members) - at_least + 1)
    )
