"""A first roster for long horizons: week by week, each going on from the one before. The whole comes afterwards."""

from dataclasses import replace
from datetime import timedelta
from time import perf_counter

from fangxian.calc.roster.deal import deal
from fangxian.calc.roster.model import Model
from fangxian.calc.roster.problem import DAY, Duty, Limits, Need, Person, Problem
from fangxian.calc.roster.result import Stop
from fangxian.calc.roster.search import search
from fangxian.calc.roster.soft import soft_costs
from fangxian.calc.windows import Span

WEEK = 7
"""Days solved at once; a problem no longer than this needs no first guess."""


def week_by_week(problem: Problem, *, limits: Limits, stop: Stop | None = None) -> list[Duty]:
    """Duties that cover what they can, one week after the other; empty when the problem is short or time is up."""
    if problem.days <= WEEK:
        return []
    began, done = perf_counter(), list[Duty]()
    for first in range(0, problem.days, WEEK):
        left = limits.seconds - (perf_counter() - began)
        weeks_left = (problem.days - first - 1) // WEEK + 1
        if left <= 0 or (stop and stop()):
            return []
        model = Model(from_day(problem, first, days=min(WEEK, problem.days - first), done=done))
        model.cp.minimize(sum((part.total for part in (model.gaps_cost(), model.skills_cost())), start=0))
        share = replace(limits, seconds=left / weeks_left, workers=1)
        outcome = search(model.cp, phase="week", limits=share, stop=stop)
        if not outcome.found:
            return []
        done += [shifted(duty, first * DAY) for duty in deal(model, outcome, limits=limits)]
    return done


def fair_weeks(problem: Problem, *, limits: Limits, stop: Stop | None = None) -> list[Duty]:
    """As `week_by_week`, each week as fair as its share of the time lets it be."""
    began, done = perf_counter(), list[Duty]()
    for first in range(0, problem.days, WEEK):
        left = limits.seconds - (perf_counter() - began)
        if left <= 0 or (stop and stop()):
            return []
        model = Model(from_day(problem, first, days=min(WEEK, problem.days - first), done=done))
        parts = [model.gaps_cost(), model.skills_cost(), *soft_costs(model)]
        model.cp.minimize(sum((part.total for part in parts), start=0))
        share = replace(limits, seconds=left / ((problem.days - first - 1) // WEEK + 1), workers=1)
        outcome = search(model.cp, phase="week", limits=share, stop=stop)
        if not outcome.found:
            return []
        done += [shifted(duty, first * DAY) for duty in deal(model, outcome, limits=limits)]
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
    )


def shifted(duty: Duty, minutes: int) -> Duty:
    """The same duty, counted from another midnight."""
    return replace(duty, start=duty.start + minutes, end=duty.end + minutes)


def _person(person: Person, done: list[Duty], back: int) -> Person:
    return replace(
        person,
        unavailable=tuple(_span(span, back) for span in person.unavailable),
        past=tuple(shifted(d, back) for d in (*person.past, *done)),
    )


def _need(need: Need, first: int, days: int) -> Need:
    asked = range(days) if need.days is None else [d - first for d in need.days if 0 <= d - first < days]
    return replace(need, days=frozenset(asked))


def _span(span: Span, back: int) -> Span:
    return Span(span.start + back, span.end + back)
