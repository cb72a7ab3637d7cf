"""The team and its posts: who may come in, what a post may ask, and what the planner makes of them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import timezone

from fangxian.calc.roster import Limits, Problem, plan
from fangxian.calc.roster.objections import protected, weekly_cap
from fangxian.door.submit import submit
from fangxian.duty import queries
from fangxian.duty.acts import (
    AddMember,
    DeclareCold,
    DeclareDerogation,
    DropOut,
    EndDutyPost,
    GiveHomePost,
    LeaveTeam,
    RecordTraining,
    SetDutyPost,
    SpareMember,
    WishForDay,
)
from fangxian.duty.models import Derogation, DutyPost, Member
from fangxian.duty.rules import Fatigue, minute_of, need_of, streak
from tests.duty.staffed import add, set_gate, staff, tomorrow
from tests.world import World


def test_a_name_is_borne_once_so_that_the_sheet_on_the_wall_is_clear(world: World) -> None:
    add(world, "云一")
    again = submit(AddMember(area=world.bamboo.pk, name="云一", affiliation="militia"), by=world.an)
    assert again.code == "already_in_team"
    assert add(world, "云一", place=world.lotus)


def test_a_gatekeeper_takes_nobody_into_the_team(world: World) -> None:
    assert (
        submit(AddMember(area=world.bamboo.pk, name="云一", affiliation="militia"), by=world.gao).code == "not_allowed"
    )
    assert submit(AddMember(area=world.bamboo.pk, name="云一", affiliation="militia"), by=world.dou).code == "not_found"


def test_the_ledger_keeps_no_names(world: World) -> None:
    entry = submit(AddMember(area=world.bamboo.pk, name="云一", affiliation="militia"), by=world.an)
    assert "云一" not in str(entry.payload)


def test_who_leaves_is_no_longer_planned(world: World) -> None:
    keys = staff(world)
    world.written(LeaveTeam(member=keys[0]), by=world.an)
    with world.eyes_of(world.an):
        problem = queries.problem_of(world.bamboo, first_day=tomorrow(), days=7)
    assert str(keys[0]) not in {p.id for p in problem.people}
    assert len(problem.people) == 5


def test_a_training_opens_a_post(world: World) -> None:
    key = add(world, "云一", trainings=())
    set_gate(world)
    world.written(RecordTraining(member=key, subject="gate"), by=world.an)
    with world.eyes_of(world.an):
        [person] = queries.problem_of(world.bamboo, first_day=tomorrow(), days=1).people
    assert person.trainings == {"gate"}


def test_a_sixteen_year_old_is_kept_from_the_night_and_from_hazard_by_the_pack(world: World) -> None:
    add(world, "云小", birth_year=tomorrow().year - 17)
    set_gate(world)
    with world.eyes_of(world.an):
        problem = queries.problem_of(world.bamboo, first_day=tomorrow(), days=1)
    assert problem.people[0].no_night
    assert problem.posts[0].min_age == 18


def test_rest_comes_from_the_pack_that_governs_the_place(world: World) -> None:
    with world.eyes_of(world.an):
        rules = queries.rules_of(queries.rest_pack(world.bamboo, on=tomorrow()))
    assert (rules.min_rest_h, rules.max_weekly_h, rules.days_off_per_7, rules.max_nights_in_row) == (11, 44, 1, 3)
    assert rules.max_shift_h == rules.max_daily_h == 8
    assert (rules.night_from, rules.night_until) == (22 * 60, 30 * 60)


def test_changing_a_post_ends_the_former_one(world: World) -> None:
    first = set_gate(world)
    second = set_gate(world, min_team=1, windows=({"start": "07:00", "end": "23:00", "people": 2},))
    with world.all_eyes():
        assert DutyPost.objects.get(pk=first).ended_at is not None
        assert [p.pk for p in queries.duty_posts(world.bamboo)] == [second]
    world.written(EndDutyPost(post=second), by=world.an)
    with world.all_eyes():
        assert not queries.duty_posts(world.bamboo).exists()


@pytest.mark.parametrize(
    "change",
    [
        {"min_team": 3},
        {"shifts": ({"start": "07:00", "hours": 12},)},
        {"windows": ({"start": "07:00", "end": "07:00", "people": 1},), "captain": True, "min_team": 2},
    ],
)
def test_a_post_that_cannot_be_planned_is_refused_and_nothing_is_written(
    world: World, change: dict[str, object]
) -> None:
    entry = submit(
        SetDutyPost(area=world.bamboo.pk, **{"name": "村口", "post_kind": "gate",
                    "windows": ({"start": "07:00", "end": "07:00", "people": 1},), **change}), by=world.an)  # fmt: skip
    assert entry.code == "post_not_plannable"
    with world.all_eyes():
        assert not DutyPost.objects.exists()


def test_an_absence_is_a_fact_without_a_reason(world: World) -> None:
    [key] = staff(world, ["云一"])
    now = timezone.now()
    answer = world.written(DropOut(member=key, since=now, until=now + timedelta(days=2)), by=world.gao)
    assert answer["shifts"] == []
    with world.eyes_of(world.an):
        [person] = queries.problem_of(world.bamboo, first_day=tomorrow(), days=7).people
    assert len(person.unavailable) == 1


def test_an_absence_that_ends_before_it_begins_is_kept_as_an_hour(world: World) -> None:
    [key] = staff(world, ["云一"])
    now = timezone.now()
    world.written(DropOut(member=key, since=now, until=now - timedelta(days=2)), by=world.gao)
    with world.all_eyes():
        [absence] = Member.objects.get(pk=key).absences.all()
    assert absence.until - absence.since == timedelta(hours=1)


def derogation(world: World, key: int, *, rest_h: int = 9, back_h: int = 12) -> DeclareDerogation:
    begin = queries.midnight(tomorrow())
    return DeclareDerogation(
        member=key, since=begin, until=begin + timedelta(days=1), rest_h=rest_h, reason="大雪封路",
        rest_since=begin + timedelta(days=2), rest_until=begin + timedelta(days=2, hours=back_h),
    )  # fmt: skip


def test_less_rest_is_a_named_decision_with_the_rest_given_back(world: World) -> None:
    [key] = staff(world, ["云一"])
    world.written(derogation(world, key), by=world.an)
    with world.eyes_of(world.an):
        [found] = queries.problem_of(world.bamboo, first_day=tomorrow(), days=7).derogations
    assert (found.rest_h, found.decided_by, found.compensation.minutes) == (9, str(world.an.pk), 720)


def test_less_rest_without_anything_given_back_is_refused_and_leaves_no_row(world: World) -> None:
    [key] = staff(world, ["云一"])
    for bad in (derogation(world, key, back_h=1), derogation(world, key, rest_h=2), derogation(world, key, rest_h=12)):
        assert submit(bad, by=world.an).code == "derogation_unsound"
    assert submit(derogation(world, key), by=world.gao).code == "not_allowed"
    with world.all_eyes():
        assert not Derogation.objects.exists()


def test_clock_times_and_windows_past_midnight() -> None:
    assert minute_of("23:05") == 1385
    need = need_of({"start": "22:00", "end": "06:00", "people": 2})
    assert (need.start, need.end, need.people) == (1320, 1800, 2)


def test_days_without_a_day_off_are_counted_up_to_the_day() -> None:
    on = tomorrow()
    worked = {on - timedelta(days=n) for n in (0, 1, 2, 4)}
    assert streak(worked, on=on) == 3
    assert streak(worked, on=on + timedelta(days=1)) == 0
    assert Fatigue(6, 0, 48, 0).strained(max_days=6, max_nights=3)
    assert not Fatigue(5, 3, 40, 0).strained(max_days=6, max_nights=3)


def test_the_night_and_the_floor_of_a_derogation_are_the_pack_s(world: World) -> None:
    with world.eyes_of(world.an):
        pack = queries.rest_pack(world.bamboo, on=tomorrow())
    rules = queries.rules_of(pack)
    assert (rules.night_min_h, rules.derogation_rest_h) == (3, 8)
    assert (pack.real("rest.night_min_h"), pack.real("rest.derogation_rest_h")) == (3, 8)
    longer = replace(pack, values={**pack.values, "rest.night_min_h": pack.values["rest.min_rest_h"]})
    assert queries.rules_of(longer).night_min_h == 11


def problem_at(world: World, first_day: date, days: int = 7) -> Problem:
    with world.eyes_of(world.an):
        return queries.problem_of(world.bamboo, first_day=first_day, days=days)


def test_who_is_spared_has_no_night_and_no_overtime_until_the_day_said_last(world: World) -> None:
    key = add(world, "云一")
    set_gate(world)
    far, near = tomorrow() + timedelta(days=90), tomorrow() - timedelta(days=3)
    entry = submit(SpareMember(member=key, until=far), by=world.an)
    assert str(far) not in str(entry.payload)
    problem = problem_at(world, tomorrow())
    [person] = problem.people
    assert weekly_cap(problem.rules, person) == 40 * 60
    assert protected(problem.rules, person)
    assert not protected(problem.rules, problem_at(world, far + timedelta(days=1)).people[0])
    world.written(SpareMember(member=key, until=near), by=world.an)
    assert not protected(problem.rules, problem_at(world, tomorrow()).people[0])


def test_a_wish_is_weighed_and_the_latest_word_about_a_day_counts(world: World) -> None:
    keys = staff(world)
    day = tomorrow() + timedelta(days=2)
    world.written(WishForDay(member=keys[0], on=day, on_duty=True), by=world.an)
    world.written(WishForDay(member=keys[0], on=day, on_duty=False), by=world.an)
    world.written(WishForDay(member=keys[1], on=day + timedelta(days=30), on_duty=False), by=world.an)
    problem = problem_at(world, tomorrow())
    assert [(w.person, w.day, w.weight < 0) for w in problem.wishes] == [(str(keys[0]), 2, True)]
    roster = plan(problem, limits=Limits(seconds=30, effort=1.0, workers=1))
    assert all(d.day != 2 for d in roster.duties if d.person == str(keys[0]))


def test_the_usual_post_follows_its_name_and_ends_with_it(world: World) -> None:
    key, post = add(world, "云一"), set_gate(world)
    world.written(GiveHomePost(member=key, post=post), by=world.an)
    changed = set_gate(world, captain=True)
    assert problem_at(world, tomorrow()).people[0].home_post == str(changed) != str(post)
    assert submit(GiveHomePost(member=key, post=post), by=world.an).code == "no_such_post"
    world.written(GiveHomePost(member=key), by=world.an)
    assert problem_at(world, tomorrow()).people[0].home_post == ""


def test_on_a_very_cold_day_nobody_stands_outdoors_longer_than_the_pack_says(world: World) -> None:
    staff(world)
    world.written(DeclareCold(area=world.bamboo.pk, on=tomorrow()), by=world.an)
    world.written(DeclareCold(area=world.bamboo.pk, on=tomorrow()), by=world.an)
    problem = problem_at(world, tomorrow(), 2)
    roster = plan(problem, limits=Limits(seconds=30, effort=1.0, workers=1))
    assert problem.cold_days == {0}
    assert roster.duties
    assert all(d.span.minutes <= 240 for d in roster.duties if d.start < 24 * 60)


def test_a_post_may_ask_for_one_driver_among_those_there(world: World) -> None:
    set_gate(world, among=("driver",))
    assert problem_at(world, tomorrow()).posts[0].some == (("driver", 1),)
