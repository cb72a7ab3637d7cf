"""Why a post stays short, computed: each rule is lifted in turn to see whether that alone closes the gap.

Two things are said of every gap. *Reasons*: the rule whose lifting covers it without opening another gap,
or, when no single rule does, how many hours are asked and how many the team has. *People*: what keeps each
member of the team away.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace

from fangxian.calc.roster.demand import Cell, uncovered
from fangxian.calc.roster.model import Model, Relaxed
from fangxian.calc.roster.objections import Objection, objections, unfit, weekly_cap
from fangxian.calc.roster.problem import HOUR, Duty, Limits, Person, Post, Problem
from fangxian.calc.roster.result import Gap, Repair, Stop
from fangxian.calc.roster.search import search
from fangxian.calc.windows import Span, shared

FAMILIES: dict[str, frozenset[str]] = {
    "skill": frozenset({"missing_skill", "missing_training", "too_young", "not_this_post"}),
    "availability": frozenset({"unavailable", "no_night", "compensatory_rest"}),
    "weekly_hours": frozenset({"weekly_hours"}),
    "day_off": frozenset({"day_off"}),
    "rest": frozenset({"rest"}),
    "nights_in_row": frozenset({"nights_in_row"}),
}
"""Rules that can be lifted for a question, and what they are called in a reason."""

EACH_S = 2.0
"""Most seconds for one such question."""

NAMED = 3
"""So many people are named for one kind of repair."""


def explain(
    model: Model,
    duties: list[Duty],
    missing: list[tuple[str, Span, str, int]],
    *,
    limits: Limits,
    stop: Stop | None = None,
) -> tuple[Gap, ...]:
    """Every place that stays short, in order of time, with reasons, the state of the team and repairs."""
    problem = model.problem
    short = uncovered(model.demand, duties)
    closed = _closed_by(problem, duties, short, limits=limits, stop=stop) if short else {}
    gaps = [_gap(model, duties, cell, n, closed.get(cell, [])) for cell, n in short]
    gaps += [_skill_gap(problem, duties, *row) for row in missing]
    return tuple(sorted(gaps, key=lambda gap: (gap.span, gap.post, gap.skill)))


def _closed_by(
    problem: Problem, duties: list[Duty], short: list[tuple[Cell, int]], *, limits: Limits, stop: Stop | None
) -> dict[Cell, list[str]]:
    """For each short cell the rules whose lifting alone covers it, everything else at least as now.

    What more searching would have covered with every rule in force is no rule's fault and is left out.
    """
    found: dict[Cell, list[str]] = defaultdict(list)
    anyway = set(_covered_without(problem, duties, short, Relaxed(), limits=limits))
    for name, codes in FAMILIES.items():
        if stop and stop():
            break
        for cell in _covered_without(problem, duties, short, Relaxed(codes), limits=limits):
            if cell not in anyway:
                found[cell].append(name)
    return found


def _covered_without(
    problem: Problem, duties: list[Duty], short: list[tuple[Cell, int]], relaxed: Relaxed, *, limits: Limits
) -> list[Cell]:
    model = Model(problem, relaxed=relaxed)
    now = Counter({cell: cell.people - _there(duties, cell) for cell in model.demand.cells})
    for cell, variable in zip(model.demand.cells, model.short, strict=True):
        model.cp.add(variable <= max(0, now[cell]))
    model.cp.minimize(model.gaps_cost().total)
    _hint(model, duties)
    each = min(EACH_S, limits.seconds / (len(FAMILIES) + 1)) if limits.effort is None else limits.seconds
    outcome = search(
        model.cp,
        phase="explain",
        limits=replace(limits, seconds=each, gap=0.0),
    )
    if not outcome.found:
        return []
    left = {cell: outcome.of(v) for cell, v in zip(model.demand.cells, model.short, strict=True)}
    return [cell for cell, _ in short if all(n == 0 for c, n in left.items() if c.post == cell.post
                                             and shared(c.span, cell.span))]  # fmt: skip


def _hint(model: Model, duties: list[Duty]) -> None:
    model.cp.clear_hints()  # type: ignore[no-untyped-call]
    held = {(d.person, d.span) for d in duties}
    for key, variable in model.work.items():
        model.cp.add_hint(variable, key in held)


def _there(duties: Iterable[Duty], cell: Cell) -> int:
    return sum(d.post == cell.post and d.start <= cell.span.start and cell.span.end <= d.end for d in duties)


def _gap(model: Model, duties: list[Duty], cell: Cell, missing: int, closed: list[str]) -> Gap:
    problem = model.problem
    post = next(p for p in problem.posts if p.id == cell.post)
    against = _against(problem, duties, Duty("", post.id, *_shift(model, cell)))
    return Gap(
        post=post.id,
        span=cell.span,
        missing=missing,
        reasons=tuple(_reasons(problem, post, cell, closed, free=sum(not found for found in against.values()))),
        people=tuple(sorted(Counter(found[0].code for found in against.values() if found).items())),
        repairs=tuple(_repairs(problem, cell.span, against, missing)),
    )


def _skill_gap(problem: Problem, duties: list[Duty], post: str, span: Span, skill: str, missing: int) -> Gap:
    """The shift is staffed, only nobody (or too few) there has the skill."""
    able = [p for p in problem.people if skill in p.skills]
    against = _against(replace(problem, people=tuple(able)), duties, Duty("", post, *span))
    reason = Objection("too_few_with_skill", (("skill", skill), ("have", len(able)), ("missing", missing)))
    return Gap(
        post=post,
        span=span,
        missing=missing,
        reasons=(reason,),
        people=tuple(sorted(Counter(found[0].code for found in against.values() if found).items())),
        repairs=(
            Repair("train", (("skill", skill), ("people", missing))),
            *_repairs(problem, span, against, missing),
        ),
        skill=skill,
    )


def _shift(model: Model, cell: Cell) -> Span:
    """The shift somebody would have to take to close the gap."""
    offers = [o.span for o in model.demand.offers if o.post == cell.post]
    return max(offers, key=lambda span: shared(span, cell.span), default=cell.span)


def _against(problem: Problem, duties: list[Duty], duty: Duty) -> dict[str, list[Objection]]:
    found = {}
    for person in problem.people:
        mine = [d for d in duties if d.person == person.id]
        if duty.span in (d.span for d in mine if d.post == duty.post):
            continue
        found[person.id] = objections(problem, person, replace(duty, person=person.id), others=mine)
    return found


def _reasons(problem: Problem, post: Post, cell: Cell, closed: list[str], *, free: int) -> list[Objection]:
    fit = [p for p in problem.people if not unfit(p, post)]
    if len(fit) < max(cell.people, post.min_team):
        return [Objection("too_few_fit", (("post", post.id), ("need", cell.people), ("have", len(fit))))]
    if closed:
        return [Objection(code, (("team", len(problem.people)),)) for code in closed]
    if free >= max(1, post.min_team):
        return [Objection("search_ended", (("free", free),))]
    asked, have = _hours(problem, problem.posts, problem.people)
    if asked > have:
        team = len(problem.people)
        return [Objection("too_few_people", (("asked_h", asked), ("have_h", have), ("team", team)))]
    asked, have = _hours(problem, (post,), tuple(fit))
    if asked > have:
        return [Objection("too_few_fit_hours", (("post", post.id), ("asked_h", asked), ("have_h", have)))]
    return [Objection("several_rules", (("team", len(problem.people)),))]


def _hours(problem: Problem, posts: tuple[Post, ...], people: tuple[Person, ...]) -> tuple[float, float]:
    """Person-hours these posts ask for, and the most these people may work, in all the days."""
    asked = sum(
        (need.end - need.start) * need.people * len([d for d in range(problem.days) if not need.days or d in need.days])
        for post in posts
        for need in post.needs
    )
    have = sum(weekly_cap(problem.rules, p) for p in people) * problem.days / 7
    return asked / HOUR, have / HOUR


def _repairs(problem: Problem, span: Span, against: dict[str, list[Objection]], missing: int) -> list[Repair]:
    """What would close the gap, cheapest first: somebody free, a named exception, more people, closing."""
    free = [person for person, found in against.items() if not found]
    found = [Repair("take", (("person", person),)) for person in free[:NAMED]]
    found += _exceptions(problem, against)
    found.append(Repair("more_people", (("people", missing), ("hours", missing * span.minutes / HOUR))))
    found.append(Repair("close_post", (("start", span.start), ("end", span.end))))
    return found


def _exceptions(problem: Problem, against: dict[str, list[Objection]]) -> list[Repair]:
    """People with one rule in the way that a named person may lift: rest (given back later) or hours."""
    single = {person: found[0] for person, found in against.items() if len(found) == 1}
    rest = [(float(o["hours"]), person) for person, o in single.items() if o.code == "rest"]
    hours = [(float(o["hours"]), person) for person, o in single.items() if o.code == "weekly_hours"]
    full, least = problem.rules.min_rest_h, problem.rules.derogation_rest_h
    return [
        *(
            Repair("derogation", (("person", person), ("rest_h", h), ("owed_h", full - h)))
            for h, person in sorted(rest, reverse=True)[:NAMED]
            if h >= least
        ),
        *(Repair("longer_week", (("person", person), ("hours", h))) for h, person in sorted(hours)[:NAMED]),
    ]
