"""A phone's list: only what its holder's post needs, whole once, then by differences that are exact."""

import zlib
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client

from fangxian.areas.models import Person
from fangxian.field.models import Shelf
from fangxian.field.queries import shelves
from fangxian.gates.acts import EndAuthorisation, TakeBackPassage
from fangxian.measures.acts import ReleaseHousehold
from fangxian.register.acts import CorrectResident, MoveResident, RecordDeparture
from tests.field.phone import Phone, put
from tests.gates.village import Village, close_bamboo
from tests.measures.orders import GROUND, confine
from tests.world import World, ago

PageOf = Callable[[Person], Client]


@pytest.fixture
def village(world: World) -> Village:
    return close_bamboo(world)


@pytest.fixture
def phone(village: Village, page_of: PageOf) -> Phone:
    return Phone(village.world.bamboo).enrol(page_of, village.world.gao)


@pytest.fixture(autouse=True)
def never_settled() -> Iterator[None]:
    """Every question looks anew."""
    with patch.object(shelves, "SETTLED", timedelta(0)):
        yield


def rows(answer: dict[str, Any], table: str) -> list[dict[str, Any]]:
    found = answer["tables"][table]
    return [dict(zip(found["columns"], row, strict=True)) for row in found["rows"]]


def test_the_gate_list_holds_who_lives_here_and_what_may_pass(village: Village, phone: Phone) -> None:
    granted = village.grant(resident=village.homes.li.pk)
    whole = phone.snapshot()
    assert whole["whole"] and whole["kind"] == "gate" and whole["head"]["closed"]
    assert [row["name"] for row in rows(whole, "people")] == ["李青", "李红", "李小宝", "张伟", "王芳", "赵独"]
    assert [row["number"] for row in rows(whole, "buildings")] == ["1", "2", "3"]
    (permit,) = rows(whole, "permits")
    assert (permit["id"], permit["code"]) == (granted["authorisation"], granted["code"])
    head = whole["head"]
    assert [(gate["name"], gate["open"]) for gate in head["gates"]] == [("村口", True), ("北门", False)]
    assert head["rules"]["fever_c"] == "37.3" and head["rules"]["trip_every_s"] == 172800
    assert head["counts"] == {"inside": 6, "visitors": 0}


def test_the_list_holds_no_phone_no_number_and_nobody_of_another_place(village: Village, phone: Phone) -> None:
    answer = phone.get(f"/field/snapshot/gate?area={village.world.bamboo.code}")
    text = answer.content.decode()
    assert "李青" in text
    for secret in ("13900000001", "0001", "371199", "钱多", "孙少"):
        assert secret not in text


def test_hello_names_the_lists_of_ones_posts(village: Village, page_of: PageOf, phone: Phone) -> None:
    world = village.world
    assert phone.hello()["shelves"][0] == {
        "kind": "gate", "area": "371103150201", "name": "竹村", "until": None
    }  # fmt: skip
    kinds = {shelf["kind"] for shelf in Phone(world.bamboo).enrol(page_of, world.tian).hello()["shelves"]}
    assert "gate" not in kinds


@pytest.mark.parametrize("kind,code", [("gate", "371103150202"), ("gate", "371103999"), ("gate", "x"), ("gate", ""),
                                       ("no", "371103150201"), ("gate", "371103150201001")])  # fmt: skip
def test_what_the_post_does_not_include_is_dropped(phone: Phone, kind: str, code: str) -> None:
    answer = phone.get(f"/field/snapshot/{kind}?area={code}")
    assert (answer.status_code, answer.json()["code"]) == (410, "post_ended")


def test_nothing_changed_is_answered_with_nothing(phone: Phone) -> None:
    first = phone.snapshot()
    again = phone.snapshot(since=first["cursor"])
    assert (again["whole"], again["tables"], again["gone"]) == (False, {}, {})
    assert again["cursor"] == first["cursor"] and again["head"]["place"]["name"] == "竹村"


@pytest.mark.parametrize("cursor", ["x", "1.zz", "0.", "999.aa", "-1.a", "1", ".", "１.a"])
def test_a_cursor_nobody_gave_is_answered_with_everything(phone: Phone, cursor: str) -> None:
    phone.snapshot()
    assert phone.snapshot(since=cursor)["whole"] is True


def changes(village: Village) -> Iterator[str]:
    """Everything that moves a gate list, one after another, each through the door."""
    world, homes = village.world, village.homes
    yield "nothing"
    granted = village.grant(household=homes.li.household.pk, purpose="shopping", persons=1)
    yield "granted"
    out = village.record("out", resident=homes.li.pk, authorisation=granted["authorisation"], happened_at=ago(hours=1))
    yield "went out"
    taken = village.record("in", resident=homes.li.pk, temperature="36.5")
    yield "came home"
    world.written(TakeBackPassage(passage=taken["passage"]), by=world.gao)
    yield "was a slip"
    order = world.written(confine(world, homes), by=world.an)["stay_home"]
    yield "must stay home"
    world.written(CorrectResident(resident=homes.zhang.pk, name="张维"), by=world.an)
    yield "was spelt wrong"
    world.written(MoveResident(resident=homes.zhang.pk, address="1号"), by=world.an)
    yield "moved"
    world.written(RecordDeparture(resident=homes.zhang.pk), by=world.an)
    yield "left"
    world.written(EndAuthorisation(authorisation=granted["authorisation"], reason="用完"), by=world.an)
    yield "withdrawn"
    world.written(ReleaseHousehold(stay_home=order, **GROUND), by=world.an)
    yield "released"
    assert out


@pytest.mark.parametrize("skipped", [1, 2, 5])
def test_differences_put_together_are_the_whole_list(village: Village, phone: Phone, skipped: int) -> None:
    held: dict[str, dict[str, Any]] = {}
    cursor = ""
    for number, _what in enumerate(changes(village)):
        if number % skipped:
            continue
        answer = phone.snapshot(since=cursor)
        held, cursor = put(held, answer), answer["cursor"]
        assert answer["whole"] is (number == 0)
        assert {name: rows for name, rows in held.items() if rows} == {
            name: rows for name, rows in put({}, phone.snapshot()).items() if rows
        }


def test_one_change_costs_one_row(village: Village, phone: Phone) -> None:
    cursor = phone.snapshot()["cursor"]
    village.world.written(CorrectResident(resident=village.homes.li.pk, name="李清"), by=village.world.an)
    answer = phone.snapshot(since=cursor)
    assert [row["name"] for row in rows(answer, "people")] == ["李清"] and set(answer["tables"]) == {"people"}


def test_a_list_somebody_removed_on_the_server_is_sent_whole_again(village: Village, phone: Phone) -> None:
    cursor = phone.snapshot()["cursor"]
    Shelf._base_manager.all().delete()
    assert phone.snapshot(since=cursor)["whole"] is True


def test_another_process_numbers_on_from_where_the_first_was(village: Village, phone: Phone) -> None:
    cursor = phone.snapshot()["cursor"]
    shelves._last.clear()
    again = phone.snapshot(since=cursor)
    assert (again["whole"], again["tables"], again["cursor"]) == (False, {}, cursor)
    village.grant(resident=village.homes.li.pk)
    shelves._last.clear()
    assert set(phone.snapshot(since=cursor)["tables"]) == {"permits"}


def test_two_who_look_at_once_agree_on_one_numbering(village: Village, phone: Phone) -> None:
    cursor = phone.snapshot()["cursor"]
    village.grant(resident=village.homes.li.pk)
    real = shelves._stored
    raced: list[bool] = []

    def beaten(*args: Any) -> bool:
        if not raced:
            raced.append(True)
            with patch.object(shelves, "_stored", real):
                phone.snapshot(since=cursor)
        return real(*args)

    with patch.object(shelves, "_stored", beaten):
        answer = phone.snapshot(since=cursor)
    assert set(answer["tables"]) == {"permits"} and phone.snapshot()["cursor"] == answer["cursor"]


def test_what_the_server_keeps_of_a_list_names_nobody(village: Village, phone: Phone) -> None:
    phone.snapshot()
    kept = zlib.decompress(Shelf._base_manager.get().marks).decode()
    assert "people" in kept and "李" not in kept and "\\u674e" not in kept


def test_a_list_just_looked_at_is_not_looked_at_again(village: Village, phone: Phone) -> None:
    first = phone.snapshot()
    village.grant(resident=village.homes.li.pk)
    with patch.object(shelves, "SETTLED", timedelta(minutes=1)):
        assert phone.snapshot(since=first["cursor"])["tables"] == {}
    assert set(phone.snapshot(since=first["cursor"])["tables"]) == {"permits"}


def test_the_words_come_in_both_languages(world: World) -> None:
    found = Client().get("/field/words").json()
    assert found["en"]["rulings"]["denied"] == "Do not let pass" and found["zh-hans"]["rulings"]["denied"] == "不放行"
    assert set(found["zh-hans"]["reasons"]) == set(found["en"]["reasons"]) and len(found["en"]["fever_steps"]) == 4
