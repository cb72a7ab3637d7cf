"""Which situation the confirmed cases of a place suggest, exactly by domain-rules A-02. A human decides."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

LEVELS = ("no_case", "case_present", "outbreak", "community_transmission")


@dataclass(frozen=True)
class Confirmed:
    """A confirmed case among the residents: its own number, its day of confirmation, what is known of its source."""

    number: int
    on: date
    source: str


@dataclass(frozen=True)
class Link:
    """Two cases, by their numbers, and the setting they share."""

    first: int
    second: int
    setting: str


@dataclass(frozen=True)
class Thresholds:
    """The numbers of the pack (domain-rules A-02)."""

    window_days: int
    outbreak_min: int
    unknown_source_min: int
    small_settings: frozenset[str]


@dataclass(frozen=True)
class Proposal:
    """A level, why, the cases it rests on, the days it looked at, and what an investigator should answer.

    `because`: `nobody`, `long_ago`, `single`, `apart`, `linked` or `unknown_source`; `not_clear` where the situation
    decided stays because a condition of stepping down is unmet. `questions`: `setting`, `source`.
    """

    level: str
    because: str
    cases: tuple[int, ...]
    first_day: date
    last_day: date
    questions: tuple[str, ...] = ()


def proposed(cases: Iterable[Confirmed], links: Iterable[Link], *, on: date, by: Thresholds) -> Proposal:
    """The situation on a day.

    A window ends with a case confirmed in the last `window_days` days and reaches as many days back from it, both ends
    included; the gravest finding of any window is proposed.
    """
    known = sorted((case for case in cases if case.on <= on), key=lambda case: (case.on, case.number))
    span = timedelta(days=by.window_days)
    recent = [case for case in known if case.on >= on - span]
    if not recent:
        return Proposal("no_case", "long_ago" if known else "nobody", (), on - span, on)
    found = [judged([c for c in known if last.on - span <= c.on <= last.on], tuple(links), by=by) for last in recent]
    # Of two equally grave findings the one on more cases says more, and of those the later one.
    return max(found, key=lambda proposal: (LEVELS.index(proposal.level), len(proposal.cases), proposal.last_day))


def judged(window: Sequence[Confirmed], links: Sequence[Link], *, by: Thresholds) -> Proposal:
    """What the cases of one window suggest; `window` is in the order of days and not empty."""
    days = (window[-1].on - timedelta(days=by.window_days), window[-1].on)
    together = largest_group([case.number for case in window], links, settings=by.small_settings)
    unknown = tuple(case.number for case in window if case.source == "unknown")
    questions = tuple(asked(window, together, by=by))
    if len(unknown) >= by.unknown_source_min:
        return Proposal("community_transmission", "unknown_source", unknown, *days, questions)
    if len(together) >= by.outbreak_min:
        return Proposal("outbreak", "linked", together, *days, questions)
    because = "single" if len(window) == 1 else "apart"
    return Proposal("case_present", because, tuple(case.number for case in window), *days, questions)


def largest_group(numbers: Sequence[int], links: Sequence[Link], *, settings: frozenset[str]) -> tuple[int, ...]:
    """The most cases that hang together through small settings, in the order of their numbers."""
    largest: set[int] = max(groups(numbers, small(numbers, links, settings=settings)), key=len)
    return tuple(sorted(largest))


def small(numbers: Collection[int], links: Iterable[Link], *, settings: frozenset[str]) -> list[Link]:
    """The links between these cases in one of the small settings."""
    return [link for link in links if link.setting in settings and link.first in numbers and link.second in numbers]


def groups(numbers: Iterable[int], links: Iterable[Link]) -> list[set[int]]:
    """The cases in groups that hang together, each in one; whoever is linked to nobody is a group alone."""
    group = {number: {number} for number in numbers}
    for link in links:
        joined = group[link.first] | group[link.second]
        for number in joined:
            group[number] = joined
    return list({id(each): each for each in group.values()}.values())


def asked(window: Sequence[Confirmed], together: Sequence[int], *, by: Thresholds) -> Iterable[str]:
    """What the epidemiologist is asked: do they share a small setting, and where do they come from?"""
    if len(window) >= by.outbreak_min > len(together):
        yield "setting"
    if any(case.source == "none" for case in window):
        yield "source"
