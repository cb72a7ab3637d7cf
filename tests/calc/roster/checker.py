"""An independent checker: reads a problem and its duties, trusts nothing, shares no code with the planner.

It counts minute by minute where the planner reasons in spans. Every fault is a short sentence.
"""

from collections import defaultdict
from itertools import pairwise
from typing import Any


def faults(problem: Any, duties: Any, *, gaps: Any = ()) -> list[str]:
    """Every rule these duties break; cover is judged with the announced gaps counted as announced."""
    found = []
    by_person = defaultdict(list)
    for d in duties:
        by_person[d.person].append((d.start, d.end, d.post))
    people = {p.id: p for p in problem.people}
    for who, mine in by_person.items():
        if who not in people:
            found.append(f"{who} is not in the team")
            continue
        found += _person(problem, people[who], sorted(mine))
    return found + _cover(problem, people, duties, gaps)


def _person(problem: Any, person: Any, mine: list[tuple[int, int, str]]) -> list[str]:
    every = sorted([*mine, *((d.start, d.end, d.post) for d in person.past)])
    return [
        *_rest(problem, person, every),
        *_fit(problem, person, mine),
        *_nights(problem, person, every, mine),
        *_days(problem, person, every),
    ]


def _rest(problem: Any, person: Any, every: list[tuple[int, int, str]]) -> list[str]:
    found = []
    for (_, end, _), (start, _, _) in pairwise(every):
        rest = (start - end) / 60
        allowed = [d.rest_h for d in problem.derogations if d.person == person.id and d.start <= end < d.end]
        if rest < 0:
            found.append(f"{person.id} is in two places at {start}")
        elif rest < min([problem.rules.min_rest_h, *allowed]):
            found.append(f"{person.id} rests {rest} h before {start}")
    return found


def _nights(problem: Any, person: Any, every: Any, mine: Any) -> list[str]:
    rules, found, nights = problem.rules, [], set()
    for s, e, post in every:
        dark = sum(_dark(rules, m) for m in range(s, e))
        if dark >= rules.night_min_h * 60:
            nights.add(s // 1440)
        if dark and person.no_night and (s, e, post) in mine:
            found.append(f"{person.id} works at night")
    if any(all(d in nights for d in range(n, n + rules.max_nights_in_row + 1)) for n in nights):
        found.append(f"{person.id} works too many nights in a row")
    return found


def _days(problem: Any, person: Any, every: Any) -> list[str]:
    who, rules, found = person.id, problem.rules, []
    days: dict[int, int] = defaultdict(int)
    for s, e, _ in every:
        days[s // 1440] += e - s
    touched = {m // 1440 for s, e, _ in every for m in range(s, e)}
    cap = 60 * min(rules.max_weekly_h, person.max_weekly_h if person.max_weekly_h is not None else 999)
    for first in range(problem.days):
        if sum(days[d] for d in range(first - 6, first + 1)) > cap:
            found.append(f"{who} works more than {cap / 60} h in the week to day {first}")
    for first in range(-6, problem.days - 6):
        if sum(d not in touched for d in range(first, first + 7)) < rules.days_off_per_7:
            found.append(f"{who} has no day off from day {first}")
    if any(all(days[d] for d in range(n, n + rules.max_days_in_row + 1)) for n in list(days)):
        found.append(f"{who} works too many days in a row")
    if any(minutes > rules.max_daily_h * 60 for minutes in days.values()):
        found.append(f"{who} works too long in a day")
    return found


def _dark(rules: Any, minute: int) -> bool:
    clock = minute % 1440
    return rules.night_from <= clock < rules.night_until or clock + 1440 < rules.night_until


def _fit(problem: Any, person: Any, mine: list[tuple[int, int, str]]) -> list[str]:
    posts = {p.id: p for p in problem.posts}
    found = []
    for s, e, name in mine:
        post = posts[name]
        if set(post.skills) - set(person.skills) or set(post.trainings) - set(person.trainings):
            found.append(f"{person.id} may not stand at {name}")
        if person.age is not None and person.age < post.min_age:
            found.append(f"{person.id} is too young for {name}")
        if any((s, e) == (b.start, b.end) for b in person.barred):
            found.append(f"{person.id} may not have the shift at {s}")
        if e - s > problem.rules.max_shift_h * 60:
            found.append(f"{person.id} has a shift of {e - s} minutes")
        for a, b in [
            *person.unavailable,
            *(d.compensation for d in problem.derogations if d.person == person.id),
        ]:
            if max(a, s) < min(b, e):
                found.append(f"{person.id} is not available at {s}")
    return found


def _cover(problem: Any, people: Any, duties: Any, gaps: Any) -> list[str]:
    announced: dict[tuple[str, int, str], int] = defaultdict(int)
    for gap in gaps:
        for m in range(gap.span.start, gap.span.end, 15):
            announced[gap.post, m, gap.skill] += gap.missing
    there = defaultdict(list)
    for d in [*(d for p in problem.people for d in p.past), *duties]:
        for m in range(d.start, d.end, 15):
            there[d.post, m].append(d.person)
    found = []
    for post in problem.posts:
        for m, wanted in _need(problem, post).items():
            found += _moment(post, m, wanted, there[post.id, m], people, announced)
    return found


def _need(problem: Any, post: Any) -> dict[int, int]:
    need: dict[int, int] = defaultdict(int)
    for n in post.needs:
        for day in range(problem.days):
            if n.days is None or day in n.days:
                for m in range(day * 1440 + n.start, day * 1440 + n.end, 15):
                    need[m] += n.people
    return need


def _moment(post: Any, m: int, wanted: int, here: list[str], people: Any, announced: Any) -> list[str]:
    found = []
    if len(here) + announced[post.id, m, ""] < wanted:
        found.append(f"{post.id} at {m} has {len(here)} of {wanted} and nobody said so")
    if 0 < len(here) < post.min_team:
        found.append(f"{post.id} at {m} is left with {len(here)}")
    for skill, n in [*post.some, *([("captain", 1)] if post.captain else [])]:
        have = sum(skill in people[p].skills for p in here if p in people)
        if here and have + announced[post.id, m, skill] < n:
            found.append(f"{post.id} at {m} lacks {skill} and nobody said so")
    return found
