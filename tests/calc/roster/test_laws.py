"""Laws every roster obeys, whatever is asked: tried on small random teams, seen by the checker."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fangxian.calc.roster import (
    DAY,
    HOUR,
    Duty,
    Limits,
    Need,
    Pattern,
    Person,
    Post,
    Problem,
    Progress,
    Wish,
    changed_days,
    plan,
    replan,
)
from fangxian.calc.roster.rolling import FORTNIGHT, WEEK, from_day, part_by_part
from fangxian.calc.windows import Span
from tests.calc.roster.checker import faults
from tests.calc.roster.village import MONDAY, QUICK, REST, one_gate, village

SMALL = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
SKILLS = ("driver", "captain", "medic")
TINY = Limits(seconds=30, effort=0.3, workers=1)


@st.composite
def people(draw: st.DrawFn) -> tuple[Person, ...]:
    team = []
    for n in range(draw(st.integers(1, 6))):
        who = f"p{n}"
        start = draw(st.integers(-30, -1))
        past = draw(st.sampled_from([(), (Duty(who, "", start * HOUR, start * HOUR + 8 * HOUR),)]))
        team.append(
            Person(
                who,
                skills=frozenset(draw(st.sets(st.sampled_from(SKILLS)))),
                no_night=draw(st.booleans()),
                age=draw(st.sampled_from([16, 40])),
                unavailable=draw(st.sampled_from([(), (Span(DAY, 2 * DAY),)])),
                max_weekly_h=draw(st.sampled_from([None, 16.0])),
                past=past if past and past[0].end <= 0 else (),
            )
        )
    return tuple(team)


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    gate = Post(
        "gate",
        needs=(Need(7 * HOUR, 31 * HOUR, draw(st.integers(1, 2))),),
        patterns=tuple(Pattern(h * HOUR, 8 * HOUR) for h in (7, 15, 23)),
        captain=draw(st.booleans()),
        min_age=draw(st.sampled_from([0, 18])),
    )
    car = Post(
        "car",
        needs=(Need(9 * HOUR, 12 * HOUR, 2),),
        some=(("driver", 1),),
        skills=frozenset(draw(st.sampled_from([set(), {"medic"}]))),
        min_team=draw(st.integers(1, 2)),
    )
    days = draw(st.integers(1, 9))
    return Problem(MONDAY, days, draw(people()), (gate, car), REST)


@SMALL
@given(problem=problems())
def test_no_rule_is_ever_broken_and_no_shortage_goes_unsaid(problem: Problem) -> None:
    roster = plan(problem, limits=TINY)
    assert faults(problem, roster.duties, gaps=roster.gaps) == []


@SMALL
@given(problem=problems())
def test_one_person_more_never_leaves_more_uncovered(problem: Problem) -> None:
    more = replace(problem, people=(*problem.people, Person("extra", skills=frozenset(SKILLS))))
    before, after = (plan(p, limits=replace(TINY, effort=3.0)) for p in (problem, more))
    if before.ended == after.ended == "proven":
        assert dict(after.costs)["uncovered"] <= dict(before.costs)["uncovered"]


def test_the_same_seed_and_workers_give_the_same_roster() -> None:
    limits = Limits(seconds=100, effort=0.6, seed=7, workers=2)
    first, second = (plan(village(38), limits=limits) for _ in range(2))
    assert first.duties == second.duties
    assert first.costs == second.costs


def test_a_wish_is_kept_when_nothing_stands_against_it() -> None:
    from_wish = replace(one_gate(6), wishes=tuple(Wish("p0", day, -3) for day in (2, 3)))
    roster = plan(from_wish, limits=QUICK)
    assert dict(roster.costs)["wishes"] == 0
    assert not [d for d in roster.duties if d.person == "p0" and d.day in (2, 3)]


def test_pinned_duties_stay() -> None:
    pinned = Duty("p3", "gate", 15 * HOUR, 23 * HOUR)
    roster = plan(replace(one_gate(6), pinned=(pinned,)), limits=QUICK)
    assert pinned in roster.duties
    assert roster.covered


def test_progress_is_reported_by_phase_and_cover_comes_first() -> None:
    heard: list[Progress] = []
    plan(one_gate(6), limits=QUICK, report=heard.append)
    phases = [p.phase for p in heard]
    assert phases[0] == "cover"
    assert phases[-1] == "fairness"
    costs = [p.cost for p in heard if p.phase == "fairness"]
    assert costs == sorted(costs, reverse=True)


def test_three_of_forty_leaving_changes_few_days_and_keeps_the_rest() -> None:
    before = plan(village(40), limits=Limits(seconds=120, effort=1.5))
    now = village(40).without("p03", "p10", "p21")
    lost = [d for d in before.duties if d.person in ("p03", "p10", "p21")]
    after = replan(now, before.duties, limits=Limits(seconds=200, effort=6))
    assert faults(now, after.duties, gaps=after.gaps) == []
    kept = tuple(d for d in before.duties if d.person not in ("p03", "p10", "p21"))
    assert after.changed == changed_days(kept, after.duties)
    assert after.covered
    assert len(lost) / 2 <= after.changed <= 3 * len(lost)


def test_what_cannot_be_covered_is_left_open_as_little_as_proven_and_the_fewest_days_change() -> None:
    """32 people have 192 days of duty in a week and eight blocks of nights cost one each: 12 of 196 stay open."""
    before = plan(village(35), limits=Limits(seconds=120, effort=1.5))
    now = village(35).without("p03", "p10", "p21")
    heard: list[Progress] = []
    after = replan(now, before.duties, limits=Limits(seconds=12), report=heard.append)
    last = [p for p in heard if p.phase == "changes"][-1]
    assert last.cost == last.bound
    assert faults(now, after.duties, gaps=after.gaps) == []
    assert sum(gap.missing for gap in after.gaps) == 12
    assert 0 < after.changed < 32


def test_replanning_without_a_loss_changes_nothing() -> None:
    problem = one_gate(6)
    before = plan(problem, limits=QUICK)
    after = replan(problem, before.duties, limits=QUICK)
    assert after.changed == 0
    assert set(after.duties) == set(before.duties)


def test_a_long_roster_is_begun_part_by_part_and_covered() -> None:
    lengths: list[int] = []

    def each(part: Problem, limits: Limits) -> list[Duty]:
        lengths.append(part.days)
        return list(plan(part, limits=limits).duties)

    for pace, days, parts in ((WEEK, 14, [7, 7, 6]), (WEEK, 16, [7, 7, 7, 4]), (FORTNIGHT, 28, [14, 14, 8])):
        problem = one_gate(6, days)
        began = part_by_part(problem, pace, each, limits=Limits(seconds=60, effort=1.0))
        assert faults(problem, began) == []
        assert lengths == parts
        lengths.clear()
    assert part_by_part(one_gate(6, 14), FORTNIGHT, each, limits=QUICK) == []
    roster = plan(one_gate(6, 14), limits=QUICK)
    assert roster.covered
    assert faults(one_gate(6, 14), roster.duties) == []


def test_the_second_week_knows_everything_said_about_it() -> None:
    pinned = Duty("p1", "gate", 8 * DAY + 7 * HOUR, 8 * DAY + 15 * HOUR)
    away = replace(one_gate(6, 14).people[0], unavailable=(Span(7 * DAY, 14 * DAY),))
    problem = replace(
        one_gate(6, 14), people=(away, *one_gate(6).people[1:]), pinned=(pinned,), wishes=(Wish("p2", 9, -3),)
    )
    part = from_day(problem, 7, days=7, done=[Duty("p3", "gate", 6 * DAY + 23 * HOUR, 7 * DAY + 7 * HOUR)])
    assert part.pinned == (Duty("p1", "gate", DAY + 7 * HOUR, DAY + 15 * HOUR),)
    assert part.people[0].unavailable == (Span(0, 7 * DAY),)
    assert part.people[3].past == (Duty("p3", "gate", -HOUR, 7 * HOUR),)
    assert part.wishes == (Wish("p2", 2, -3),)
    roster = plan(problem, limits=QUICK)
    assert pinned in roster.duties
    assert all(d.person != "p0" or d.end <= 7 * DAY for d in roster.duties)
