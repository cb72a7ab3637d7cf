"""The published API: one operation per act, an answer for whatever is sent, and documents without foreign hosts."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fangxian.areas.models import Person
from fangxian.door.act import all_acts
from fangxian.door.models import Entry
from tests.world import World

PageOf = Callable[[Person], Client]

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def post(page: Client, kind: str, body: Any) -> Any:
    return page.post(f"/api/acts/{kind}", json.dumps(body), content_type="application/json")


def test_every_act_is_one_operation(world: World, page_of: PageOf) -> None:
    schema = page_of(world.an).get("/api/openapi.json").json()
    published = {path for path in schema["paths"] if path.startswith("/api/acts/")}
    assert published == {f"/api/acts/{kind}" for kind in all_acts()}
    for path in published:
        operation = schema["paths"][path]["post"]
        assert operation["description"] and operation["operationId"] == path.rpartition("/")[2]


def test_a_written_act_is_answered_by_its_receipt(world: World, page_of: PageOf) -> None:
    body = {"area": world.bamboo.pk, "username": "xin", "name": "新人", "role": "gatekeeper"}
    told = post(page_of(world.an), "door.appoint_post", body).json()
    assert told["fate"] == "written" and Entry._base_manager.get(act_id=told["id"]).written


def test_a_refusal_is_an_answer_with_a_code_and_a_sentence(world: World, page_of: PageOf) -> None:
    body = {"area": world.bamboo.pk, "username": "xin", "name": "新人", "role": "emperor"}
    answer = post(page_of(world.an), "door.appoint_post", body)
    assert answer.status_code == 200
    assert answer.json()["code"] == "unknown_role" and answer.json()["sentence"]


def test_the_anonymous_are_turned_away(world: World) -> None:
    for kind in all_acts():
        assert post(Client(), kind, {}).status_code in (302, 401)
    assert not Entry._base_manager.exists()


@pytest.mark.parametrize("kind", sorted(all_acts()))
@pytest.mark.parametrize("body", [None, [], {}, 7, "x", {"id": "x"}, {"happened_at": "yesterday"}], ids=repr)
def test_malformed_bodies_are_the_senders_fault(world: World, page_of: PageOf, kind: str, body: Any) -> None:
    page = page_of(world.an)
    page.raise_request_exception = False
    answer = post(page, kind, body)
    assert 400 <= answer.status_code < 500 or (answer.status_code == 200 and body in ({},)), answer.content


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kind=st.sampled_from(sorted(all_acts())), data=st.data())
def test_no_values_break_an_operation(world: World, page_of: PageOf, kind: str, data: st.DataObject) -> None:
    fields = [name for name in all_acts()[kind].model_fields if name not in ("id", "happened_at")]
    body = {name: data.draw(JSON) for name in fields}
    page = page_of(world.an)
    page.raise_request_exception = False
    assert post(page, kind, body).status_code < 500


def test_the_documents_need_no_foreign_host(world: World, page_of: PageOf) -> None:
    page = page_of(world.an).get("/api/docs")
    assert page.status_code == 200
    loaded = re.findall(r'(?:src|href)="([^"]+)"', page.content.decode())
    assert loaded and all(address.startswith("/static/") for address in loaded)
    assert not re.search(r"<script>|<style", page.content.decode())
