"""A unit-stair or a building is closed: every household in it under an order, and all of them ended with it."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from fangxian.areas.models import Person
from fangxian.measures.acts import BindNewHomes, LiftUnit, ReleaseHousehold
from fangxian.measures.models import StayHome, StayHomeEnd
from fangxian.measures.queries import confined, confined_count, household_orders, newcomers, unit_closures
from tests.homes import Homes, settle
from tests.measures.examples import close_unit, move_in
from tests.measures.orders import GROUND, confine
from tests.world import World, ago

PageOf = Callable[[Person], Client]


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


def test_whoever_moves_in_behind_a_closed_door_gets_the_notice_and_the_service(world: World, homes: Homes) -> None:
    key = world.written(close_unit(world, homes), by=world.an)["unit_closure"]
    assert world.submit(BindNewHomes(unit_closure=key), by=world.an).refused == "nobody_moved_in"
    home = move_in(world, homes)
    with world.eyes_of(world.an):
        now = ago(minutes=0)
        assert not confined(home, now) and newcomers(unit_closures(world.bamboo, now)) == {key: 1}
    assert world.written(BindNewHomes(unit_closure=key), by=world.an)["households"] == 1
    with world.eyes_of(world.an):
        now = ago(minutes=0)
        assert confined(home, now) and newcomers(unit_closures(world.bamboo, now)) == {key: 0}
        assert confined_count(world.bamboo, now).households == 2
    with world.all_eyes():
        order = StayHome.objects.get(household=home)
        assert (order.unit_closure_id, order.supply_owner, order.contact_phone) == (key, world.su, "0633-2612345")
    world.written(LiftUnit(unit_closure=key, **GROUND), by=world.an)
    with world.all_eyes():
        assert not StayHome.objects.filter(end=None).exists()
    assert world.submit(BindNewHomes(unit_closure=key), by=world.an).refused == "already_lifted"


def test_the_page_says_who_moved_in_and_gives_them_the_notice(world: World, homes: Homes, page_of: PageOf) -> None:
    key = world.written(close_unit(world, homes), by=world.an)["unit_closure"]
    move_in(world, homes)
    page, place = page_of(world.an), [world.bamboo]
    assert "moved in and has no notice yet" in page.get(reverse("measures:overview", args=place)).content.decode()
    sent = page.post(
        reverse("measures:bind_new", args=[*place, key]), {"act_id": uuid4()}, follow=True
    ).content.decode()
    assert "stay at home as well: 1" in sent and "no notice yet" not in sent


@pytest.fixture
def stair_and_building(world: World, homes: Homes) -> tuple[int, int]:
    """The stair is closed, and later the whole building; the stair's household has the order of its stair."""
    stair = world.written(close_unit(world, homes), by=world.an)["unit_closure"]
    whole = close_unit(world, homes).model_copy(update={"stair": "", "document_no": "岚指〔2020〕9号"})
    return stair, world.written(whole, by=world.an)["unit_closure"]


def test_lifting_a_stair_leaves_its_households_behind_the_closed_building(
    world: World, homes: Homes, stair_and_building: tuple[int, int]
) -> None:
    stair, whole = stair_and_building
    assert world.written(LiftUnit(unit_closure=stair, **GROUND), by=world.an)["still_closed"] == 1
    with world.eyes_of(world.an):
        now = ago(minutes=0)
        order = confined(homes.households[2], now)
        assert order and (order.unit_closure_id, order.document_no) == (whole, "岚指〔2020〕9号")
        assert order.supply_owner == world.su and order.since <= now
        assert newcomers(unit_closures(world.bamboo, now)) == {whole: 0}
    assert world.written(LiftUnit(unit_closure=whole, **GROUND), by=world.an)["still_closed"] == 0
    with world.all_eyes():
        assert not StayHome.objects.filter(end=None).exists()


def test_lifting_the_building_leaves_the_closed_stair_as_it_was(
    world: World, homes: Homes, stair_and_building: tuple[int, int]
) -> None:
    stair, whole = stair_and_building
    assert world.written(LiftUnit(unit_closure=whole, **GROUND), by=world.an)["still_closed"] == 0
    with world.all_eyes():
        assert StayHome.objects.get().unit_closure_id == stair and not StayHomeEnd.objects.exists()


def test_a_household_released_from_its_own_order_stays_behind_its_closed_door(world: World, homes: Homes) -> None:
    own = world.written(confine(world, homes), by=world.an)["stay_home"]
    building = homes.li.household.dwelling.building_id
    whole = close_unit(world, homes).model_copy(update={"building": building, "stair": ""})
    closure = world.written(whole, by=world.an)["unit_closure"]
    assert world.written(ReleaseHousehold(stay_home=own, **GROUND), by=world.an)["still_closed"] == 1
    with world.eyes_of(world.an):
        order = confined(homes.li.household, ago(minutes=0))
        assert order and order.unit_closure_id == closure


def test_who_moved_out_is_not_bound_by_the_building_any_more(
    world: World, homes: Homes, stair_and_building: tuple[int, int]
) -> None:
    with world.all_eyes():
        homes.households[2].residents.update(left_at=ago(hours=1))
    assert world.written(LiftUnit(unit_closure=stair_and_building[0], **GROUND), by=world.an)["still_closed"] == 0


def test_the_page_says_who_still_stays_at_home(
    world: World, homes: Homes, stair_and_building: tuple[int, int], page_of: PageOf
) -> None:
    address = reverse("measures:lift_unit", args=[world.bamboo, stair_and_building[0]])
    sent = page_of(world.an).post(address, {"act_id": uuid4(), **GROUND}, follow=True).content.decode()
    assert "1 household stays at home" in sent and "moved in" not in sent
