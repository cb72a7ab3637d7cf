"""Deals the people of each shift out to its posts: skills first, then home posts and yesterday's post."""

from collections import defaultdict

from ortools.sat.python import cp_model

from fangxian.calc.roster.model import Model
from fangxian.calc.roster.problem import Duty, Limits, Person
from fangxian.calc.roster.search import Outcome, search
from fangxian.calc.windows import Span

HOME, KEPT, LAST = 30, 60, 10
"""How much a home post, an unchanged post of an old roster, and the post of the last duty are worth."""

MISSING = 10_000


def deal(model: Model, outcome: Outcome, *, limits: Limits, old: tuple[Duty, ...] = ()) -> list[Duty]:
    """Duties with their posts, in order of start and person. `old` duties keep their post where they can."""
    if model.local:
        placed = [Duty(who, post, *span) for (who, span, post), x in model.at.items() if outcome.of(x)]
        return sorted(placed, key=lambda d: (d.start, d.end, d.person))
    keep = {(d.person, d.span): d.post for d in (*old, *model.problem.pinned)}
    last: dict[str, str] = {}
    duties: list[Duty] = []
    for span in model.spans:
        there = [p for p in model.problem.people if (p.id, span) in model.work and outcome.of(model.work[p.id, span])]
        if not there:
            continue
        counts = {o.post: outcome.of(model.dealt[o.post, span]) for o in model.offers[span]}
        for person, post in _one_shift(model, span, there, counts, keep, last, limits):
            duties.append(Duty(person, post, span.start, span.end))
            last[person] = post
    return duties


def missing_skills(model: Model, duties: list[Duty]) -> list[tuple[str, Span, str, int]]:
    """Post, shift, skill and how many with that skill are missing, of every shift that is staffed."""
    skills = {p.id: p.skills for p in model.problem.people}
    there: dict[tuple[str, Span], list[str]] = defaultdict(list)
    for duty in duties:
        there[duty.post, duty.span].append(duty.person)
    found = []
    for (post, span), people in sorted(there.items(), key=lambda item: (item[0][1], item[0][0])):
        for skill, wanted in model.posts[post].wants(span):
            have = sum(skill in skills[person] for person in people)
            if have < wanted:
                found.append((post, span, skill, wanted - have))
    return found


def _one_shift(
    model: Model,
    span: Span,
    there: list[Person],
    counts: dict[str, int],
    keep: dict[tuple[str, Span], str],
    last: dict[str, str],
    limits: Limits,
) -> list[tuple[str, str]]:
    cp = cp_model.CpModel()
    pick = {(p.id, post): cp.new_bool_var("") for p in there for post in sorted(counts) if post in model.fit[p.id]}
    for person in there:
        cp.add_exactly_one(x for (who, _), x in pick.items() if who == person.id)
        if (pinned := Duty(person.id, keep.get((person.id, span), ""), *span)) in model.problem.pinned:
            cp.add(pick[person.id, pinned.post] == 1)
    cost: list[cp_model.LinearExprT] = []
    for post, count in counts.items():
        cp.add(sum(x for (_, at), x in pick.items() if at == post) == count)
        cost += _missing(cp, model.posts[post].wants(span) if count else (), post, there, pick)
    homes = {p.id: p.home_post for p in there}
    for (who, post), x in pick.items():
        worth = KEPT * (keep.get((who, span)) == post) + HOME * (homes[who] == post) + LAST * (last.get(who) == post)
        cost.append(-worth * x)
    cp.minimize(sum(cost))
    outcome = search(cp, phase="deal", limits=Limits(seconds=10, seed=limits.seed))
    return [key for key, x in pick.items() if outcome.found and outcome.of(x)]


def _missing(
    cp: cp_model.CpModel,
    wants: tuple[tuple[str, int], ...],
    post: str,
    there: list[Person],
    pick: dict[tuple[str, str], cp_model.IntVar],
) -> list[cp_model.LinearExprT]:
    cost: list[cp_model.LinearExprT] = []
    for skill, wanted in wants:
        able = sum(pick[p.id, post] for p in there if skill in p.skills and (p.id, post) in pick)
        miss = cp.new_int_var(0, wanted, "")
        cp.add(able + miss >= wanted)
        cost.append(MISSING * miss)
    return cost
