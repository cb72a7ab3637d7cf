"""Sweeps as they are walked: every door once, the open ones again, and no close before somebody was everywhere."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fangxian.canvass import queries
from fangxian.canvass.acts import BeginRound, CloseSweep, RecordDoor, StartSweep
from fangxian.canvass.models import Knock, Sweep, SweepEnd
from fangxian.canvass.rules import OPEN, Outcome
from fangxian.register.models import Building, Dwelling
from tests.canvass.sweeps import doors, knock, start, started
from tests.homes import settle
from tests.world import World, ago


def test_a_sweep_lists_every_dwelling_as_one_walks(world: World) -> None:
    settle(world)
    sweep = started(world)
    with world.eyes_of(world.tian):
        homes = queries.Walk(Sweep.objects.get(pk=sweep), world.bamboo)[:]
    assert [(home.building.number, home.persons, home.outcome) for home in homes] == [
        ("1", 3, Outcome.NOT_ATTEMPTED), ("2", 2, Outcome.NOT_ATTEMPTED), ("3", 1, Outcome.NOT_ATTEMPTED),
    ]  # fmt: skip


def test_inside_a_building_the_walk_climbs_stair_by_stair(world: World) -> None:
    with world.all_eyes():
        building = Building.objects.create(area=world.bamboo, community=world.bamboo, number="7")
        for unit, room in [("2", "101"), ("1", "1101"), ("1", "201"), ("10", "101"), ("1", "202")]:
            Dwelling.objects.create(area=world.bamboo, building=building, unit=unit, room=room)
    sweep = started(world)
    with world.all_eyes():
        homes = queries.Walk(Sweep.objects.get(pk=sweep), world.bamboo)[:]
    found = [(home.dwelling.unit, home.dwelling.room) for home in homes]
    assert found == [("1", "201"), ("1", "202"), ("1", "1101"), ("2", "101"), ("10", "101")]


def test_any_part_of_the_walk_is_the_same_as_that_part_of_the_whole(world: World) -> None:
    with world.all_eyes():
        for n, number in enumerate(["10", "2", "1", "7"]):
            building = Building.objects.create(
                area=world.bamboo, community=world.bamboo, number=number, place_in_walk=n // 2
            )
            for room in ["301", "102", "201", "101", "1101"][n % 3 :]:
                Dwelling.objects.create(area=world.bamboo, building=building, unit="1", room=room)
    sweep = started(world)
    with world.all_eyes():
        walk = queries.Walk(Sweep.objects.get(pk=sweep), world.bamboo)
        names = [str(home.dwelling) for home in walk[:]]
        assert len(names) == len(walk) == 17 and len(set(names)) == 17
        assert names[:3] == ["2-1-101", "2-1-102", "2-1-201"]
        for first in range(18):
            for end in range(first, 19):
                assert [str(home.dwelling) for home in walk[first:end]] == names[first:end]
        assert [str(walk[at].dwelling) for at in range(17)] == names and str(walk[-1].dwelling) == names[-1]


def test_it_is_not_closed_before_somebody_was_at_every_door(world: World) -> None:
    settle(world)
    sweep, (first, second, third) = started(world), doors(world)
    knock(world, sweep, first, "opened", met=3)
    knock(world, sweep, second, "no_answer")
    refused = world.submit(CloseSweep(sweep=sweep), by=world.an)
    assert refused.refused == "never_attempted"
    assert "1 of 3" in str(refused.sentence)
    knock(world, sweep, third, "vacant")
    answer = world.written(CloseSweep(sweep=sweep), by=world.an)
    assert answer["counts"] == {"opened": 1, "no_answer": 1, "refused": 0, "vacant": 1, "not_attempted": 0}
    assert world.submit(CloseSweep(sweep=sweep), by=world.an).refused == "sweep_closed"
    assert world.submit(BeginRound(sweep=sweep), by=world.an).refused == "sweep_closed"


def test_a_dwelling_added_meanwhile_has_to_be_visited_too(world: World) -> None:
    settle(world)
    sweep = started(world)
    for door in doors(world):
        knock(world, sweep, door, "opened")
    with world.all_eyes():
        Dwelling.objects.create(area=world.bamboo, building=Building.objects.all()[0], room="302")
    assert world.submit(CloseSweep(sweep=sweep), by=world.an).refused == "never_attempted"


def test_a_second_round_goes_only_to_open_doors(world: World) -> None:
    settle(world)
    sweep, (first, second, _) = started(world), doors(world)
    knock(world, sweep, first, "opened", happened_at=ago(hours=3))
    knock(world, sweep, second, "no_answer", happened_at=ago(hours=3))
    assert world.written(BeginRound(sweep=sweep), by=world.an) == {"sweep": sweep, "round": 2, "open": 2}
    with world.eyes_of(world.tian):
        homes = queries.Walk(Sweep.objects.get(pk=sweep), world.bamboo, OPEN)[:]
    assert [home.outcome for home in homes] == [Outcome.NO_ANSWER, Outcome.NOT_ATTEMPTED]
    knock(world, sweep, second, "opened")
    with world.all_eyes():
        assert list(Knock.objects.order_by("at").values_list("round_number", flat=True)) == [1, 1, 2]


def test_no_round_is_begun_when_every_door_opened(world: World) -> None:
    settle(world)
    sweep = started(world)
    for door in doors(world):
        knock(world, sweep, door, "opened")
    assert world.submit(BeginRound(sweep=sweep), by=world.an).refused == "nothing_open"


def test_a_household_that_was_asked_is_remarked_when_somebody_asks_again(world: World) -> None:
    settle(world)
    sweep, (first, *_) = started(world), doors(world)
    assert knock(world, sweep, first, "opened", by=world.tian) == []
    assert knock(world, sweep, first, "opened", by=world.an) == ["asked_before"]
    with world.eyes_of(world.tian):
        before = queries.asked_before(Dwelling.objects.get(pk=first))
    assert [(knocked.by.name, knocked.outcome) for knocked in before] == [("安宁", "opened"), ("田野", "opened")]


def test_a_late_upload_after_the_close_is_recorded_and_remarked(world: World) -> None:
    settle(world)
    sweep = started(world)
    for door in doors(world):
        knock(world, sweep, door, "no_answer")
    world.written(CloseSweep(sweep=sweep), by=world.an)
    first = doors(world)[0]
    assert knock(world, sweep, first, "opened") == ["after_close"]
    assert knock(world, sweep, first, "opened", happened_at=ago(minutes=5)) == ["asked_before"]
    with world.all_eyes():
        assert SweepEnd.objects.get().counts["no_answer"] == 3


def test_one_sweep_at_a_time_on_the_same_ground(world: World) -> None:
    settle(world)
    started(world)
    again = world.submit(start(world, name="又一次"), by=world.an)
    assert again.refused == "sweep_running"
    assert "第一轮摸排" in str(again.sentence)
    grid = world.submit(start(world, area=world.grid_one.pk), by=world.an)
    assert grid.refused == "sweep_running"


def test_a_place_without_dwellings_or_too_large_is_not_swept(world: World) -> None:
    assert world.submit(start(world), by=world.an).refused == "no_dwellings"
    assert world.submit(start(world, area=world.township.pk), by=world.zhen).refused == "not_allowed"


def test_the_grid_worker_walks_the_communitys_sweep_in_her_grid_only(world: World) -> None:
    homes = settle(world)
    with world.all_eyes():
        Dwelling.objects.filter(pk=homes.households[0].dwelling_id).update(area=world.grid_one)
    sweep, (first, second, _) = started(world), doors(world)
    with world.eyes_of(world.wang):
        found = queries.running(world.grid_one)
        assert found is not None and found.pk == sweep
        assert [home.dwelling.pk for home in queries.Walk(found, world.grid_one)[:]] == [first]
    assert knock(world, sweep, first, "opened", by=world.wang) == []
    foreign = RecordDoor(sweep=sweep, dwelling=second, outcome="opened")
    assert world.submit(foreign, by=world.wang).refused == "not_found"


def test_a_sweep_of_one_grid_remarks_a_door_elsewhere(world: World) -> None:
    homes = settle(world)
    with world.all_eyes():
        Dwelling.objects.filter(pk=homes.households[0].dwelling_id).update(area=world.grid_one)
    sweep = started(world, area=world.grid_one.pk)
    assert knock(world, sweep, doors(world)[1], "opened") == ["not_in_sweep"]
    with world.eyes_of(world.an):
        assert queries.tally_of(Sweep.objects.get(pk=sweep), world.bamboo).total == 1


def test_the_report_adds_up_by_building_and_by_grid(world: World) -> None:
    homes = settle(world)
    with world.all_eyes():
        Dwelling.objects.filter(pk=homes.households[0].dwelling_id).update(area=world.grid_one)
        Building.objects.filter(pk=homes.households[0].dwelling.building_id).update(area=world.grid_one)
    sweep, (first, second, _) = started(world), doors(world)
    knock(world, sweep, first, "refused")
    knock(world, sweep, second, "opened")
    with world.eyes_of(world.an):
        swept = Sweep.objects.get(pk=sweep)
        buildings = queries.by_building(swept, world.bamboo)
        grids = queries.by_grid(swept, world.bamboo)
        whole = queries.tally_of(swept, world.bamboo)
    assert [(part.name, part.tally.attempted, part.tally.never) for part in buildings] == [
        ("1", 1, 0), ("2", 1, 0), ("3", 0, 1),
    ]  # fmt: skip
    assert [(part.name, part.tally.total) for part in grids] == [("竹村", 2), ("竹村一网格", 1)]
    assert sum((part.tally.counts for part in buildings), start=type(whole.counts)()) == whole.counts


def test_needs_and_notes_are_sealed_and_come_back_to_who_may_read_them(world: World) -> None:
    settle(world)
    sweep, (first, *_) = started(world), doors(world)
    knock(world, sweep, first, "opened", needs_said="降压药", note="老人独居")
    with world.eyes_of(world.tian):
        (found,) = queries.asked_before(Dwelling.objects.get(pk=first))
        assert (found.needs, found.note) == ("降压药", "老人独居")
    with world.eyes_of(world.gao):
        assert queries.asked_before(Dwelling.objects.get(pk=first)) == []


def test_what_is_true_of_the_evening_is_true_of_the_cut(world: World) -> None:
    settle(world)
    sweep, (first, second, _) = started(world), doors(world)
    knock(world, sweep, first, "opened", happened_at=ago(hours=2))
    knock(world, sweep, second, "opened")
    with world.eyes_of(world.an):
        swept = Sweep.objects.get(pk=sweep)
        then = queries.standings(swept, world.bamboo.span, until=timezone.now() - timedelta(hours=1))
    assert sorted(then.values()) == ["not_attempted", "not_attempted", "opened"]


@pytest.mark.parametrize("nickname", ["gao", "mei", "su", "zhen"])
def test_who_does_not_canvass_neither_knocks_nor_plans(world: World, nickname: str) -> None:
    settle(world)
    sweep, (first, *_) = started(world), doors(world)
    person = world.people[nickname]
    act = RecordDoor(sweep=sweep, dwelling=first, outcome="opened")
    assert world.submit(act, by=person).refused in ("not_allowed", "not_found")
    assert world.submit(StartSweep(area=world.bamboo.pk, name="x"), by=person).refused == "not_allowed"


def test_another_communitys_door_is_out_of_reach(world: World) -> None:
    settle(world)
    sweep, (first, *_) = started(world), doors(world)
    act = RecordDoor(sweep=sweep, dwelling=first, outcome="opened")
    assert world.submit(act, by=world.dou).refused == "not_found"
