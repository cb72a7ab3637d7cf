"""Closed by default: one test for each way a closed table has leaked elsewhere (architecture §4)."""

import pytest
from django.apps import apps

from fangxian.areas import scope
from fangxian.areas.closed import AreaBound, ClosedManager
from fangxian.areas.models import Area, Post
from fangxian.areas.roles import ROLES, Can, implied
from fangxian.areas.rules import Span
from fangxian.register.models import Building, Household, Resident
from tests.homes import settle
from tests.world import World


def closed_tables() -> list[type[AreaBound]]:
    """Every concrete area-bound table of the house."""
    return [table for table in apps.get_models() if issubclass(table, AreaBound)]


@pytest.mark.parametrize("table", closed_tables(), ids=lambda t: t._meta.label)
def test_no_scope_no_rows(db: None, table: type[AreaBound]) -> None:
    with pytest.raises(scope.NoScope):
        table.objects.count()


@pytest.mark.parametrize("table", closed_tables(), ids=lambda t: t._meta.label)
def test_the_only_manager_is_the_closed_one(table: type[AreaBound]) -> None:
    assert [type(manager) for manager in table._meta.managers] == [ClosedManager]
    assert isinstance(table._default_manager, ClosedManager)


@pytest.mark.parametrize("table", closed_tables(), ids=lambda t: t._meta.label)
def test_every_closed_table_names_its_place_and_sight(table: type[AreaBound]) -> None:
    assert table.sight in Can
    with scope.opened(scope.whole(Span(0, 1))):
        str(table.objects.all().query)


@pytest.mark.parametrize("table", closed_tables(), ids=lambda t: t._meta.label)
def test_a_row_only_points_to_rows_its_reader_may_see(table: type[AreaBound]) -> None:
    for field in table._meta.concrete_fields:
        target = field.related_model
        if isinstance(target, type) and issubclass(target, AreaBound):
            assert implied(table.sight, target.sight), f"{field} shows {target.sight} to readers of {table.sight}"


def test_one_sees_own_place_and_nothing_beside_it(world: World) -> None:
    settle(world)
    with world.eyes_of(world.an):
        assert {r.area_id for r in Resident.objects.all()} == {world.bamboo.pk}
    with world.eyes_of(world.dou):
        assert {r.area_id for r in Resident.objects.all()} == {world.lotus.pk}


def test_reverse_relations_are_closed_as_well(world: World) -> None:
    homes = settle(world)
    with world.eyes_of(world.dou):
        assert not world.bamboo.buildings.exists()  # type: ignore[attr-defined]
        assert not homes.households[0].residents.exists()
    with pytest.raises(scope.NoScope):
        homes.households[0].residents.count()


def test_upper_levels_see_places_but_no_names(world: World) -> None:
    settle(world)
    with world.eyes_of(world.zhen):
        assert Area.objects.filter(pk=world.bamboo.pk).exists()
        assert not Resident.objects.exists()


def test_upper_levels_count_without_reading(world: World) -> None:
    homes = settle(world)
    with world.eyes_of(world.zhen):
        with scope.counting(world.bamboo.span):
            assert Resident.objects.count() == homes.bamboo_people
        assert not Resident.objects.exists()


def test_counting_elsewhere_is_refused(world: World) -> None:
    with world.eyes_of(world.zhen), pytest.raises(scope.NoScope), scope.counting(world.far.span):
        pass
    with world.eyes_of(world.gao), pytest.raises(scope.NoScope), scope.counting(world.bamboo.span):
        pass


def test_a_query_begun_in_a_scope_keeps_it_and_a_new_one_after_it_fails(world: World) -> None:
    settle(world)
    with world.eyes_of(world.dou):
        begun = Resident.objects.order_by("pk")
    assert {r.area_id for r in begun.iterator()} == {world.lotus.pk}
    with pytest.raises(scope.NoScope):
        Resident.objects.first()


def test_scopes_nest_and_come_back(world: World) -> None:
    settle(world)
    with world.eyes_of(world.dou):
        with world.all_eyes():
            assert Building.objects.count() == 4
        assert Building.objects.count() == 1
    with pytest.raises(scope.NoScope):
        scope.current()


def test_an_error_inside_closes_the_scope(world: World) -> None:
    with pytest.raises(ZeroDivisionError), world.eyes_of(world.an):
        raise ZeroDivisionError
    with pytest.raises(scope.NoScope):
        scope.current()


def test_numbers_are_unique_across_areas_a_reader_cannot_see(world: World) -> None:
    settle(world)
    with world.eyes_of(world.dou):
        Building.objects.create(area=world.lotus, community=world.lotus, number="2")
        assert Building.objects.filter(number="2").count() == 1


def test_a_grid_worker_sees_only_the_grid(world: World) -> None:
    homes = settle(world)
    with world.all_eyes():
        Household.objects.filter(pk=homes.households[0].pk).update(area=world.grid_one)
    with world.eyes_of(world.wang):
        assert [h.pk for h in Household.objects.all()] == [homes.households[0].pk]


def test_whole_house_needs_a_reason() -> None:
    with pytest.raises(ValueError, match="reason"), scope.whole_house(reason=""):
        pass


def test_every_ability_is_held_by_somebody() -> None:
    assert set(Can) == set().union(*ROLES.values())


def test_a_post_that_ended_gives_nothing(world: World) -> None:
    with world.all_eyes():
        post = Post.objects.get(person=world.an)
        Post.objects.filter(pk=post.pk).update(until=post.since.replace(year=2021))
    with world.eyes_of(world.an):
        assert not Area.objects.exists()
