"""Figures per person: hours, nights, weekends, early starts, days off, longest row, shortest rest."""

from itertools import pairwise

from fangxian.calc.roster.objections import days_touched, derogation_used, is_early, is_night
from fangxian.calc.roster.problem import HOUR, Duty, Problem
from fangxian.calc.roster.result import Load, Used


def loads(problem: Problem, duties: list[Duty]) -> tuple[Load, ...]:
    """One line per person, in the order of the problem."""
    return tuple(load(problem, p.id, [d for d in duties if d.person == p.id], list(p.past)) for p in problem.people)


def load(problem: Problem, person: str, mine: list[Duty], past: list[Duty]) -> Load:
    """One person's figures; rest and rows go on from past duty."""
    first = problem.first_day.weekday()
    outdoor = {post.id for post in problem.posts if post.outdoor}
    touched = {day for d in mine for day in days_touched(d.span)}
    return Load(
        person=person,
        hours=sum(d.span.minutes for d in mine) / HOUR,
        shifts=len(mine),
        nights=sum(is_night(problem.rules, d.span) for d in mine),
        weekend_days=len({d.day for d in mine if (first + d.day) % 7 >= 5}),
        early_starts=sum(is_early(problem.rules, d.span) for d in mine),
        outdoor_h=sum(d.span.minutes for d in mine if d.post in outdoor) / HOUR,
        days_off=problem.days - len(touched & set(range(problem.days))),
        longest_row=_longest_row({d.day for d in (*past, *mine)}),
        shortest_rest_h=_shortest_rest(sorted((*past, *mine), key=lambda d: d.start)),
    )


def derogations_used(problem: Problem, duties: list[Duty]) -> tuple[Used, ...]:
    """Every rest below the rule in these duties, with the decision it rests on."""
    found = []
    for person in problem.people:
        mine = sorted((d for d in (*person.past, *duties) if d.person == person.id), key=lambda d: d.start)
        for before, after in pairwise(mine):
            rest = (after.start - before.end) / HOUR
            if rest < problem.rules.min_rest_h and (by := derogation_used(problem, person.id, before.end)):
                found.append(Used(person.id, before.end, rest, by.decided_by, by.compensation))
    return tuple(found)


def _longest_row(days: set[int]) -> int:
    longest = 0
    for first in (d for d in days if d - 1 not in days):
        last = first
        while last + 1 in days:
            last += 1
        longest = max(longest, last - first + 1)
    return longest


def _shortest_rest(mine: list[Duty]) -> float | None:
    return min(((b.start - a.end) / HOUR for a, b in pairwise(mine)), default=None)
