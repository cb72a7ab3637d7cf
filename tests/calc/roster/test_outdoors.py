"""Hours outdoors are shared as evenly as shifts, skills, homes and pins allow: against every other way to deal them."""

from collections import Counter
from dataclasses import replace
from itertools import permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangxian.calc.roster import HOUR, Duty, Limits, Need, Pattern, Person, Post, Problem, Roster, plan
from tests.calc.roster.checker import faults
from tests.calc.roster.village import MONDAY, REST, village

QUICK = Limits(seconds=20, effort=1.0)
DAY_SHIFT = (Pattern(8 * HOUR, 8 * HOUR),)
GATE, DESK = "gate", "desk"
BAND_H = 4


def posts(gate: int, desk: int, *, medic: int = 0) -> tuple[Post, ...]:
    """A gate in the wind and a desk indoors, one shift a day; at the desk there must be so many medics."""
    wants = (("medic", medic),) if medic else ()
    return (
        Post(GATE, needs=(Need(8 * HOUR, 16 * HOUR, gate),), patterns=DAY_SHIFT, outdoor=True),
        Post(DESK, needs=(Need(8 * HOUR, 16 * HOUR, desk),), patterns=DAY_SHIFT, some=wants),
    )


def outdoors(roster: Roster) -> dict[str, float]:
    return {load.person: load.outdoor_h for load in roster.loads}


def beyond(problem: Problem, hours: dict[str, float]) -> int:
    """Whole hours above and below everybody's share, past hours included, give or take the band."""
    past = {p.id: sum(d.span.minutes for d in p.past if d.post == GATE) / HOUR for p in problem.people}
    every = {who: hours.get(who, 0) + past[who] for who in past}
    share = int(sum(every.values()) * HOUR / len(every)) / HOUR
    return sum(max(0, -int(-(abs(each - share) - BAND_H) // 1)) for each in every.values())


@given(
    people=st.integers(2, 4),
    gate=st.integers(1, 2),
    days=st.integers(1, 3),
    past=st.lists(st.integers(0, 2), min_size=4, max_size=4),
)
@settings(max_examples=25, deadline=None)
def test_no_other_way_to_deal_out_the_same_duties_is_fairer(people: int, gate: int, days: int, past: list[int]) -> None:
    """Everybody works every day, so every order of the team at every day's places is a way to deal."""
    gate = min(gate, people - 1)
    team = tuple(
        Person(f"p{n}", past=tuple(Duty(f"p{n}", GATE, (8 - 24 * d) * HOUR, (16 - 24 * d) * HOUR) for d in (7, 5)[:k]))
        for n, k in zip(range(people), past, strict=False)
    )
    problem = Problem(MONDAY, days, team, posts(gate, people - gate), REST)
    roster = plan(problem, limits=QUICK)
    assert roster.covered and not faults(problem, roster.duties)
    ways = {tuple(sorted(order[:gate])) for order in permutations(p.id for p in team)}
    least = min(
        beyond(problem, {who: 8.0 * n for who, n in Counter(x for day in chosen for x in day).items()})
        for chosen in product(ways, repeat=days)
    )
    assert beyond(problem, outdoors(roster)) == least


def test_who_stood_outdoors_last_week_stands_indoors_now() -> None:
    past = tuple(Duty("p0", GATE, (8 - 24 * d) * HOUR, (16 - 24 * d) * HOUR) for d in (3, 4, 5))
    problem = Problem(MONDAY, 2, (Person("p0", past=past), Person("p1")), posts(1, 1), REST)
    assert outdoors(plan(problem, limits=QUICK)) == {"p0": 0, "p1": 16}


def test_a_home_post_is_kept_and_so_is_what_is_pinned() -> None:
    home = (Person("p0", home_post=GATE), Person("p1"))
    problem = Problem(MONDAY, 3, home, posts(1, 1), REST)
    assert outdoors(plan(problem, limits=QUICK))["p0"] == 24
    pinned = tuple(Duty("p1", GATE, 8 * HOUR + day * 24 * HOUR, 16 * HOUR + day * 24 * HOUR) for day in range(3))
    assert outdoors(plan(replace(problem, pinned=pinned), limits=QUICK))["p1"] == 24


def test_nobody_is_sent_out_whose_skill_is_wanted_indoors() -> None:
    team = (Person("p0", skills=frozenset({"medic"})), Person("p1"))
    roster = plan(Problem(MONDAY, 4, team, posts(1, 1, medic=1), REST), limits=QUICK)
    assert outdoors(roster) == {"p0": 0, "p1": 32} and not roster.gaps


@pytest.mark.parametrize("kinds", [{"gate"}, {"gate", "patrol"}])
def test_no_two_of_a_village_s_shift_could_change_posts_for_the_better(kinds: set[str]) -> None:
    seed = village(35)
    problem = replace(seed, posts=tuple(replace(post, outdoor=post.id in kinds) for post in seed.posts))
    roster = plan(problem, limits=replace(QUICK, effort=2.0))
    hours = outdoors(roster)
    assert not faults(problem, roster.duties, gaps=roster.gaps) and max(hours.values()) > 0
    for one, other in permutations(roster.duties, 2):
        if (one.start, one.end) == (other.start, other.end) and one.post in kinds and other.post not in kinds:
            changed = [replace(d, person=other.person if d == one else one.person) for d in (one, other)]
            instead = [*(d for d in roster.duties if d not in (one, other)), *changed]
            if not faults(problem, instead, gaps=roster.gaps):
                shift = one.span.minutes / HOUR
                after = hours | {one.person: hours[one.person] - shift, other.person: hours[other.person] + shift}
                assert beyond(problem, hours) <= beyond(problem, after), (one, other)
