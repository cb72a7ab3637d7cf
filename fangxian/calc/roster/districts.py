"""A first roster for many posts: each post with the people at home there, two at a time; the whole comes afterwards."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from time import perf_counter

from fangxian.calc.roster.deal import deal
from fangxian.calc.roster.model import Model
from fangxian.calc.roster.problem import Duty, Limits, Problem
from fangxian.calc.roster.result import Stop
from fangxian.calc.roster.search import search
from fangxian.calc.roster.soft import soft_costs


def by_home(problem: Problem, *, limits: Limits, stop: Stop | None = None) -> list[Duty]:
    """Duties of everybody at their own post; people without one stay at home for now."""
    homes = sorted({p.home_post for p in problem.people if p.home_post})
    until = perf_counter() + limits.seconds
    rounds = -(-len(homes) // limits.workers)

    def one(home: str) -> list[Duty]:
        share = min(limits.seconds / rounds, until - perf_counter())
        if share <= 0 or (stop and stop()):
            return []
        model = Model(_at(problem, home))
        parts = [model.gaps_cost(), model.skills_cost(), *soft_costs(model)]
        model.cp.minimize(sum((part.total for part in parts), start=0))
        outcome = search(model.cp, phase="home", limits=replace(limits, seconds=share, workers=1), stop=stop)
        return deal(model, outcome, limits=limits) if outcome.found else []

    with ThreadPoolExecutor(limits.workers) as pool:
        return [duty for duties in pool.map(one, homes) for duty in duties]


def _at(problem: Problem, home: str) -> Problem:
    """The part of a problem that concerns one post and the people at home there."""
    people = {p.id for p in problem.people if p.home_post == home}
    return replace(
        problem.without(*(p.id for p in problem.people if p.id not in people)),
        posts=tuple(post for post in problem.posts if post.id == home),
        pinned=tuple(d for d in problem.pinned if d.person in people and d.post == home),
    )
