"""A first roster for long horizons: a week at a time, each going on from the one before. The whole comes afterwards."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from time import perf_counter

from fangxian.calc.roster.problem import DAY, Duty, Limits, Need, Person, Problem
from fangxian.calc.roster.result import Stop
from fangxian.calc.windows import Span

WEEK = 7
"""Days solved at once; a problem no longer than this needs no first guess."""

KEPT = 4
"""Days kept of each week: the others only look ahead, so that nobody ends where the next days cannot be covered."""


Each = Callable[[Problem, Limits], list[Duty]]
"""Plans one week; none when nothing was found."""


def week_by_week(problem: Problem, each: Each, *, limits: Limits, stop: Stop | None = None) -> list[Duty]:
    """Duties of week after week, each planned by `each` going on from those before; empty when the problem is short.

    When time is up the weeks that are left have no seconds; `each` still does for them what it can.
    """
    began, done = perf_counter(), list[Duty]()
    # A fortnight is two whole weeks: the second can still be covered, and weekends are not cut.
    step = KEPT if problem.days > 2 * WEEK else WEEK
    firsts = range(0, problem.days - WEEK + step if problem.days > WEEK else 0, step)
    for turn, first in enumerate(firsts):
        left = max(0.0, limits.seconds - (perf_counter() - began))
        if stop and stop():
            break
        week = from_day(problem, first, days=min(WEEK, problem.days - first), done=done)
        share = replace(limits, seconds=left / (len(firsts) - turn))
        kept = step if turn + 1 < len(firsts) else WEEK
        done += [shifted(duty, first * DAY) for duty in each(week, share) if duty.day < kept]
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
