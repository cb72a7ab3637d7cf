"""Pure judgement of the duty room: clock times as minutes, fatigue from days worked, who stands where."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from fangxian.calc.roster import DAY, HOUR, Gap, Need, Pattern, Person, Post


@dataclass(frozen=True, slots=True)
class Fatigue:
    """What one member has behind them on a day (mission S-12). Days are counted up to and with that day."""

    days_in_row: int
    nights_7: int
    hours_7: float
    early_7: int
    outdoor_7: float = 0.0

    def strained(self, *, max_days: int, max_nights: int) -> bool:
        """Has this member reached the most days or nights in a row that the rest pack allows?"""
        return self.days_in_row >= max_days or self.nights_7 > max_nights


class ClockError(ValueError):
    """A time of day that is none."""


def minute_of(clock: str) -> int:
    """Minutes after midnight of "HH:MM"."""
    hours, _, minutes = clock.partition(":")
    if not (hours.isdigit() and minutes.isdigit() and int(hours) < 24 and int(minutes) < 60):
        raise ClockError(clock)
    return int(hours) * HOUR + int(minutes)


def need_of(window: Mapping[str, Any]) -> Need:
    """A staffing window as the planner's need; an end not after the start lies on the next day."""
    start, end = minute_of(window["start"]), minute_of(window["end"])
    return Need(start, end if end > start else end + DAY, int(window["people"]))


def post_of(row: Any, *, min_age: int, outdoor: bool) -> Post:
    """A duty post as the planner sees it."""
    return Post(
        id=str(row.pk),
        name=row.name,
        needs=tuple(need_of(w) for w in row.windows),
        patterns=tuple(Pattern(minute_of(s["start"]), round(s["hours"] * HOUR)) for s in row.shifts),
        skills=frozenset(row.skills),
        trainings=frozenset(row.trainings),
        some=tuple((skill, 1) for skill in row.among),
        captain=row.captain,
        min_team=row.min_team,
        min_age=min_age,
        outdoor=outdoor,
    )


NEWCOMER = "new-"
"""How people who are not there yet are called in a question."""


def newcomers(number: int, *, skill: str, trainings: Iterable[str]) -> tuple[Person, ...]:
    """People who are not there yet, grown up, trained, with one skill or none."""
    skills = frozenset({skill} if skill else ())
    return tuple(
        Person(id=f"{NEWCOMER}{n}", skills=skills, trainings=frozenset(trainings)) for n in range(1, number + 1)
    )


def is_here(person: str) -> bool:
    """Is this somebody of the team, not a newcomer of a question?"""
    return not person.startswith(NEWCOMER)


def streak(worked: set[date], *, on: date) -> int:
    """Days without a day off up to `on`; 0 when `on` itself is free."""
    days = 0
    while on - timedelta(days=days) in worked:
        days += 1
    return days


def gap_row(gap: Gap) -> dict[str, Any]:
    """A gap as it is kept with a roster: codes and numbers, no names."""
    return {
        "post": int(gap.post),
        "start": gap.span.start,
        "end": gap.span.end,
        "missing": gap.missing,
        "skill": gap.skill,
        "reasons": [[o.code, dict(o.params)] for o in gap.reasons],
        "people": dict(gap.people),
        "repairs": [[r.code, dict(r.params)] for r in gap.repairs if is_here(str(dict(r.params).get("person", "")))],
    }
