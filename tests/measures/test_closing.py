"""Closing a place opens exactly one gate, keeps everybody at home, and never comes without support."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from fangxian.areas.models import Post
from fangxian.door.sealed import blind
from fangxian.measures import queries
from fangxian.measures.models import Closure, ClosureLift, GateTurn, StayHome, StayHomeEnd
from fangxian.register.models import Building, Dwelling, Household, Resident
from tests.homes import settle
from tests.measures.orders import close, closing, gates, lift, the_closure
from tests.world import World, ago


def village_of(world: World, people: int) -> None:
    """The essay's village: 658 people in households of up to three."""
    with world.all_eyes():
        place = {"area": world.bamboo}
        lane = Building.objects.create(**place, community=world.bamboo, number="1")
        homes = range((people + 2) // 3)
        dwellings = Dwelling.objects.bulk_create([Dwelling(**place, building=lane, room=str(n)) for n in homes])
        households = Household.objects.bulk_create([Household(**place, dwelling=home) for home in dwellings])
        Resident.objects.bulk_create(
            [Resident(**place, household=households[n // 3], name=f"村民{n}") for n in range(people)]
        )


def test_closing_the_village_keeps_658_people_at_home_and_one_gate_open(world: World) -> None:
    village_of(world, 658)
    south, _north, _west = gates(world, "南门", "北门", "西门")
    close(world, south)
    now = timezone.now()
    with world.eyes_of(world.an):
        assert [gate.pk for gate in queries.open_gates(world.bamboo, now)] == [south]
        assert queries.confined_count(world.bamboo, now) == queries.Counted(220, 658)


def test_lifting_ends_every_order_that_came_with_it_and_opens_the_gates(world: World) -> None:
    homes = settle(world)
    south, _north = gates(world, "南门", "北门")
    assert lift(world, close(world, south), by=world.an).written
    now = timezone.now()
    with world.eyes_of(world.an):
        assert queries.closure_at(world.bamboo, now) is None
        assert queries.confined(homes.li.household, now) is None
        assert len(queries.open_gates(world.bamboo, now)) == 2
    with world.all_eyes():
        assert StayHomeEnd.objects.count() == StayHome.objects.count() == 1


def test_an_order_names_who_decided_on_what_ground(world: World) -> None:
    (south,) = gates(world, "南门")
    close(world, south)
    closure = the_closure(world)
    assert (closure.decided_by, closure.document_no, closure.decided_level) == (world.an, "岚指〔2020〕3号", 5)
    assert closure.supply_owner == world.su and closure.approved_by == "日照市人民政府"


@pytest.mark.parametrize(
    ("missing", "code"),
    [
        ({"supply_owner": None}, "supply_owner_missing"),
        ({"contact_phone": ""}, "contact_phone_missing"),
        ({"contact_phone": "call us"}, "contact_phone_missing"),
        ({"basis": "  "}, "ground_missing"),
        ({"document_no": ""}, "ground_missing"),
        ({"body": ""}, "ground_missing"),
        ({"alternatives_considered": ""}, "alternatives_missing"),
        ({"review_on": None}, "review_day_wrong"),
        ({"review_on": timezone.localdate()}, "review_day_wrong"),
        ({"review_on": timezone.localdate() + timedelta(days=16)}, "review_day_wrong"),
        ({"open_gate": None}, "open_gate_missing"),
        ({"level": "panic"}, "unknown_level"),
    ],
)
def test_a_closure_that_lacks_something_is_refused_in_words(world: World, missing: dict[str, Any], code: str) -> None:
    (south,) = gates(world, "南门")
    entry = world.submit(closing(world, south, **missing), by=world.an)
    assert entry.refused == code and len(str(entry.sentence)) > 8
    with world.all_eyes():
        assert not Closure.objects.exists() and not StayHome.objects.exists() and not GateTurn.objects.exists()


@pytest.mark.parametrize("nickname", ["dou", "gao", "tian", "zhen", "yuan"])
def test_the_supply_owner_must_run_supply_in_this_very_place(world: World, nickname: str) -> None:
    (south,) = gates(world, "南门")
    entry = world.submit(closing(world, south, supply_owner=world.people[nickname].pk), by=world.an)
    assert entry.refused == "supply_owner_missing"


def test_a_supply_owner_whose_post_has_ended_does_not_serve(world: World) -> None:
    (south,) = gates(world, "南门")
    with world.all_eyes():
        Post.objects.filter(person=world.su).update(until=ago(days=1))
    assert world.submit(closing(world, south), by=world.an).refused == "supply_owner_missing"


def test_a_township_is_not_closed_in_one_stroke(world: World) -> None:
    (south,) = gates(world, "南门")
    entry = world.submit(closing(world, south, area=world.township.pk), by=world.zhen)
    assert entry.refused == "place_too_large"


def test_a_grid_may_be_closed_alone_with_its_own_gate(world: World) -> None:
    (lane,) = gates(world, "一网格路口", area=world.grid_one)
    gates(world, "南门", "北门")
    close(world, lane, area=world.grid_one.pk)
    now = timezone.now()
    with world.eyes_of(world.an):
        assert queries.closure_at(world.grid_one, now) and not queries.closure_at(world.bamboo, now)
        assert len(queries.open_gates(world.bamboo, now)) == 2


def test_the_gate_of_another_place_cannot_stay_open(world: World) -> None:
    (lane,) = gates(world, "一网格路口", area=world.grid_one)
    assert world.submit(closing(world, lane), by=world.an).refused == "open_gate_missing"


def test_a_closed_place_is_not_closed_again(world: World) -> None:
    south, north = gates(world, "南门", "北门")
    close(world, south)
    entry = world.submit(closing(world, north), by=world.an)
    assert entry.refused == "already_closed" and "岚指〔2020〕3号" in str(entry.sentence)


def test_it_may_be_closed_anew_after_lifting(world: World) -> None:
    south, north = gates(world, "南门", "北门")
    lift(world, close(world, south), by=world.an)
    close(world, north)
    with world.eyes_of(world.an):
        assert [gate.pk for gate in queries.open_gates(world.bamboo, timezone.now())] == [north]


def test_a_gate_shut_before_the_closure_stays_shut_after_it(world: World) -> None:
    from_before = ago(hours=3)
    south, north = gates(world, "南门", "北门")
    with world.all_eyes():
        GateTurn.objects.create(area=world.bamboo, gate_id=north, opened=False, by=world.an, at=from_before)
    lift(world, close(world, south), by=world.an)
    with world.eyes_of(world.an):
        assert [gate.pk for gate in queries.open_gates(world.bamboo, timezone.now())] == [south]


def test_a_closure_announced_for_later_binds_from_then_on(world: World) -> None:
    south, north = gates(world, "南门", "北门")
    begins = timezone.now() + timedelta(hours=5)
    closure = close(world, south, since=begins)
    with world.eyes_of(world.an):
        assert queries.closure_at(world.bamboo, timezone.now()) is None
        assert len(queries.open_gates(world.bamboo, timezone.now())) == 2
        assert queries.closure_at(world.bamboo, begins)
        assert [gate.pk for gate in queries.open_gates(world.bamboo, begins)] == [south]
    assert world.submit(closing(world, north), by=world.an).refused == "already_closed"
    assert lift(world, closure, by=world.an).written
    with world.eyes_of(world.an):
        assert queries.closure_at(world.bamboo, begins) is None
        assert len(queries.open_gates(world.bamboo, begins)) == 2


def test_the_body_that_decided_or_a_higher_one_lifts(world: World) -> None:
    (south,) = gates(world, "南门")
    by_township = close(world, south, by=world.zhen)
    assert lift(world, by_township, by=world.an).refused == "lift_not_yours"
    assert lift(world, by_township, by=world.qu).written
    by_village = close(world, south)
    assert lift(world, by_village, by=world.zhen).written


def test_lifting_needs_its_ground_and_happens_once(world: World) -> None:
    (south,) = gates(world, "南门")
    closure = close(world, south)
    assert lift(world, closure, by=world.an, document_no="").refused == "end_ground_missing"
    assert lift(world, closure, by=world.an).written
    assert lift(world, closure, by=world.an).refused == "already_lifted"
    with world.all_eyes():
        assert ClosureLift.objects.count() == 1


@pytest.mark.parametrize("nickname", ["gao", "tian", "wang", "mei", "su", "ju", "cha", "shen", "guan"])
def test_only_who_decides_closes(world: World, nickname: str) -> None:
    (south,) = gates(world, "南门")
    assert world.submit(closing(world, south), by=world.people[nickname]).refused in ("not_allowed", "not_found")


@pytest.mark.parametrize("nickname", ["dou", "dong", "yuan"])
def test_a_neighbour_does_not_even_find_the_closure(world: World, nickname: str) -> None:
    (south,) = gates(world, "南门")
    closure = close(world, south)
    assert lift(world, closure, by=world.people[nickname]).refused == "not_found"
    assert world.submit(closing(world, south), by=world.people[nickname]).refused == "not_found"


def test_the_ledger_keeps_the_order_but_no_phone_of_a_resident(world: World) -> None:
    (south,) = gates(world, "南门")
    entry = world.submit(closing(world, south), by=world.an)
    assert entry.payload and entry.payload["document_no"] == "岚指〔2020〕3号"
    assert entry.answer.keys() == {"closure", "stay_home"} and blind("x", purpose="phone") not in str(entry.payload)
