"""Hours outdoors, shared as evenly as the shifts allow: everybody keeps theirs, and some change posts within them."""

from collections import Counter, defaultdict
from collections.abc import Collection
from fractions import Fraction

from ortools.sat.python import cp_model

from fangxian.calc.roster.deal import HOME, KEPT
from fangxian.calc.roster.model import Model
from fangxian.calc.roster.problem import HOUR, Duty, Limits
from fangxian.calc.roster.search import search
from fangxian.calc.roster.soft import HOURS_BAND, shares
from fangxian.calc.windows import Span

OUTSIDE_H, DEALT = 1, 1
"""What an hour outside somebody's band costs, and a change of post; two who change cost less than a home post."""

MOST_H = 100_000
"""More hours than a roster and its past hold."""

EVEN_S, EFFORT = 5.0, 0.5
"""A small question: seconds that end it whatever happens, and work units that end it the same way every time."""

Key = tuple[str, Span]


def evened(model: Model, duties: list[Duty], *, old: Collection[Duty] = (), limits: Limits) -> list[Duty]:
    """These duties with the fewest hours outdoors above and below the bands, what is covered as well covered as before.

    A band is a fair share of all hours outdoors, past ones included, `HOURS_BAND` either way. Posts of `old`, home
    posts and pinned ones come first.
    """
    mixed = _mixed(model, duties)
    if model.local or not mixed:
        return duties
    cp = cp_model.CpModel()
    pick = {
        (d.person, d.span, post): cp.new_bool_var("")
        for d in duties
        for post in sorted(mixed.get(d.span, ()))
        if post in model.fit[d.person]
    }
    _as_covered(model, cp, pick, duties)
    worth, dealt = _worth(model, duties, old), set(duties)
    cost = [-worth[key] * x for key, x in pick.items() if worth[key]]
    cp.minimize(sum([*cost, *(OUTSIDE_H * x for x in _outside(model, cp, pick, duties))]))
    for (who, span, post), x in pick.items():
        cp.add_hint(x, Duty(who, post, *span) in dealt)
    outcome = search(cp, phase="deal", limits=Limits(seconds=EVEN_S, seed=limits.seed, workers=1, effort=EFFORT))
    if not outcome.found:
        return duties
    taken = {(who, span): post for (who, span, post), x in pick.items() if outcome.of(x)}
    return [Duty(d.person, taken.get((d.person, d.span), d.post), *d.span) for d in duties]


def _mixed(model: Model, duties: list[Duty]) -> dict[Span, set[str]]:
    """The posts of each shift in which some stand outdoors and some do not."""
    posts: dict[Span, set[str]] = defaultdict(set)
    for duty in duties:
        posts[duty.span].add(duty.post)
    return {span: here for span, here in posts.items() if len({model.posts[post].outdoor for post in here}) > 1}


def _as_covered(
    model: Model, cp: cp_model.CpModel, pick: dict[tuple[str, Span, str], cp_model.IntVar], duties: list[Duty]
) -> None:
    """One post each, as many at each post and as many with what is asked for as now, pinned duties where they are."""
    skills = {p.id: p.skills for p in model.problem.people}
    mine: dict[Key, list[cp_model.IntVar]] = defaultdict(list)
    there: dict[Key, list[tuple[str, cp_model.IntVar]]] = defaultdict(list)
    for (who, span, post), x in pick.items():
        mine[who, span].append(x)
        there[post, span].append((who, x))
    for each in mine.values():
        cp.add_exactly_one(each)
    for (post, span), options in there.items():
        now = [d.person for d in duties if (d.post, d.span) == (post, span)]
        cp.add(sum(x for _, x in options) == len(now))
        for skill, wanted in model.posts[post].wants(span):
            have = sum(skill in skills[who] for who in now)
            cp.add(sum(x for who, x in options if skill in skills[who]) >= min(wanted, have))
    for duty in model.problem.pinned:
        if (duty.person, duty.span, duty.post) in pick:
            cp.add(pick[duty.person, duty.span, duty.post] == 1)


def _worth(model: Model, duties: list[Duty], old: Collection[Duty]) -> Counter[tuple[str, Span, str]]:
    """What each post is worth to each: that of the roster they know, one's own, and the one dealt already."""
    worth = Counter({(d.person, d.span, d.post): DEALT for d in duties})
    worth.update({(d.person, d.span, d.post): KEPT for d in old})
    homes = {p.id: p.home_post for p in model.problem.people if p.home_post}
    worth.update({(d.person, d.span, homes[d.person]): HOME for d in duties if d.person in homes})
    return worth


def _outside(
    model: Model, cp: cp_model.CpModel, pick: dict[tuple[str, Span, str], cp_model.IntVar], duties: list[Duty]
) -> list[cp_model.IntVar]:
    """Hours above and below everybody's band, of those who may stand outdoors at all."""
    outdoor = {post for post, about in model.posts.items() if about.outdoor}
    able = [p for p in model.problem.people if model.fit[p.id] & outdoor]
    done = {p: sum(d.span.minutes for d in p.past if d.post in outdoor) for p in able}
    free = {(who, span) for who, span, _ in pick}
    fixed: Counter[str] = Counter()
    for duty in duties:
        if duty.post in outdoor and (duty.person, duty.span) not in free:
            fixed[duty.person] += duty.span.minutes
    asked = sum(d.span.minutes for d in duties if d.post in outdoor)
    share = shares(able, done, Fraction(asked), model)
    found = []
    for person in able:
        terms = [s.minutes * x for (who, s, post), x in pick.items() if who == person.id and post in outdoor]
        if terms:
            found += _beyond(cp, sum(terms) + done[person] + fixed[person.id], int(share[person]))
    return found


def _beyond(cp: cp_model.CpModel, count: cp_model.LinearExprT, share: int) -> list[cp_model.IntVar]:
    over, under = (cp.new_int_var(0, MOST_H, "") for _ in range(2))
    cp.add(HOUR * over >= count - share - HOURS_BAND)
    cp.add(HOUR * under >= share - HOURS_BAND - count)
    return [over, under]
