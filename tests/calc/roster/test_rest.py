"""Rest is rest: every hard rule as a small trap, found by the planner and by the swap check alike."""

import time
from dataclasses import replace

import pytest

from fangxian.calc.roster import (
    DAY,
    HOUR,
    Derogation,
    Duty,
    Limits,
    Need,
    Pattern,
    Person,
    Post,
    Problem,
    Rules,
    check_swap,
    check_take,
    plan,
)
from fangxian.calc.windows import Span
from tests.calc.roster.checker import faults
from tests.calc.roster.village import MONDAY, QUICK, REST, one_gate


def early_and_late(people: tuple[Person, ...], rules: Rules = REST, **more: object) -> Problem:
    """11:00–19:00 on the first day, 03:00–11:00 on the second: eight hours between."""
    late = Post("late", needs=(Need(11 * HOUR, 19 * HOUR, 1, frozenset({0})),))
    early = Post("early", needs=(Need(3 * HOUR, 11 * HOUR, 1, frozenset({1})),))
    return Problem(MONDAY, 2, people, (late, early), rules, **more)  # type: ignore[arg-type]


def one_morning(person: Person) -> Problem:
    """A single shift, 08:00 to 16:00."""
    return Problem(MONDAY, 1, (person,), (Post("desk", needs=(Need(8 * HOUR, 16 * HOUR, 1),)),), REST)


def test_nineteen_hundred_then_three_in_the_morning_is_eight_hours_of_rest_and_rejected() -> None:
    problem = early_and_late((Person("an"),))
    roster = plan(problem, limits=QUICK)
    assert len(roster.duties) == 1
    [gap] = roster.gaps
    assert [r.code for r in gap.reasons] == ["rest"]
    assert faults(problem, roster.duties, gaps=roster.gaps) == []


def test_the_swap_check_names_the_eight_hours() -> None:
    problem = early_and_late((Person("an"),))
    late, early = (
        Duty("an", "late", 11 * HOUR, 19 * HOUR),
        Duty("an", "early", DAY + 3 * HOUR, DAY + 11 * HOUR),
    )
    [objection] = check_take(problem, (late,), early)
    assert (objection.code, objection["hours"], objection["min_rest"]) == ("rest", 8, 11)


def test_a_gap_of_eight_hours_offers_a_named_derogation_with_what_is_owed() -> None:
    roster = plan(early_and_late((Person("an"),)), limits=QUICK)
    offered = [dict(r.params) for r in roster.gaps[0].repairs if r.code == "derogation"]
    assert offered == [{"person": "an", "rest_h": 8.0, "owed_h": 3.0}]


def test_a_named_derogation_lets_it_pass_and_gives_the_rest_back() -> None:
    back = Span(DAY + 12 * HOUR, 2 * DAY)
    waiver = Derogation("an", 0, DAY, 8, "书记 王", "大雪封路", back)
    problem = early_and_late((Person("an"),), derogations=(waiver,))
    roster = plan(problem, limits=QUICK)
    assert roster.covered
    [used] = roster.derogations
    assert (used.person, used.rest_h, used.decided_by, used.compensation) == ("an", 8, "书记 王", back)
    assert faults(problem, roster.duties) == []


def test_a_derogation_for_one_is_no_derogation_for_another() -> None:
    waiver = Derogation("an", 0, DAY, 8, "书记 王", "大雪封路", Span(DAY + 12 * HOUR, 2 * DAY))
    problem = early_and_late((Person("an", unavailable=(Span(0, 2 * DAY),)), Person("bo")), derogations=(waiver,))
    assert len(plan(problem, limits=QUICK).duties) == 1


def test_owed_rest_is_kept_free() -> None:
    waiver = Derogation("an", 0, DAY, 8, "书记 王", "大雪封路", Span(DAY, 2 * DAY))
    roster = plan(early_and_late((Person("an"),), derogations=(waiver,)), limits=QUICK)
    assert [d.post for d in roster.duties] == ["late"]


def test_exactly_eleven_hours_are_enough_and_a_minute_less_is_not() -> None:
    for minutes, most in ((11 * HOUR, 2), (11 * HOUR - 1, 1)):
        posts = (
            Post("a", needs=(Need(0, 4 * HOUR, 1),)),
            Post("b", needs=(Need(4 * HOUR + minutes, 8 * HOUR + minutes, 1),)),
        )
        roster = plan(Problem(MONDAY, 1, (Person("an"),), posts, REST), limits=QUICK)
        assert len(roster.duties) == most


def test_two_short_blocks_in_a_day_stay_inside_the_daily_hours() -> None:
    posts = (Post("a", needs=(Need(0, 5 * HOUR, 1),)), Post("b", needs=(Need(17 * HOUR, 21 * HOUR, 1),)))
    roster = plan(Problem(MONDAY, 1, (Person("an"),), posts, REST), limits=QUICK)
    assert len(roster.duties) == 1


def test_rest_goes_on_from_the_last_shift_of_the_period_before() -> None:
    last_night = Duty("an", "", -HOUR, 7 * HOUR)
    problem = replace(one_gate(1, 1), people=(Person("an", past=(last_night,)),))
    roster = plan(problem, limits=QUICK)
    assert [d.start for d in roster.duties] == [23 * HOUR]
    assert faults(problem, roster.duties, gaps=roster.gaps) == []


def test_days_in_a_row_go_on_from_the_period_before() -> None:
    worked = tuple(Duty("an", "", d * DAY + 7 * HOUR, d * DAY + 11 * HOUR) for d in range(-6, 0))
    roster = plan(one_morning(Person("an", past=worked)), limits=QUICK)
    assert roster.duties == ()
    assert {r.code for g in roster.gaps for r in g.reasons} == {"day_off"}


def test_nights_in_a_row_go_on_from_the_period_before() -> None:
    nights = tuple(Duty("an", "", d * DAY + 23 * HOUR, d * DAY + 31 * HOUR) for d in range(-3, 0))
    problem = replace(one_gate(1, 1), people=(Person("an", past=nights),))
    roster = plan(problem, limits=QUICK)
    assert 23 * HOUR not in {d.start for d in roster.duties}
    assert "nights_in_row" in {r.code for g in roster.gaps for r in g.reasons}


def test_weekly_hours_count_the_days_before() -> None:
    worked = tuple(Duty("an", "", d * DAY + 7 * HOUR, d * DAY + 15 * HOUR) for d in range(-5, -1))
    roster = plan(one_morning(Person("an", past=worked, max_weekly_h=32)), limits=QUICK)
    assert roster.duties == ()
    assert {r.code for g in roster.gaps for r in g.reasons} == {"weekly_hours"}


def test_a_day_off_is_a_whole_calendar_day_and_thirty_five_hours_where_the_pack_says_so() -> None:
    eu = replace(REST, weekly_rest_h=35, max_weekly_h=60)
    post = Post(
        "p",
        needs=(
            Need(15 * HOUR, 23 * HOUR, 1, frozenset(range(6))),
            Need(8 * HOUR, 16 * HOUR, 1, frozenset({7})),
        ),
    )
    people = (Person("an"),)
    strict = plan(Problem(MONDAY, 8, people, (post,), eu), limits=QUICK)
    plain = plan(Problem(MONDAY, 8, people, (post,), replace(eu, weekly_rest_h=24)), limits=QUICK)
    assert len(plain.duties) == 7
    assert len(strict.duties) == 6


def test_the_night_that_ends_in_the_morning_spoils_that_day_off() -> None:
    problem = one_gate(9)
    roster = plan(problem, limits=QUICK)
    for person in problem.people:
        minutes = {m // DAY for d in roster.duties if d.person == person.id for m in range(d.start, d.end)}
        assert len(minutes & set(range(7))) <= 6


def test_the_staffing_identity_of_one_post_round_the_clock() -> None:
    """domain-rules H-13: 168 person-hours a week; at 48 h three people are too few."""
    assert plan(one_gate(5), limits=QUICK).covered
    three = plan(one_gate(3), limits=QUICK)
    assert three.gaps
    assert {r.code for g in three.gaps for r in g.reasons} >= {"too_few_people"}
    assert {r["asked_h"] for g in three.gaps for r in g.reasons if r.code == "too_few_people"} == {168}


def test_nobody_is_left_alone_where_a_pair_is_needed() -> None:
    post = Post("gate", needs=(Need(8 * HOUR, 12 * HOUR, 2),), min_team=2)
    roster = plan(Problem(MONDAY, 1, (Person("an"),), (post,), REST), limits=QUICK)
    assert roster.duties == ()
    assert roster.gaps[0].reasons[0].code == "too_few_fit"


def test_a_captain_and_a_driver_are_found_among_those_on_the_shift_or_named_as_missing() -> None:
    post = Post("patrol", needs=(Need(8 * HOUR, 12 * HOUR, 2),), some=(("driver", 1),), captain=True)
    crew = (Person("an", skills=frozenset({"captain", "driver"})), Person("bo"), Person("chen"))
    problem = Problem(MONDAY, 2, crew, (post,), REST)
    roster = plan(problem, limits=QUICK)
    assert roster.covered
    assert faults(problem, roster.duties) == []
    without = plan(problem.without("an"), limits=QUICK)
    assert {(g.skill, g.reasons[0].code) for g in without.gaps} == {
        ("driver", "too_few_with_skill"),
        ("captain", "too_few_with_skill"),
    }


def test_a_skill_two_posts_want_at_once_goes_to_both_when_two_have_it() -> None:
    posts = tuple(Post(n, needs=(Need(8 * HOUR, 12 * HOUR, 2),), some=(("medic", 1),)) for n in ("a", "b"))
    crew = tuple(Person(n, skills=frozenset({"medic"} if n in "wx" else set())) for n in "wxyz")
    roster = plan(Problem(MONDAY, 1, crew, posts, REST), limits=QUICK)
    assert roster.covered
    assert {d.post for d in roster.duties if d.person in "wx"} == {"a", "b"}


def test_hall_deals_the_only_fit_person_to_the_post_that_needs_them() -> None:
    hard = Post("hard", needs=(Need(8 * HOUR, 12 * HOUR, 1),), skills=frozenset({"medic"}))
    easy = Post("easy", needs=(Need(8 * HOUR, 12 * HOUR, 1),))
    crew = (Person("an", skills=frozenset({"medic"}), home_post="easy"), Person("bo"))
    roster = plan(Problem(MONDAY, 1, crew, (hard, easy), REST), limits=QUICK)
    assert {(d.person, d.post) for d in roster.duties} == {("an", "hard"), ("bo", "easy")}


def test_shifts_may_start_at_any_hour_and_overlap() -> None:
    starts = tuple(Pattern(h * HOUR, 8 * HOUR) for h in range(24))
    post = Post("gate", needs=(Need(3 * HOUR, 19 * HOUR, 1),), patterns=starts)
    problem = Problem(MONDAY, 3, (Person("an"), Person("bo"), Person("chen")), (post,), REST)
    roster = plan(problem, limits=QUICK)
    assert faults(problem, roster.duties) == []
    assert {d.start % DAY for d in roster.duties} == {3 * HOUR, 11 * HOUR}


def test_a_day_from_midnight_is_covered_by_the_shift_that_began_the_evening_before() -> None:
    patterns = tuple(Pattern(h * HOUR, 8 * HOUR) for h in (7, 15, 23))
    post = Post("gate", needs=(Need(0, DAY, 1),), patterns=patterns)
    problem = Problem(MONDAY, 2, tuple(Person(f"p{n}") for n in range(6)), (post,), REST)
    roster = plan(problem, limits=QUICK)
    assert roster.covered
    assert min(d.start for d in roster.duties) == -HOUR
    by_old = replace(problem, people=(*problem.people, Person("old", past=(Duty("old", "gate", -HOUR, 7 * HOUR),))))
    assert min(d.start for d in plan(by_old, limits=QUICK).duties) == 7 * HOUR


def test_a_swap_is_judged_for_both() -> None:
    problem = one_gate(2)
    an, bo = Duty("p0", "gate", 7 * HOUR, 15 * HOUR), Duty("p1", "gate", 23 * HOUR, 31 * HOUR)
    free = check_swap(problem, (an, bo), an, bo)
    assert free == {"p0": [], "p1": []}
    next_day = Duty("p0", "gate", DAY + 7 * HOUR, DAY + 15 * HOUR)
    found = check_swap(problem, (an, bo, next_day), an, bo)
    assert [o.code for o in found["p0"]] == ["rest"]
    assert found["p1"] == []


@pytest.mark.parametrize(
    ("person", "code"),
    [
        (Person("an", unavailable=(Span(0, DAY),)), "unavailable"),
        (Person("an", no_night=True), "no_night"),
        (Person("an", age=16), "too_young"),
        (Person("an", never=frozenset({"gate"})), "not_this_post"),
        (Person("an", past=(Duty("an", "", 22 * HOUR, 24 * HOUR),)), "double_booked"),
    ],
)
def test_every_reason_has_its_own_code(person: Person, code: str) -> None:
    post = Post("gate", needs=(Need(23 * HOUR, 31 * HOUR, 1),), min_age=18)
    problem = Problem(MONDAY, 1, (person,), (post,), REST)
    duty = Duty("an", "gate", 23 * HOUR, 31 * HOUR)
    assert code in [o.code for o in check_take(problem, (), duty)]
    roster = plan(problem, limits=QUICK)
    assert roster.duties == ()


def test_swap_checks_take_milliseconds() -> None:
    problem = one_gate(30, 28)
    duties = tuple(Duty(f"p{n % 30}", "gate", n * 8 * HOUR, (n + 1) * 8 * HOUR) for n in range(84))
    began = time.perf_counter()
    check_swap(problem, duties, duties[3], duties[50])
    assert time.perf_counter() - began < 0.02


def test_cancelling_leaves_the_best_so_far() -> None:
    roster = plan(one_gate(9, 14), limits=Limits(seconds=30), stop=lambda: True)
    assert roster.seconds < 20
    assert faults(one_gate(9, 14), roster.duties, gaps=roster.gaps) == []
