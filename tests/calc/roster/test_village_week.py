"""The seed week: 35 people cover everything inside their rest; with 20 gone it says what stays short."""

import pytest

from fangxian.calc.roster import HOUR, Limits, Roster, check_take, plan
from tests.calc.roster.checker import faults
from tests.calc.roster.village import village


@pytest.fixture(scope="module")
def week() -> Roster:
    return plan(village(), limits=Limits(seconds=120, effort=2))


@pytest.fixture(scope="module")
def fifteen() -> Roster:
    return plan(village(15), limits=Limits(seconds=120, effort=1))


def test_thirty_five_cover_the_week_and_no_rule_is_broken(week: Roster) -> None:
    assert faults(village(), week.duties) == []
    assert week.covered
    assert sum(d.span.minutes for d in week.duties) == 1134 * HOUR


def test_everyone_has_a_day_off_and_eleven_hours_of_rest(week: Roster) -> None:
    assert all(load.days_off >= 1 for load in week.loads)
    assert all(load.shortest_rest_h is None or load.shortest_rest_h >= 11 for load in week.loads)
    assert all(load.hours <= 48 for load in week.loads)


def test_every_duty_passes_the_very_check_a_swap_must_pass(week: Roster) -> None:
    problem = village()
    for duty in week.duties:
        assert check_take(problem, week.duties, duty, instead=duty) == []


def test_the_sixteen_year_old_is_never_on_the_street_at_night_nor_disinfecting(week: Roster) -> None:
    hers = [d for d in week.duties if d.person == "p34"]
    assert all(d.post != "disinfection" for d in hers)
    assert all(d.start % 1440 >= 6 * HOUR and d.end % 1440 <= 22 * HOUR for d in hers)


def test_the_cost_is_told_by_part_with_a_proven_bound(week: Roster) -> None:
    parts = dict(week.costs)
    assert parts["uncovered"] == 0
    assert {"night", "weekend", "hours", "lone_day_off", "wishes"} <= set(parts)
    assert 0 <= week.bound <= week.cost


def test_with_twenty_gone_rest_is_not_broken_and_every_short_hour_is_named(fifteen: Roster) -> None:
    assert faults(village(15), fifteen.duties, gaps=fifteen.gaps) == []
    assert fifteen.gaps
    asked = 1134 * HOUR
    short = sum(g.missing * g.span.minutes for g in fifteen.gaps)
    assert sum(d.span.minutes for d in fifteen.duties) + short == asked


def test_with_twenty_gone_the_arithmetic_is_the_reason(fifteen: Roster) -> None:
    reasons = [gap.reasons[0] for gap in fifteen.gaps if gap.reasons[0].code == "too_few_people"]
    assert len(reasons) > len(fifteen.gaps) / 2
    assert (reasons[0]["asked_h"], reasons[0]["have_h"], reasons[0]["team"]) == (1134, 720, 15)


def test_every_gap_says_what_keeps_each_member_away_and_what_would_help(fifteen: Roster) -> None:
    for gap in fifteen.gaps:
        assert sum(n for _, n in gap.people) <= 15
        assert [r.code for r in gap.repairs][-1] == "close_post"
        assert any(r.code == "more_people" for r in gap.repairs)
