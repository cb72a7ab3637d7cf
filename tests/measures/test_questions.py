"""What binds a place at a moment is answered from dated rows, with few queries and the right eyes."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from fangxian.areas.models import Area
from fangxian.measures import queries
from fangxian.measures.models import (
    Closure,
    ClosureLift,
    Gate,
    GateRetirement,
    GateTurn,
    StayHome,
    StayHomeEnd,
    StayHomeException,
)
from tests.homes import Homes, settle
from tests.world import World, ago


@pytest.fixture
def homes(world: World) -> Homes:
    return settle(world)


def gate(world: World, name: str, area: Area | None = None) -> Gate:
    with world.all_eyes():
        return Gate.objects.create(
            area=area or world.bamboo, name=name, kind="village_gate", added_by=world.an, added_at=ago(days=9)
        )


def words(world: World, **changes: Any) -> dict[str, Any]:
    """The words every order carries, begun an hour ago."""
    return {
        "area": world.bamboo, "basis": "传染病防治法第42条", "document_no": "第3号令", "body": "岚山区指挥部",
        "decided_by": world.an, "decided_level": 5, "decided_at": ago(hours=2), "announced_at": ago(hours=2),
        "since": ago(hours=1), "review_on": date(2030, 1, 1), "alternatives_considered": "只封单元不够",
        "supply_owner": world.su, "contact_phone": "0633-1234567", **changes,
    }  # fmt: skip


def closed(world: World, **changes: Any) -> Closure:
    with world.all_eyes():
        door = Gate.objects.filter(area=changes.get("area", world.bamboo)).first()
        made = Closure.objects.create(**words(world, **changes), open_gate=door, level="outbreak")  # type: ignore[misc]
        StayHome.objects.create(**words(world, **changes), closure=made)
    return made


def test_a_gate_never_turned_is_open_and_then_its_latest_turn_counts(world: World) -> None:
    south = gate(world, "南门")
    with world.all_eyes():
        for hours, opened in [(5, False), (3, True), (1, False)]:
            GateTurn.objects.create(area=world.bamboo, gate=south, opened=opened, by=world.an, at=ago(hours=hours))
        seen = [queries.is_open(south, ago(hours=hours)) for hours in (6, 4, 2, 0)]
    assert seen == [True, False, True, False]


def test_of_two_turns_at_one_moment_the_later_written_counts(world: World) -> None:
    south, moment = gate(world, "南门"), ago(hours=1)
    with world.all_eyes():
        for opened in (False, True):
            GateTurn.objects.create(area=world.bamboo, gate=south, opened=opened, by=world.an, at=moment)
        assert queries.is_open(south, moment)


def test_a_gate_given_up_is_shut_from_then_on_and_its_past_stays(world: World) -> None:
    south = gate(world, "南门")
    with world.all_eyes():
        GateRetirement.objects.create(area=world.bamboo, gate=south, by=world.an, at=ago(hours=1))
        assert queries.is_open(south, ago(hours=2)) and not queries.is_open(south, timezone.now())
        assert queries.open_gates(world.bamboo, ago(hours=2)) == [south]
        assert list(queries.gates_of(world.bamboo)) == []


def test_a_closure_binds_from_its_beginning_until_its_lifting(world: World) -> None:
    gate(world, "南门")
    closure = closed(world, since=ago(hours=5))
    with world.all_eyes():
        ClosureLift.objects.create(area=world.bamboo, closure=closure, by=world.an, at=ago(hours=1), basis="x")
        seen = [queries.closure_at(world.bamboo, ago(hours=hours)) for hours in (6, 4, 0)]
    assert seen == [None, closure, None]


def test_a_grid_is_closed_with_its_village_and_its_worker_knows(world: World) -> None:
    gate(world, "南门")
    closure = closed(world)
    with world.eyes_of(world.wang):
        assert queries.closure_at(world.grid_one, timezone.now()) == closure


def test_a_closed_village_does_not_close_its_neighbour_or_its_township(world: World) -> None:
    gate(world, "南门")
    closed(world)
    with world.all_eyes():
        assert queries.closure_at(world.lotus, timezone.now()) is None
        assert queries.closure_at(world.township, timezone.now()) is None


def test_everybody_in_a_closed_village_is_confined_and_counted(world: World, homes: Homes) -> None:
    gate(world, "南门")
    closed(world)
    now = timezone.now()
    with world.eyes_of(world.an):
        assert all(queries.confined(household, now) for household in homes.households)
        assert queries.confined_count(world.bamboo, now) == queries.Counted(3, homes.bamboo_people)
    with world.all_eyes():
        assert queries.confined(homes.lotus_qian.household, now) is None


def test_upper_levels_count_the_confined_without_seeing_a_household(world: World, homes: Homes) -> None:
    gate(world, "南门")
    closed(world)
    now = timezone.now()
    with world.eyes_of(world.zhen):
        assert queries.confined_households_count(world.township, now) == len(homes.households)
        assert list(queries.confined_in(world.bamboo, now)) == []


def test_who_moved_away_is_not_counted_after_leaving(world: World, homes: Homes) -> None:
    gate(world, "南门")
    closed(world, since=ago(days=3))
    homes.li.left_at = ago(days=1)
    with world.all_eyes():
        homes.li.save()
        assert queries.confined_count(world.bamboo, ago(days=2)).people == homes.bamboo_people
        assert queries.confined_count(world.bamboo, timezone.now()).people == homes.bamboo_people - 1


def test_one_household_is_confined_alone_until_its_order_ends(world: World, homes: Homes) -> None:
    with world.all_eyes():
        order = StayHome.objects.create(**words(world, since=ago(hours=5)), household=homes.li.household)
        StayHomeEnd.objects.create(area=world.bamboo, stay_home=order, by=world.an, at=ago(hours=1), basis="x")
        assert queries.confined(homes.li.household, ago(hours=3)) == order
        assert queries.confined(homes.zhang.household, ago(hours=3)) is None
        assert queries.confined(homes.li.household, timezone.now()) is None
        assert queries.confined_households_count(world.bamboo, ago(hours=3)) == 1


def test_an_exception_holds_in_its_hours_only(world: World, homes: Homes) -> None:
    since = ago(hours=3)
    with world.all_eyes():
        order = StayHome.objects.create(**words(world, since=ago(hours=5)), household=homes.li.household)
        birth = StayHomeException.objects.create(
            area=world.bamboo, household=homes.li.household, visitor="接生员", reason="birth", since=since,
            until=since + timedelta(hours=2), approved_by=world.an, approved_at=since,
        )  # fmt: skip
        assert queries.exceptions_for(homes.li.household, ago(hours=2)) == [birth]
        assert queries.exceptions_for(homes.li.household, since + timedelta(hours=2)) == []
        assert queries.exceptions_for(homes.zhang.household, ago(hours=2)) == []
        assert queries.exceptions_in(world.bamboo, ago(hours=2)) == [birth]
        StayHomeEnd.objects.create(area=world.bamboo, stay_home=order, by=world.an, at=ago(hours=2.5), basis="x")
        assert queries.exceptions_for(homes.li.household, ago(hours=2)) == [], "nothing keeps them at home any more"
        assert queries.exceptions_in(world.bamboo, ago(hours=2)) == []


def test_gate_staff_know_who_must_stay_home_and_what_is_open(world: World, homes: Homes) -> None:
    south = gate(world, "南门")
    closed(world)
    now = timezone.now()
    with world.eyes_of(world.gao):
        assert queries.confined(homes.li.household, now)
        assert queries.closure_at(world.bamboo, now) and queries.open_gates(world.bamboo, now) == [south]


def test_a_stranger_sees_neither_gates_nor_orders(world: World, homes: Homes) -> None:
    south = gate(world, "南门")
    closed(world)
    with world.eyes_of(world.dou):
        assert queries.open_gates(world.bamboo, timezone.now()) == []
        assert not queries.is_open(south, timezone.now())
        assert list(queries.confined_in(world.bamboo, timezone.now())) == []


def test_the_questions_a_gate_asks_cost_one_query_each(
    world: World, homes: Homes, django_assert_max_num_queries: Any
) -> None:
    for name in ("南门", "北门", "西门"):
        gate(world, name)
    closed(world)
    now = timezone.now()
    with world.eyes_of(world.gao):
        for ask in (
            lambda: queries.closure_at(world.bamboo, now),
            lambda: queries.open_gates(world.bamboo, now),
            lambda: queries.exceptions_for(homes.li.household, now),
        ):
            with django_assert_max_num_queries(1):
                ask()
        with django_assert_max_num_queries(2):
            queries.confined(homes.li.household, now)
