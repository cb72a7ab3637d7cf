"""The best is the best: small problems against every roster there is, and against themselves run twice."""

from itertools import product

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fangxian.calc.roster import HOUR, Duty, Limits, Need, Person, Post, Problem, plan
from fangxian.calc.roster.shapes import problem_of
from tests.calc.roster.checker import faults
from tests.calc.roster.hood import district, hood
from tests.calc.roster.village import MONDAY, REST, ROUND_THE_CLOCK

STARTS = (7 * HOUR, 15 * HOUR, 23 * HOUR)


@st.composite
def tiny(draw: st.DrawFn) -> Problem:
    """Two or three people, two days, one post for some of three shifts."""
    asked = draw(st.lists(st.sampled_from(STARTS), min_size=1, max_size=2, unique=True))
    people = tuple(
        Person(f"p{n}", no_night=draw(st.booleans()), max_weekly_h=draw(st.sampled_from([8, 16, 48])))
        for n in range(draw(st.integers(2, 3)))
    )
    needs = tuple(Need(start, start + 8 * HOUR, draw(st.integers(1, 2))) for start in asked)
    return Problem(MONDAY, 2, people, (Post("gate", needs=needs, patterns=ROUND_THE_CLOCK),), REST)


def least_short(problem: Problem) -> int:
    """Fewest hours uncovered over every roster there is, judged by the checker alone."""
    spans = [
        (day * 24 * HOUR + n.start, day * 24 * HOUR + n.end, n.people)
        for day in range(2)
        for n in problem.posts[0].needs
    ]
    best = 10**6
    places = [(p.id, start, end) for p in problem.people for start, end, _ in spans]
    for taken in product((False, True), repeat=len(places)):
        duties = [Duty(who, "gate", a, b) for (who, a, b), yes in zip(places, taken, strict=True) if yes]
        short = sum(max(0, n - sum(d.start == a for d in duties)) * 8 for a, _, n in spans)
        over = any(sum(d.start == a for d in duties) > n for a, _, n in spans)
        if short < best and not over and not [f for f in faults(problem, duties) if "nobody said so" not in f]:
            best = short
    return best


@given(tiny())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_roster_covers_more_than_the_planner_s(problem: Problem) -> None:
    roster = plan(problem, limits=Limits(seconds=20, effort=1.0))
    assert faults(problem, roster.duties, gaps=roster.gaps) == []
    assert sum(g.missing * g.span.minutes for g in roster.gaps) == least_short(problem) * HOUR


def test_the_race_and_the_quiet_search_agree_on_the_best() -> None:
    problem = problem_of(hood(people=20, days=3))
    raced = plan(problem, limits=Limits(seconds=60))
    assert faults(problem, raced.duties, gaps=raced.gaps) == []
    quiet = plan(problem, limits=Limits(seconds=60, effort=20.0))
    assert raced.bound <= quiet.cost
    assert quiet.bound <= raced.cost


def test_the_same_seed_and_effort_give_the_same_roster() -> None:
    problem = problem_of(hood(people=12, days=3))
    one, other = (plan(problem, limits=Limits(seconds=60, effort=0.5, seed=3)) for _ in range(2))
    assert one.duties == other.duties


def test_a_district_is_covered_by_people_who_can_reach_the_post() -> None:
    data = district(checkpoints=3, people=54, days=3)
    problem = problem_of(data)
    roster = plan(problem, limits=Limits(seconds=20))
    assert faults(problem, roster.duties, gaps=roster.gaps) == []
    reach = {p["id"]: p["posts"] for p in data["people"]}
    assert all(d.post in reach[d.person] for d in roster.duties)
    away = sum(reach[d.person][d.post] for d in roster.duties)
    assert dict(roster.costs)["away"] == away
