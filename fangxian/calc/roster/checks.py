"""Refuses malformed and contradictory input in one sentence that names the field and the person or post."""

from collections import Counter
from collections.abc import Iterable

from fangxian.calc.roster.problem import (
    DAY,
    HOUR,
    Derogation,
    Duty,
    Person,
    Post,
    Problem,
    RosterError,
    Rules,
)
from fangxian.calc.windows import touch

MOST_AGE, MOST_PREGNANT = 120, 10

LONGEST = 2 * DAY
"""No duty lasts longer; what does is a mistake in a date."""


def check(problem: Problem) -> None:
    """Raises `RosterError` for the first thing that cannot be planned with."""
    if problem.days < 1:
        raise RosterError(f"days is {problem.days}; a roster needs at least one day.", field="days")
    _check_rules(problem.rules)
    _check_unique("people", [p.id for p in problem.people])
    _check_unique("posts", [p.id for p in problem.posts])
    for person in problem.people:
        _check_person(person)
    for post in problem.posts:
        _check_post(post, problem.rules)
    _check_names(problem)
    for derogation in problem.derogations:
        _check_derogation(derogation, problem.rules)
    _check_pinned(problem)


def _check_rules(rules: Rules) -> None:
    for name in ("min_rest_h", "max_weekly_h", "max_daily_h", "max_shift_h", "max_days_in_row", "max_cold_h"):
        if getattr(rules, name) <= 0:
            raise RosterError(f"rules.{name} is {getattr(rules, name)}; it must be above zero.", field=name)
    if not 0 <= rules.days_off_per_7 <= 6:
        raise RosterError(f"rules.days_off_per_7 is {rules.days_off_per_7}; it must be 0 to 6.", field="days_off_per_7")
    if rules.max_nights_in_row < 0:
        raise RosterError("rules.max_nights_in_row is below zero.", field="max_nights_in_row")
    if not 0 <= rules.night_from < rules.night_until <= 2 * DAY:
        raise RosterError("rules.night_until must come after night_from.", field="night_until")


def _check_unique(field: str, ids: list[str]) -> None:
    if "" in ids:
        raise RosterError(f"{field}: an id is empty.", field=field)
    twice = [name for name, times in Counter(ids).items() if times > 1]
    if twice:
        raise RosterError(f"{field}: {twice[0]} appears twice.", field=field, subject=twice[0])


def _check_person(person: Person) -> None:
    for span in person.unavailable:
        if span.end <= span.start:
            sentence = f"unavailable of {person.id} ends before it starts."
            raise RosterError(sentence, field="unavailable", subject=person.id)
    if person.age is not None and not 0 <= person.age <= MOST_AGE:
        raise RosterError(f"age of {person.id} is {person.age}.", field="age", subject=person.id)
    if not 0 <= person.pregnant_month <= MOST_PREGNANT:
        sentence = f"pregnant_month of {person.id} is {person.pregnant_month}; it must be 0 to {MOST_PREGNANT}."
        raise RosterError(sentence, field="pregnant_month", subject=person.id)
    if person.max_weekly_h is not None and person.max_weekly_h < 0:
        raise RosterError(f"max_weekly_h of {person.id} is below zero.", field="max_weekly_h", subject=person.id)
    if any(duty.person != person.id or duty.end <= duty.start for duty in person.past):
        raise RosterError(f"past of {person.id} holds a duty that is not theirs or has no length.",
                          field="past", subject=person.id)  # fmt: skip
    if any(duty.span.minutes > LONGEST for duty in person.past):
        raise RosterError(f"past of {person.id} holds a duty longer than two days.", field="past", subject=person.id)


def _check_post(post: Post, rules: Rules) -> None:
    for need in post.needs:
        if need.people < 1 or not 0 <= need.start < DAY or not need.start < need.end <= need.start + DAY:
            raise RosterError(
                f"needs of {post.id}: {need.people} people from {need.start} to {need.end} is no day's span.",
                field="needs", subject=post.id,
            )  # fmt: skip
        if need.people < post.min_team:
            sentence = f"min_team of {post.id} is {post.min_team} but only {need.people} are needed there."
            raise RosterError(sentence, field="min_team", subject=post.id)
        for skill, wanted in (*post.wanted, *need.some):
            if wanted > need.people:
                sentence = f"some of {post.id} wants {wanted} {skill} among {need.people} people."
                raise RosterError(sentence, field="some", subject=post.id)
    for pattern in post.patterns:
        if not 0 <= pattern.start < DAY or pattern.minutes <= 0:
            raise RosterError(f"patterns of {post.id}: a shift has no start in the day or no length.",
                              field="patterns", subject=post.id)  # fmt: skip
        if pattern.minutes > rules.max_shift_h * HOUR:
            sentence = f"patterns of {post.id}: {pattern.minutes / HOUR:g} h is longer than the longest shift."
            raise RosterError(sentence, field="patterns", subject=post.id)


def _check_names(problem: Problem) -> None:
    people = {p.id for p in problem.people}
    posts = {p.id for p in problem.posts}
    named: list[tuple[str, Iterable[str], set[str]]] = [
        ("wishes", (w.person for w in problem.wishes), people),
        ("pinned", (d.person for d in problem.pinned), people),
        ("pinned", (d.post for d in problem.pinned), posts),
        ("derogations", (d.person for d in problem.derogations), people),
        ("home_post", (p.home_post for p in problem.people if p.home_post), posts),
    ]
    for field, names, known in named:
        for name in names:
            if name not in known:
                raise RosterError(f"{field}: nobody and nothing is called {name}.", field=field, subject=name)
    for wish in problem.wishes:
        if not 0 <= wish.day < problem.days:
            sentence = f"wishes: day {wish.day} of {wish.person} is not in the {problem.days} days."
            raise RosterError(sentence, field="wishes", subject=wish.person)


def _check_derogation(derogation: Derogation, rules: Rules) -> None:
    who = derogation.person
    if not derogation.decided_by.strip() or not derogation.reason.strip():
        raise RosterError(f"derogations: the one for {who} names nobody who decided it, or no reason.",
                          field="decided_by", subject=who)  # fmt: skip
    if derogation.end <= derogation.start:
        raise RosterError(f"derogations: the one for {who} has no end after its start.", field="end", subject=who)
    if not rules.derogation_rest_h <= derogation.rest_h < rules.min_rest_h:
        least, rest = rules.derogation_rest_h, rules.min_rest_h
        sentence = f"derogations: rest_h of {who} must lie between {least:g} h and the {rest:g} h of the rule."
        raise RosterError(sentence, field="rest_h", subject=who)
    owed = (rules.min_rest_h - derogation.rest_h) * HOUR
    if derogation.compensation.minutes < owed or derogation.compensation.start < derogation.start:
        raise RosterError(f"derogations: {who} is owed {owed / HOUR:g} h of compensatory rest afterwards.",
                          field="compensation", subject=who)  # fmt: skip


def _check_pinned(problem: Problem) -> None:
    seen: dict[str, list[Duty]] = {}
    for duty in problem.pinned:
        if duty.end <= duty.start or not 0 <= duty.day < problem.days:
            sentence = f"pinned: a duty of {duty.person} has no length or starts outside the days."
            raise RosterError(sentence, field="pinned", subject=duty.person)
        if any(touch(duty.span, other.span) for other in seen.setdefault(duty.person, [])):
            sentence = f"pinned: {duty.person} is in two places at once."
            raise RosterError(sentence, field="pinned", subject=duty.person)
        seen[duty.person].append(duty)
