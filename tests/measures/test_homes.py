"""Orders for one household, and the exceptions that let life go on."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from fangxian.measures import queries
from fangxian.measures.acts import EndException, ReleaseHousehold
from fangxian.measures.models import StayHome, StayHomeException
from tests.homes import Homes, settle
from tests.measures.orders import GROUND, close, confine, gates, lift, midwife
from tests.world import World, ago


@pytest.fixture
def homes(world: World) -> Homes:
    return settle(world)


def test_one_household_stays_home_and_its_neighbours_do_not(world: World, homes: Homes) -> None:
    order = world.written(confine(world, homes), by=world.an)["stay_home"]
    now = timezone.now()
    with world.eyes_of(world.an):
        assert [home.pk for home in queries.confined_in(world.bamboo, now)] == [homes.li.household.pk]
    world.written(ReleaseHousehold(stay_home=order, **GROUND), by=world.an)
    with world.eyes_of(world.an):
        assert queries.confined(homes.li.household, timezone.now()) is None


@pytest.mark.parametrize(
    ("missing", "code"),
    [({"supply_owner": None}, "supply_owner_missing"), ({"contact_phone": ""}, "contact_phone_missing")],
)
def test_no_household_order_without_support(world: World, homes: Homes, missing: dict[str, Any], code: str) -> None:
    assert world.submit(confine(world, homes, **missing), by=world.an).refused == code


def test_a_household_has_one_order_of_its_own_at_a_time(world: World, homes: Homes) -> None:
    world.written(confine(world, homes), by=world.an)
    assert world.submit(confine(world, homes), by=world.an).refused == "already_confined"


def test_an_order_of_its_own_outlives_the_closure(world: World, homes: Homes) -> None:
    (south,) = gates(world, "南门")
    closure = close(world, south)
    world.written(confine(world, homes), by=world.an)
    lift(world, closure, by=world.an)
    with world.eyes_of(world.an):
        assert queries.confined(homes.li.household, timezone.now())
        assert queries.confined(homes.zhang.household, timezone.now()) is None


def test_what_came_with_the_closure_ends_with_the_closure(world: World, homes: Homes) -> None:
    (south,) = gates(world, "南门")
    close(world, south)
    with world.all_eyes():
        order = StayHome.objects.get()
    assert world.submit(ReleaseHousehold(stay_home=order.pk, **GROUND), by=world.an).refused == "comes_with_closure"


def test_an_order_ends_once_and_with_its_ground(world: World, homes: Homes) -> None:
    order = world.written(confine(world, homes), by=world.an)["stay_home"]
    assert world.submit(ReleaseHousehold(stay_home=order), by=world.an).refused == "end_ground_missing"
    world.written(ReleaseHousehold(stay_home=order, **GROUND), by=world.an)
    assert world.submit(ReleaseHousehold(stay_home=order, **GROUND), by=world.an).refused == "already_released"


def test_a_midwife_at_two_in_the_night_comes_by_an_exception_that_is_recorded(world: World, homes: Homes) -> None:
    (south,) = gates(world, "南门")
    close(world, south, since=ago(days=3), happened_at=ago(days=3))
    night = timezone.localtime(ago(days=1)).replace(hour=2, minute=0)
    entry = world.submit(midwife(world, homes, happened_at=night, until=night + timedelta(hours=3)), by=world.an)
    assert entry.written
    with world.eyes_of(world.gao):
        (seen,) = queries.exceptions_for(homes.li.household, night + timedelta(hours=1))
        assert (seen.visitor, seen.reason, seen.approved_by) == ("接生员", "birth", world.an)
        assert queries.exceptions_for(homes.li.household, night + timedelta(hours=4)) == []
    assert entry.payload and "接生员" not in str(entry.payload)


def test_only_who_is_confined_needs_an_exception(world: World, homes: Homes) -> None:
    assert world.submit(midwife(world, homes), by=world.an).refused == "not_confined"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"reason": "whim"}, "unknown_reason"),
        ({"until": None}, "exception_hours_wrong"),
        ({"until": ago(hours=1)}, "exception_hours_wrong"),
    ],
)
def test_an_exception_has_a_reason_and_an_end(world: World, homes: Homes, wrong: dict[str, Any], code: str) -> None:
    world.written(confine(world, homes), by=world.an)
    assert world.submit(midwife(world, homes, **wrong), by=world.an).refused == code


def test_an_exception_is_for_somebody_of_that_household(world: World, homes: Homes) -> None:
    world.written(confine(world, homes), by=world.an)
    stranger = world.submit(midwife(world, homes, resident=homes.zhang.pk), by=world.an)
    assert stranger.refused == "somebody_elses_home"
    assert world.submit(midwife(world, homes, resident=homes.li.pk), by=world.an).written


def test_an_exception_is_taken_back_once(world: World, homes: Homes) -> None:
    world.written(confine(world, homes), by=world.an)
    exception = world.written(midwife(world, homes), by=world.an)["exception"]
    world.written(EndException(exception=exception), by=world.an)
    with world.eyes_of(world.an):
        assert queries.exceptions_for(homes.li.household, timezone.now()) == []
    assert world.submit(EndException(exception=exception), by=world.an).refused == "exception_over"


def test_the_note_of_an_exception_is_ciphertext_in_the_table(world: World, homes: Homes) -> None:
    world.written(confine(world, homes), by=world.an)
    world.written(midwife(world, homes, note="前置胎盘"), by=world.an)
    with world.all_eyes():
        assert StayHomeException.objects.get().note == "前置胎盘"
    with connection.cursor() as cursor:
        cursor.execute("SELECT note FROM measures_stayhomeexception")
        assert "前置胎盘".encode() not in bytes(cursor.fetchone()[0])


@pytest.mark.parametrize("nickname", ["gao", "tian", "wang", "mei", "su", "zhen", "qu", "dou", "ju"])
def test_only_who_authorises_grants_exceptions(world: World, homes: Homes, nickname: str) -> None:
    world.written(confine(world, homes), by=world.an)
    refused = world.submit(midwife(world, homes), by=world.people[nickname]).refused
    assert refused in ("not_allowed", "not_found")


def test_an_upper_level_confines_no_household_it_cannot_see(world: World, homes: Homes) -> None:
    assert world.submit(confine(world, homes), by=world.zhen).refused == "not_found"
