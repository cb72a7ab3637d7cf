"""The phone's outbox: three fates, nothing held up, nothing lost, everything exactly once."""

import json
import random
from collections.abc import Callable, Iterator
from typing import Any
from unittest.mock import patch
from uuid import UUID

import pytest
from django.db import OperationalError
from django.test import Client

from fangxian.areas.models import Person, Post
from fangxian.areas.rules import community_key
from fangxian.door.act import _handlers
from fangxian.door.acts import AppointPost
from fangxian.door.models import Entry, Stray
from fangxian.door.queries import flaws
from fangxian.door.submit import locked
from fangxian.field import sync
from tests.world import World, ago

PageOf = Callable[[Person], Client]


def item(world: World, n: int, **changes: object) -> dict[str, Any]:
    """The n-th act of a phone: a post for somebody new."""
    return {
        "kind": "door.appoint_post", "id": str(UUID(int=(7 << 76) | (2 << 62) | n)),
        "happened_at": ago(hours=1).isoformat(),
        "area": world.bamboo.pk, "username": f"u{n}", "name": f"甲{n}", "role": "gatekeeper", **changes,
    }  # fmt: skip


def send(page: Client, items: object) -> list[dict[str, Any]]:
    answer = page.post("/field/sync", json.dumps({"items": items}), content_type="application/json")
    assert answer.status_code == 200
    fates: list[dict[str, Any]] = answer.json()["fates"]
    return fates


def test_three_fates_in_the_order_of_the_items(world: World, page_of: PageOf) -> None:
    fates = send(
        page_of(world.an),
        [item(world, 1), item(world, 2, role="emperor"), item(world, 3, name=7, extra=1), {"kind": "no.such"}],
    )
    assert [fate["fate"] for fate in fates] == ["written", "refused", "kept", "kept"]
    assert [fate["code"] for fate in fates] == ["", "unknown_role", "not_understood", "unknown_kind"]
    assert fates[1]["sentence"] == "There is no role called emperor."


ODD: list[Any] = [
    None, 7, "x", [], [1], {}, {"id": 3}, {"kind": None}, {"kind": ["x"]},
    {"id": {"a": 1}, "kind": "door.end_post"}, True, 1.5,
]  # fmt: skip


@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_one_odd_item_holds_up_nobody(world: World, page_of: PageOf, odd: Any) -> None:
    fates = send(page_of(world.an), [item(world, 1), odd, item(world, 2)])
    assert [fate["fate"] for fate in fates] == ["written", "kept", "written"]
    assert json.loads(Stray._base_manager.get().raw) == odd


def test_what_a_bug_stops_is_kept_whole(world: World, page_of: PageOf) -> None:
    with patch.object(
        sync, "submit", side_effect=[ZeroDivisionError, Entry(act_id=UUID(int=1), fate="written", answer={})]
    ):
        fates = send(page_of(world.an), [item(world, 1), item(world, 2)])
    assert [fate["fate"] for fate in fates] == ["kept", "written"]
    kept = Stray._base_manager.get()
    assert kept.reason == "failed" and json.loads(kept.raw)["username"] == "u1" and kept.area_id == world.bamboo.pk


def test_a_database_that_does_not_answer_is_no_answer(world: World, page_of: PageOf) -> None:
    page = page_of(world.an)
    page.raise_request_exception = False
    with patch.object(sync, "submit", side_effect=OperationalError):
        answer = page.post("/field/sync", json.dumps({"items": [item(world, 1)]}), content_type="application/json")
    assert answer.status_code == 500
    assert not Stray._base_manager.exists()


@pytest.mark.parametrize("body", ["", "[]", "7", "null", '{"items": 3}', '{"items": {}}', "{", '{"x": []}'])
def test_a_body_that_is_no_outbox_is_kept_by_the_phone(world: World, page_of: PageOf, body: str) -> None:
    answer = page_of(world.an).post("/field/sync", body, content_type="application/json")
    assert answer.status_code == 400


def test_what_is_too_much_for_one_call_is_left(world: World, page_of: PageOf) -> None:
    answer = page_of(world.an).post("/field/sync", json.dumps({"items": [{}] * 503}), content_type="application/json")
    assert len(answer.json()["fates"]) == 500 and answer.json()["left"] == 3


def test_the_anonymous_send_nothing(world: World) -> None:
    answer = Client().post("/field/sync", json.dumps({"items": [item(world, 1)]}), content_type="application/json")
    assert answer.status_code == 401 and not Entry._base_manager.exists()


def storms(items: list[dict[str, Any]], seed: int) -> Iterator[list[dict[str, Any]]]:
    """The outbox as a bad network sends it: cut anywhere, repeated, in any order."""
    dice = random.Random(seed)
    for _ in range(6):
        yield dice.choices(items, k=dice.randint(1, len(items)))
    yield dice.sample(items, len(items))


@pytest.mark.parametrize("seed", range(8))
def test_a_storm_of_repeats_writes_every_act_once_and_never_changes_a_fate(
    world: World, page_of: PageOf, seed: int
) -> None:
    items = [item(world, n) for n in range(8)]
    items += [item(world, 20, role="emperor"), item(world, 21, area="nowhere"), {"kind": "no.such", "id": "22"}]
    page, heard = page_of(world.an), dict[str, set[str]]()
    for sent in storms(items, seed):
        for one, fate in zip(sent, send(page, sent), strict=True):
            assert fate["id"] == one["id"]
            heard.setdefault(fate["id"], set()).add(json.dumps(fate, sort_keys=True))
    assert len(heard) == len(items) and all(len(fates) == 1 for fates in heard.values())
    assert Post._base_manager.filter(person__username__startswith="u").count() == 8
    assert Entry._base_manager.count() == 9 and Stray._base_manager.count() == 2


def test_the_same_number_with_other_contents_is_refused(world: World, page_of: PageOf) -> None:
    page = page_of(world.an)
    assert send(page, [item(world, 1)])[0]["fate"] == "written"
    assert send(page, [item(world, 1, name="别人", happened_at=ago(hours=3).isoformat())])[0]["code"] == "id_taken"


def test_a_strangers_stray_of_the_same_number_is_another_stray(world: World, page_of: PageOf) -> None:
    for person in (world.an, world.gao):
        send(page_of(person), [{"kind": "no.such", "id": "1"}] * 2)
    assert Stray._base_manager.count() == 2


def test_a_refusal_and_a_bug_within_a_lot_leave_the_chain_whole(world: World, page_of: PageOf) -> None:
    def breaks(act: Any, doing: Any) -> Any:
        if act.username == "u3":
            locked(community_key(doing.place.pk))
            raise RuntimeError("a bug")
        return real(act, doing)

    real = _handlers[AppointPost]
    items = [item(world, 1), item(world, 2, role="emperor"), item(world, 3), item(world, 4)]
    items.append(items[0])
    with patch.dict(_handlers, {AppointPost: breaks}):
        fates = send(page_of(world.an), items)
    assert [fate["fate"] for fate in fates] == ["written", "refused", "kept", "written", "written"]
    assert list(flaws()) == []
    assert not Post._base_manager.filter(person__username__in=["u2", "u3"]).exists()


def test_who_ends_their_own_post_does_nothing_more_in_the_same_outbox(world: World, page_of: PageOf) -> None:
    own = Post._base_manager.get(person=world.an)
    heir = item(world, 1, role="community_lead", happened_at=ago().isoformat())
    ending = {"kind": "door.end_post", "id": heir["id"][:-1] + "f", "happened_at": ago().isoformat(), "post": own.pk}
    after = item(world, 2, happened_at=ago(hours=-1).isoformat())
    fates = send(page_of(world.an), [heir, ending, after])
    assert [(fate["fate"], fate["code"]) for fate in fates] == [
        ("written", ""),
        ("written", ""),
        ("refused", "not_found"),
    ]
