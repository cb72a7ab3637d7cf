"""The lists beside the gate's: doors, who is watched there, bags, rounds, the road; each whole and by differences."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client

from fangxian.areas.models import Person
from fangxian.disinfection.acts import EndRound, RecordDisinfection
from fangxian.field.queries import all_words, shelves
from fangxian.gates.acts import EndAuthorisation, GrantAuthorisation, SettleArrival
from fangxian.monitoring.acts import CloseWatch
from fangxian.register.acts import AddResident, RecordDeparture
from fangxian.supplies.acts import RecordHandover, RecordUnmet
from tests.canvass.sweeps import doors, knock, started
from tests.disinfection.test_rounds import planned
from tests.field.phone import Phone, put
from tests.gates.test_passes import lead_the_road, road, traveller
from tests.homes import settle
from tests.monitoring.watching import opening, reading
from tests.supplies.shelf import stocked
from tests.world import World, ago

PageOf = Callable[[Person], Client]
Steps = Callable[[World], Iterator[None]]


@pytest.fixture(autouse=True)
def never_settled() -> Iterator[None]:
    """Every question looks anew."""
    with patch.object(shelves, "SETTLED", timedelta(0)):
        yield


def a_sweep(world: World) -> Iterator[None]:
    settle(world)
    yield
    sweep = started(world)
    yield
    for door, outcome in zip(doors(world), ("opened", "no_answer", "refused"), strict=True):
        knock(world, sweep, door, outcome)
        yield
    world.written(AddResident(area=world.bamboo.pk, name="新来", address="9号"), by=world.an)
    yield


def watches(world: World) -> Iterator[None]:
    homes = settle(world)
    yield
    watch = world.written(opening(homes.li, day_zero=ago(days=2).date(), happened_at=ago(days=1)), by=world.an)["watch"]
    yield
    world.written(reading(homes.li), by=world.an)
    yield
    world.written(CloseWatch(watch=watch, outcome="mistaken", reason="没有外出"), by=world.an)
    yield
    world.written(RecordDeparture(resident=homes.li.pk), by=world.an)
    yield


def deliveries(world: World) -> Iterator[None]:
    shelf = stocked(world)
    yield
    bags = shelf.assigned()
    yield
    with shelf.after_deadline():
        world.written(RecordHandover(bag=bags[0]), by=world.tian)
        yield
        world.written(RecordUnmet(bag=bags[1], reason="nobody_home"), by=world.tian)
        yield


def cleaning(world: World) -> Iterator[None]:
    settle(world)
    yield
    stops = planned(world)
    yield
    world.written(RecordDisinfection(stop=stops[0].pk), by=world.tian)
    yield
    world.written(EndRound(round=stops[0].round_id, why="换方案"), by=world.an)
    yield


def the_road(world: World) -> Iterator[None]:
    lead_the_road(world)
    gate = road(world)
    yield
    wish = GrantAuthorisation(
        area=world.district.pk, plate="鲁L55555", moving="goods", purpose="daily_supply", until=ago(hours=-9)
    )
    granted = world.written(wish, by=world.qu)["authorisation"]
    yield
    world.written(traveller(world, gate), by=world.dong)
    yield
    world.written(EndAuthorisation(authorisation=granted, reason="用完"), by=world.qu)
    yield


KINDS: list[tuple[str, Steps, str, str]] = [
    ("doors", a_sweep, "tian", "bamboo"),
    ("watched", watches, "an", "bamboo"),
    ("bags", deliveries, "tian", "bamboo"),
    ("rounds", cleaning, "tian", "bamboo"),
    ("road", the_road, "dong", "district"),
]


@pytest.mark.parametrize("skipped", [1, 2])
@pytest.mark.parametrize(("kind", "steps", "who", "where"), KINDS, ids=[kind for kind, *_ in KINDS])
def test_differences_put_together_are_the_whole_list(
    world: World, page_of: PageOf, kind: str, steps: Steps, who: str, where: str, skipped: int
) -> None:
    phone: Phone | None = None
    held: dict[str, dict[str, Any]] = {}
    seen: list[str] = []
    cursor = ""
    for number, _done in enumerate(steps(world)):
        phone = phone or Phone(getattr(world, where)).enrol(page_of, world.people[who])
        if number % skipped:
            continue
        answer = phone.snapshot(kind, since=cursor)
        assert answer["status"] == 200, answer
        assert answer["whole"] is (number == 0)
        held, cursor = put(held, answer), answer["cursor"]
        whole = put({}, phone.snapshot(kind))
        assert {name: rows for name, rows in held.items() if rows} == {n: rows for n, rows in whole.items() if rows}
        seen.append(str(whole))
    assert len(set(seen)) > 1, "the steps moved nothing on this list"


def test_who_is_watched_is_only_for_those_who_write_down_checks(world: World, page_of: PageOf) -> None:
    homes = settle(world)
    world.written(opening(homes.li, day_zero=ago(days=2).date(), happened_at=ago(days=1)), by=world.an)
    for person in (world.tian, world.gao, world.su):
        answer = Phone(world.bamboo).enrol(page_of, person).get(f"/field/snapshot/watched?area={world.bamboo.code}")
        assert answer.status_code == 410
    doors_list = Phone(world.bamboo).enrol(page_of, world.tian).get(f"/field/snapshot/doors?area={world.bamboo.code}")
    assert "李青" not in doors_list.content.decode()
    held = Phone(world.bamboo).enrol(page_of, world.an).snapshot("watched")
    # What is asked at a check has its word on the phone.
    assert held["head"]["symptoms"] and set(held["head"]["symptoms"]) <= set(all_words()["zh-hans"]["symptoms"])
    table = held["tables"]["watched"]
    (row,) = (dict(zip(table["columns"], row, strict=True)) for row in table["rows"])
    assert (row["id"], row["home"], row["name"]) == (homes.li.pk, homes.li.household.dwelling_id, "李青")
    assert row["due"] > 0


def test_a_reading_at_the_door_leaves_nothing_wanted_and_no_value_on_the_list(world: World, page_of: PageOf) -> None:
    homes = settle(world)
    world.written(opening(homes.li, day_zero=ago(days=2).date(), happened_at=ago(days=1)), by=world.an)
    phone = Phone(world.bamboo).enrol(page_of, world.an)
    assert phone.snapshot("watched")["tables"]["watched"]["rows"][0][3] > 0
    item = {
        "kind": "monitoring.record_reading", "id": "01900000-0000-7000-8000-00000000abcd",
        "happened_at": ago().isoformat(), "resident": homes.li.pk, "how": "visit",
        "signs": {"temperature": "36.8", "symptoms": []},
    }  # fmt: skip
    assert [fate["fate"] for fate in phone.send([item]).json()["fates"]] == ["written"]
    after = phone.snapshot("watched")
    assert "36.8" not in str(after)
    assert after["tables"]["watched"]["rows"][0][3] == 0


def test_a_traveller_met_at_the_gate_leaves_its_list(world: World, page_of: PageOf) -> None:
    lead_the_road(world)
    number = world.written(traveller(world, road(world)), by=world.dong)["passage"]
    phone = Phone(world.bamboo).enrol(page_of, world.gao)
    assert [row[0] for row in phone.snapshot()["tables"]["arrivals"]["rows"]] == [number]
    cursor = phone.snapshot()["cursor"]
    item = SettleArrival(arrival=number, outcome="met").model_dump(mode="json") | {"kind": "gates.settle_arrival"}
    assert [fate["fate"] for fate in phone.send([item]).json()["fates"]] == ["written"]
    assert phone.snapshot(since=cursor)["gone"] == {"arrivals": [number]}
