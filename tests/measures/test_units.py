"""A unit-stair or a building is closed: every household in it under an order, and all of them ended with it."""

import pytest

from fangxian.measures.acts import LiftUnit, ReleaseHousehold
from fangxian.measures.models import StayHome, StayHomeEnd
from fangxian.measures.queries import confined, confined_count, household_orders, unit_closures
from tests.homes import Homes, settle
from tests.measures.examples import close_unit
from tests.measures.orders import GROUND, confine
from tests.world import World, ago


@pytest.fixture
def homes(world: World) -> Homes:
    return settle(world)


def test_closing_a_unit_stair_binds_its_households_and_nobody_else(world: World, homes: Homes) -> None:
    answer = world.written(close_unit(world, homes), by=world.an)
    assert answer["households"] == 1
    with world.eyes_of(world.an):
        now = ago(minutes=0)
        assert confined(homes.households[2], now) and not confined(homes.households[0], now)
        assert confined_count(world.bamboo, now).people == 1
        assert household_orders(world.bamboo, now) == []
        (shown,) = unit_closures(world.bamboo, now)
        assert str(shown) == "3-1" and vars(shown)["homes"] == 1


def test_a_whole_building_is_closed_with_no_stair_and_covers_its_stairs(world: World, homes: Homes) -> None:
    whole = close_unit(world, homes).model_copy(update={"stair": ""})
    world.written(whole, by=world.an)
    assert world.submit(close_unit(world, homes), by=world.an).refused == "unit_already_closed"


def test_ending_the_closure_of_a_unit_ends_every_order_that_came_with_it(world: World, homes: Homes) -> None:
    closure = world.written(close_unit(world, homes), by=world.an)["unit_closure"]
    with world.all_eyes():
        order = StayHome.objects.get()
    alone = world.submit(ReleaseHousehold(stay_home=order.pk, **GROUND), by=world.an)
    assert alone.refused == "comes_with_closure"
    world.written(LiftUnit(unit_closure=closure, **GROUND), by=world.an)
    with world.all_eyes():
        assert StayHomeEnd.objects.get().stay_home_id == order.pk
    assert world.submit(LiftUnit(unit_closure=closure, **GROUND), by=world.an).refused == "already_lifted"


def test_who_has_an_order_of_their_own_keeps_it(world: World, homes: Homes) -> None:
    own = world.written(confine(world, homes), by=world.an)["stay_home"]
    building = homes.li.household.dwelling.building_id
    whole = close_unit(world, homes).model_copy(update={"building": building, "stair": ""})
    answer = world.written(whole, by=world.an)
    assert answer["households"] == 0
    world.written(LiftUnit(unit_closure=answer["unit_closure"], **GROUND), by=world.an)
    with world.all_eyes():
        assert not StayHomeEnd.objects.filter(stay_home=own).exists()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"stair": "9"}, "unit_empty"),
        ({"supply_owner": None}, "supply_owner_missing"),
        ({"alternatives_considered": ""}, "alternatives_missing"),
    ],
)
def test_a_unit_is_closed_for_people_with_their_support_or_not_at_all(
    world: World, homes: Homes, changes: dict[str, object], code: str
) -> None:
    act = close_unit(world, homes).model_copy(update=changes)
    assert world.submit(act, by=world.an).refused == code
