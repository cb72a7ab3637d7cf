"""Rosters: the software proposes, a named person publishes; rest holds in every hand-over."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from uuid_utils.compat import uuid7

from fangxian.calc.roster import Problem
from fangxian.door.submit import submit
from fangxian.duty import planning, queries
from fangxian.duty.acts import (
    GiveShift,
    KeepRoster,
    PlannedShift,
    PublishRoster,
    ReportForDuty,
    SetDutyPost,
    SwapShifts,
)
from fangxian.duty.board import Board, board_of
from fangxian.duty.charts import compared
from fangxian.duty.models import Roster, Shift
from tests.duty.staffed import add, planned, publish, set_gate, staff, tomorrow
from tests.world import World

HOUR = 60


def board(world: World, key: int) -> Board:
    with world.eyes_of(world.an):
        return board_of(world.bamboo, Roster.objects.get(pk=key))


def week(world: World) -> Problem:
    """The week from tomorrow, as the plan page asks for it."""
    staff(world)
    with world.eyes_of(world.an):
        return queries.problem_of(world.bamboo, first_day=tomorrow(), days=7)


def by_hand(world: World, shifts: list[tuple[int, int, int, int]], **more: Any) -> KeepRoster:
    """A roster somebody wrote: member, post, first and last hour after the first midnight."""
    words = [PlannedShift(member=m, post=p, start=a * HOUR, end=b * HOUR) for m, p, a, b in shifts]
    return KeepRoster(area=world.bamboo.pk, first_day=tomorrow(), days=7, shifts=tuple(words), **more)


def test_six_people_cover_the_gate_for_a_week_and_the_draft_binds_nobody(world: World) -> None:
    staff(world)
    key = world.written(planned(world), by=world.an)["roster"]
    shown = board(world, key)
    assert shown.short_hours == 0
    assert sum(row.hours for row in shown.rows) == 168
    with world.eyes_of(world.an):
        assert queries.published(world.bamboo) == []
        assert queries.on_duty(world.bamboo, at=queries.midnight(tomorrow()) + timedelta(hours=8)) == []


def test_published_by_name_it_counts(world: World) -> None:
    staff(world)
    publish(world)
    with world.eyes_of(world.gao):
        [shift] = queries.on_duty(world.bamboo, at=queries.midnight(tomorrow()) + timedelta(hours=8))
    assert timezone.localtime(shift.starts_at).hour == 7


def test_only_who_plans_here_publishes_and_only_once(world: World) -> None:
    staff(world)
    key = world.written(planned(world), by=world.an)["roster"]
    assert submit(PublishRoster(roster=key), by=world.gao).code == "not_allowed"
    assert submit(PublishRoster(roster=key), by=world.dou).code == "not_found"
    world.written(PublishRoster(roster=key), by=world.an)
    assert submit(PublishRoster(roster=key), by=world.an).code == "already_published"


def test_the_roster_published_last_counts_for_its_days(world: World) -> None:
    staff(world)
    first = publish(world)
    later = publish(world, days=2)
    with world.eyes_of(world.an):
        begin = queries.midnight(tomorrow())
        found = queries.standing(world.bamboo, since=begin, until=begin + timedelta(days=7))
    days = {queries.day_of(s.starts_at): s.roster_id for s in found}
    assert [days[tomorrow() + timedelta(days=n)] for n in range(4)] == [later, later, first, first]


def test_with_people_taken_away_the_board_names_post_hours_and_reason_and_rest_holds(world: World) -> None:
    keys = staff(world)
    key = world.written(planned(world, without=tuple(keys[2:])), by=world.an)["roster"]
    shown = board(world, key)
    assert shown.roster.trial
    assert shown.short_hours > 60
    assert {hole.post for hole in shown.holes} == {"村口"}
    assert all(hole.reasons and hole.repairs for hole in shown.holes)
    assert {row.member for row in shown.rows} == {"云一", "云二"}
    assert all(row.hours <= 44 for row in shown.rows)
    assert submit(PublishRoster(roster=key), by=world.an).code == "trial_not_published"


def test_nineteen_hundred_then_three_in_the_morning_is_refused_with_the_hours(world: World) -> None:
    [an, _bo] = staff(world, ["云一", "云二"])
    words: dict[str, Any] = {"area": world.bamboo.pk, "post_kind": "patrol"}
    late = world.written(
        SetDutyPost(name="晚", windows=({"start": "11:00", "end": "19:00", "people": 1},), **words), by=world.an
    )
    early = world.written(
        SetDutyPost(name="早", windows=({"start": "03:00", "end": "11:00", "people": 1},), **words), by=world.an
    )
    entry = submit(by_hand(world, [(an, late["post"], 11, 19), (an, early["post"], 27, 35)]), by=world.an)
    assert entry.code == "rest_too_short"
    assert "8" in str(entry.sentence) and "11" in str(entry.sentence)
    with world.all_eyes():
        assert not Roster.objects.exists()


@pytest.mark.parametrize(
    ("shifts", "code"),
    [
        ([(0, 7, 15), (0, 9, 17)], "not_there"),
        ([(0, 24 * n + 7, 24 * n + 15) for n in range(6)], "week_too_long"),
        ([(0, 24 * n + 7, 24 * n + 11) for n in range(7)], "row_too_long"),
        ([(1, 7, 15)], "not_fit_for_post"),
    ],
)
def test_no_roster_that_breaks_a_rule_is_kept_whoever_made_it(
    world: World, shifts: list[tuple[int, int, int]], code: str
) -> None:
    keys = [add(world, "云一"), add(world, "云二", trainings=())]
    post = set_gate(world)
    entry = submit(by_hand(world, [(keys[n], post, a, b) for n, a, b in shifts]), by=world.an)
    assert entry.code == code


def test_a_shift_for_a_stranger_or_at_no_post_is_refused(world: World) -> None:
    keys = staff(world, ["云一"])
    foreign = add(world, "荷一", place=world.lotus)
    with world.all_eyes():
        post = queries.duty_posts(world.bamboo).get().pk
    assert submit(by_hand(world, [(foreign, post, 7, 15)]), by=world.an).code == "not_in_team"
    assert submit(by_hand(world, [(keys[0], 999999, 7, 15)]), by=world.an).code == "shift_not_in_force"


def in_force(world: World) -> list[Shift]:
    with world.eyes_of(world.an):
        begin = queries.midnight(tomorrow())
        return queries.standing(world.bamboo, since=begin, until=begin + timedelta(days=8))


def test_a_shift_is_handed_over_only_to_who_has_rested(world: World) -> None:
    keys = staff(world)
    publish(world)
    shifts = in_force(world)
    first = shifts[0]
    assert submit(GiveShift(shift=first.pk, to=first.member_id), by=world.an).code == "not_there"
    fates = {key: submit(GiveShift(shift=first.pk, to=key), by=world.an) for key in keys if key != first.member_id}
    taken = [key for key, entry in fates.items() if entry.written]
    assert all(
        entry.code in {"rest_too_short", "row_too_long", "week_too_long", "not_there", ""} for entry in fates.values()
    )
    assert taken
    assert next(s for s in in_force(world) if s.pk == first.pk).holder == taken[-1]  # type: ignore[attr-defined]


def test_a_swap_gives_each_the_others_shift_or_neither(world: World) -> None:
    staff(world)
    publish(world)
    shifts = in_force(world)
    before = {s.pk: queries.holder_of(s) for s in shifts}
    one = shifts[0]
    for other in (s for s in shifts[1:] if s.member_id != one.member_id):
        entry = submit(SwapShifts(shift=one.pk, other=other.pk), by=world.an)
        after = {s.pk: queries.holder_of(s) for s in in_force(world)}
        if entry.written:
            assert (after[one.pk], after[other.pk]) == (before[other.pk], before[one.pk])
            return
        assert after == before
    pytest.fail("no swap was possible at all")


def test_reporting_for_duty_is_a_fact_with_minutes_late(world: World) -> None:
    staff(world)
    publish(world)
    shift = in_force(world)[0]
    assert world.written(ReportForDuty(shift=shift.pk), by=world.gao)["minutes_late"] == 0


def test_planning_in_the_background_ends_in_a_draft_kept_in_the_askers_name(
    world: World, tmp_path: Any, settings: Any
) -> None:
    settings.VAR = tmp_path
    problem = week(world)
    asked = planning.Asked(uuid7(), world.bamboo.pk, tomorrow(), 7, 3, world.an)
    planning.carry_out(asked, problem)
    stage = planning.stage_of(asked.id)
    assert stage is not None and stage.state == "kept"
    with world.all_eyes():
        roster = Roster.objects.get(pk=stage.roster)
    assert (roster.by, roster.trial, roster.gaps) == (world.an, False, [])
    assert roster.figures["costs"]["uncovered"] == 0


def test_a_cancelled_plan_keeps_the_best_so_far(world: World, tmp_path: Any, settings: Any) -> None:
    settings.VAR = tmp_path
    problem = week(world)
    asked = planning.Asked(uuid7(), world.bamboo.pk, tomorrow(), 7, 60, world.an)
    planning.cancel(asked.id)
    planning.carry_out(asked, problem)
    stage = planning.stage_of(asked.id)
    assert stage is not None and stage.state == "kept"


def test_a_plan_begun_twice_is_one_plan(world: World, tmp_path: Any, settings: Any, monkeypatch: Any) -> None:
    settings.VAR, made = tmp_path, []
    monkeypatch.setattr(planning, "_apart", lambda *asked: made.append(asked))
    asked = planning.Asked(uuid7(), world.bamboo.pk, tomorrow(), 7, 3, world.an)
    problem = week(world)
    threads = [planning.begin(asked, problem) for _ in range(3)]
    assert [thread is not None for thread in threads] == [True, False, False]
    stage = planning.stage_of(asked.id)
    assert stage is not None and stage.state == "running"
    for thread in threads:
        if thread:
            thread.join(10)
    assert len(made) == 1 and [file.suffix for file in (tmp_path / "plans").iterdir()] == [".json"]


def test_a_bug_in_planning_ends_in_a_word_and_not_in_silence(
    world: World, tmp_path: Any, settings: Any, monkeypatch: Any
) -> None:
    settings.VAR = tmp_path
    monkeypatch.setattr(planning, "plan", lambda *_, **__: 1 // 0)
    asked = planning.Asked(uuid7(), world.bamboo.pk, tomorrow(), 7, 3, world.an)
    planning.carry_out(asked, week(world))
    stage = planning.stage_of(asked.id)
    assert stage is not None and (stage.state, stage.reason) == ("failed", "")


def test_a_plan_nobody_asked_for_has_no_stage(settings: Any, tmp_path: Any) -> None:
    settings.VAR = tmp_path
    assert planning.stage_of(uuid7()) is None


def test_the_day_after_goes_on_from_the_roster_in_force(world: World) -> None:
    staff(world)
    publish(world)
    with world.eyes_of(world.an):
        problem = queries.problem_of(world.bamboo, first_day=tomorrow() + timedelta(days=7), days=7)
    assert sum(len(p.past) for p in problem.people) == 21
    assert all(d.start < 0 for p in problem.people for d in p.past)


def test_fatigue_is_computed_from_the_rosters_in_force(world: World) -> None:
    staff(world)
    publish(world)
    with world.eyes_of(world.an):
        lines = queries.fatigue_board(world.bamboo, on=tomorrow() + timedelta(days=6))
    assert len(lines) == 6
    assert sum(line.fatigue.hours_7 for line in lines) == 168
    assert sum(line.fatigue.nights_7 for line in lines) == 7
    assert [line.fatigue.days_in_row for line in lines] == sorted(
        (li.fatigue.days_in_row for li in lines), reverse=True
    )


def test_the_board_counts_weekends_early_starts_and_hours_outdoors_of_everybody(world: World) -> None:
    gate, an, _bo = set_gate(world), add(world, "云一"), add(world, "云二")
    desk = world.written(
        SetDutyPost(area=world.bamboo.pk, name="服务台", post_kind="desk",
                    windows=({"start": "05:00", "end": "09:00", "people": 1},)), by=world.an,
    )["post"]  # fmt: skip
    saturday = (5 - tomorrow().weekday()) % 7
    begin = saturday % 6 * 24
    act = by_hand(world, [(an, gate, begin + 7, begin + 15), (an, desk, begin + 29, begin + 33)])
    shown = board(world, world.written(act, by=world.an)["roster"])
    [first, second] = shown.rows
    assert (first.hours, first.outdoors, first.early, first.nights) == (12, 8, 1, 0)
    assert first.weekends == (2 if saturday < 6 else 1)
    assert (second.hours, second.outdoors, second.early, second.weekends) == (0, 0, 0, 0)
    hours, *_others = compared(shown).columns
    assert (hours.least, hours.mean, hours.most) == (0, 6, 12)
