"""Why a person may not take a duty: every rule of rest, availability and skill, judged one person at a time.

The model knows the same rules as constraints; this page knows them as sentences, for swaps, gaps and pinned
shifts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from fangxian.calc.roster.problem import DAY, HOUR, Derogation, Duty, Person, Post, Problem, Rules
from fangxian.calc.windows import Span, shared, touch

Param = str | int | float


@dataclass(frozen=True, slots=True)
class Objection:
    """One rule in the way: a code and the numbers its sentence needs."""

    code: str
    params: tuple[tuple[str, Param], ...] = ()

    def __getitem__(self, name: str) -> Param:
        return dict(self.params)[name]


def objections(problem: Problem, person: Person, duty: Duty, *, others: Iterable[Duty]) -> list[Objection]:
    """Everything against `person` taking `duty` on top of `others` (their duties without it)."""
    post = next(p for p in problem.posts if p.id == duty.post)
    spans = [d.span for d in (*person.past, *others)]
    return [
        *unfit(person, post),
        *away(problem, person, duty.span),
        *([Objection("too_cold", (("max", problem.rules.max_cold_h),))] if too_cold(problem, post, duty.span) else []),
        *_clash(problem, person, duty.span, spans),
        *_load(problem.rules, person, duty.span, spans),
    ]


def unfit(person: Person, post: Post) -> list[Objection]:
    """What this post asks of everybody and this person has not."""
    found = [Objection("missing_skill", (("skill", s),)) for s in sorted(post.skills - person.skills)]
    found += [Objection("missing_training", (("training", t),)) for t in sorted(post.trainings - person.trainings)]
    if person.age is not None and person.age < post.min_age:
        found.append(Objection("too_young", (("age", person.age), ("min_age", post.min_age))))
    if post.id in person.never:
        found.append(Objection("not_this_post"))
    return found


def away(problem: Problem, person: Person, span: Span) -> list[Objection]:
    """Why the person is not there at all then: said so, no night work, or owed rest."""
    found = []
    if span in person.barred or any(touch(span, out) for out in person.unavailable):
        found.append(Objection("unavailable"))
    if (person.no_night or protected(problem.rules, person)) and night_minutes(problem.rules, span):
        found.append(Objection("no_night"))
    if any(d.person == person.id and touch(span, d.compensation) for d in problem.derogations):
        found.append(Objection("compensatory_rest"))
    return found


def protected(rules: Rules, person: Person) -> bool:
    """Late in a pregnancy, or nursing a young child: no night and no overtime (domain-rules H-02)."""
    nursing = person.nursing_month is not None and person.nursing_month < rules.no_night_until_nursing_month
    return nursing or person.pregnant_month >= rules.no_night_from_pregnant_month


def too_cold(problem: Problem, post: Post, span: Span) -> bool:
    """Would this duty keep somebody outdoors too long on a cold day?"""
    cold = problem.cold_days.intersection(days_touched(span))
    return post.outdoor and bool(cold) and span.minutes > problem.rules.max_cold_h * HOUR


def rest_after(problem: Problem, person: str, end: int) -> int:
    """Minutes of rest owed after a shift ending at `end`: the rule's, or less under a named derogation."""
    reduced = [d.rest_h for d in problem.derogations if d.person == person and d.start <= end < d.end]
    return round(min([problem.rules.min_rest_h, *reduced]) * HOUR)


def derogation_used(problem: Problem, person: str, end: int) -> Derogation | None:
    """The derogation under which this person may rest less after `end`, if there is one."""
    found = (d for d in problem.derogations if d.person == person and d.start <= end < d.end)
    return min(found, key=lambda d: d.rest_h, default=None)


def night_minutes(rules: Rules, span: Span) -> int:
    """Minutes of the span that lie in the night window, on every day it touches."""
    return _night_minutes(rules.night_from, rules.night_until, span.start % DAY, span.minutes)


@lru_cache(maxsize=4096)
def _night_minutes(since: int, until: int, start: int, minutes: int) -> int:
    span = Span(start, start + minutes)
    days = range(-1, (span.end - 1) // DAY + 1)
    return sum(shared(span, Span(d * DAY + since, d * DAY + until)) for d in days)


def is_night(rules: Rules, span: Span) -> bool:
    """Does this shift count as a night?"""
    return night_minutes(rules, span) >= rules.night_min_h * HOUR


def is_early(rules: Rules, span: Span) -> bool:
    """Does it start in the small hours, before `early_before`?"""
    return span.start % DAY < rules.early_before


def days_touched(span: Span) -> range:
    """Calendar days with at least a minute of the span."""
    return range(span.start // DAY, (span.end - 1) // DAY + 1)


def _clash(problem: Problem, person: Person, span: Span, spans: list[Span]) -> list[Objection]:
    if any(touch(span, other) for other in spans):
        return [Objection("double_booked")]
    gaps = [(span.start - o.end, o.end) if o.end <= span.start else (o.start - span.end, span.end) for o in spans]
    short = [gap for gap, end in gaps if gap < rest_after(problem, person.id, end)]
    if not short:
        return []
    return [Objection("rest", (("hours", min(short) / HOUR), ("min_rest", problem.rules.min_rest_h)))]


def _load(rules: Rules, person: Person, span: Span, spans: list[Span]) -> list[Objection]:
    every = [*spans, span]
    day = span.start // DAY
    return [
        *_hours(rules, person, day, every),
        *_in_row("nights_in_row", day, {s.start // DAY for s in every if is_night(rules, s)},
                 most=rules.max_nights_in_row, counts=is_night(rules, span)),
        *_in_row("days_in_row", day, {s.start // DAY for s in every},
                 most=rules.max_days_in_row, counts=True),
        *_day_off(rules, span, every),
    ]  # fmt: skip


def _hours(rules: Rules, person: Person, day: int, every: list[Span]) -> list[Objection]:
    found = []
    cap = weekly_cap(rules, person)
    most = max(_minutes(every, first, first + 6) for first in range(day - 6, day + 1))
    if most > cap:
        found.append(Objection("weekly_hours", (("hours", most / HOUR), ("max", cap / HOUR))))
    today = _minutes(every, day, day)
    if today > rules.max_daily_h * HOUR:
        found.append(Objection("daily_hours", (("hours", today / HOUR), ("max", rules.max_daily_h))))
    return found


def weekly_cap(rules: Rules, person: Person) -> int:
    """Most minutes in any seven days for this person: the rule's or their own, whichever is less."""
    own = rules.max_weekly_h if person.max_weekly_h is None else min(person.max_weekly_h, rules.max_weekly_h)
    if protected(rules, person):
        own = min(own, rules.overtime_above_h)
    return round(own * HOUR)


def _minutes(every: list[Span], first: int, last: int) -> int:
    return sum(s.minutes for s in every if first <= s.start // DAY <= last)


def _in_row(code: str, day: int, days: set[int], *, most: int, counts: bool) -> list[Objection]:
    if not counts:
        return []
    first = last = day
    while first - 1 in days:
        first -= 1
    while last + 1 in days:
        last += 1
    row = last - first + 1
    return [Objection(code, (("row", row), ("max", most)))] if row > most else []


def _day_off(rules: Rules, span: Span, every: list[Span]) -> list[Objection]:
    busy = {day for s in every for day in days_touched(s)}
    for first in range(span.start // DAY - 6, (span.end - 1) // DAY + 1):
        free = [day for day in range(first, first + 7) if day not in busy and _long_enough(rules, day, every)]
        if len(free) < rules.days_off_per_7:
            return [Objection("day_off", (("days_off", rules.days_off_per_7),))]
    return []


def _long_enough(rules: Rules, day: int, every: list[Span]) -> bool:
    before = max((s.end for s in every if s.end <= day * DAY), default=None)
    after = min((s.start for s in every if s.start >= (day + 1) * DAY), default=None)
    return before is None or after is None or after - before >= rules.weekly_rest_h * HOUR
