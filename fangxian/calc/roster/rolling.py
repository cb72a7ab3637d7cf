"""A first roster for long horizons: some days at a time, each going on from those before; the whole comes after."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from time import perf_counter
from typing import NamedTuple

from fangxian.calc.roster.problem import DAY, Duty, Limits, Need, Person, Problem
from fangxian.calc.roster.result import Stop
from fangxian.calc.windows import Span


class Pace(NamedTuple):
    """Days solved at once, and days kept of them: the others only look ahead, so that nobody ends where the next
    days cannot be covered. What is no longer than the days at once needs no first guess.
    """

    days: int
    kept: int


FORTNIGHT = Pace(14, 10)
"""For fair rosters: what is fair shows over weekends."""

WEEK = Pace(7, 4)
"""For rosters that only cover, by work units or in a hurry."""

MOST_OF_TIME = 0.75
"""The part of the time left that one part may take: what it does not need is there for the others."""

Each = Callable[[Problem, Limits], list[Duty]]
"""Plans one part; none when nothing was found."""


def part_by_part(problem: Problem, pace: Pace, each: Each, *, limits: Limits, stop: Stop | None = None) -> list[Duty]:
    """Duties of part after part, each planned by `each` going on from those before; empty when the problem is short.

    When time is up the parts that are left have no seconds; `each` still does for them what it can.
    """
    began, done = perf_counter(), list[Duty]()
    firsts = range(0, problem.days - pace.days + pace.kept if problem.days > pace.days else 0, pace.kept)
    for turn, first in enumerate(firsts):
        left = max(0.0, limits.seconds - (perf_counter() - began))
        if stop and stop():
            break
        part = from_day(problem, first, days=min(pace.days, problem.days - first), done=done)
        share = replace(limits, seconds=max(left / (len(firsts) - turn), left * MOST_OF_TIME))
        kept = pace.kept if turn + 1 < len(firsts) else pace.days
        done += [shifted(duty, first * DAY) for duty in each(part, share) if duty.day < kept]
    return done


def from_day(problem: Problem, first: int, *, days: int, done: list[Duty]) -> Problem:
    """The part of a problem that begins on day `first`, with the duties before it as its past."""
    back = -first * DAY
    return replace(
        problem,
        first_day=problem.first_day + timedelta(days=first),
        days=days,
        people=tuple(_person(p, [d for d in done if d.person == p.id], back) for p in problem.people),
        posts=tuple(replace(p, needs=tuple(_need(n, first, days) for n in p.needs)) for p in problem.posts),
        wishes=tuple(replace(w, day=w.day - first) for w in problem.wishes if 0 <= w.day - first < days),
        pinned=tuple(shifted(d, back) for d in problem.pinned if 0 <= d.day - first < days),
        derogations=tuple(
            replace(d, start=d.start + back, end=d.end + back, compensation=_span(d.compensation, back))
            for d in problem.derogations
        ),
        cold_days=frozenset(day - first for day in problem.cold_days),
    )


def shifted(duty: Duty, minutes: int) -> Duty:
    """The same duty, counted from another midnight."""
    return replace(duty, start=duty.start + minutes, end=duty.end + minutes)


def _person(person: Person, done: list[Duty], back: int) -> Person:
    return replace(
        person,
        unavailable=tuple(_span(span, back) for span in person.unavailable),
        barred=frozenset(_span(span, back) for span in person.barred),
        past=tuple(shifted(d, back) for d in (*person.past, *done)),
    )


def _need(need: Need, first: int, days: int) -> Need:
    asked = range(days) if need.days is None else [d - first for d in need.days if 0 <= d - first < days]
    return replace(need, days=frozenset(asked))


def _span(span: Span, back: int) -> Span:
    return Span(span.start + back, span.end + back)
