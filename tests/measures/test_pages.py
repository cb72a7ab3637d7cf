"""The pages of a closure: from an open place to a printed notice and back."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fangxian.areas.models import Person
from fangxian.measures import queries
from tests.homes import Homes, settle
from tests.measures.orders import GROUND, close, confine, gates, midwife, the_closure, words
from tests.world import World, ago

PageOf = Callable[[Person], Client]


@pytest.fixture
def homes(world: World) -> Homes:
    return settle(world)


def url(world: World, name: str, *parts: object) -> str:
    return reverse(f"measures:{name}", args=[world.bamboo, *parts])


def sent(world: World, gate: int, **changes: Any) -> dict[str, Any]:
    local = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    return {"act_id": uuid4(), "open_gate": gate, "level": "outbreak", "since": local, **words(world), **changes}


def test_closing_by_the_form_closes_the_place(world: World, homes: Homes, page_of: PageOf) -> None:
    (south,) = gates(world, "南门")
    answer = page_of(world.an).post(url(world, "close"), sent(world, south), follow=True)
    assert "is closed since" in answer.content.decode() and "岚指〔2020〕3号" in answer.content.decode()
    assert the_closure(world).open_gate_id == south


def test_a_form_without_support_says_so_and_its_correction_goes_through(world: World, page_of: PageOf) -> None:
    (south,) = gates(world, "南门")
    page, values = page_of(world.an), sent(world, south, contact_phone="no")
    refused = page.post(url(world, "close"), values)
    assert refused.status_code == 422 and "5 to 20 digits" in refused.content.decode()
    anew = refused.context["form"]["act_id"].value()
    assert anew != str(values["act_id"])
    assert page.post(url(world, "close"), {**values, "contact_phone": "12345", "act_id": anew}).status_code == 302


def test_lifting_by_the_form_opens_the_place(world: World, page_of: PageOf) -> None:
    (south,) = gates(world, "南门")
    closure = close(world, south)
    page_of(world.an).post(url(world, "lift", closure), {"act_id": uuid4(), **GROUND})
    with world.all_eyes():
        assert queries.closure_at(world.bamboo, timezone.now()) is None


def test_the_notice_names_ground_support_and_rights(world: World, homes: Homes, page_of: PageOf) -> None:
    (south,) = gates(world, "南门")
    closure = close(world, south)
    for address in (url(world, "notice", closure), url(world, "home_notice", homes.li.household.pk)):
        text = page_of(world.an).get(address).content.decode()
        assert all(word in text for word in ("岚指〔2020〕3号", "苏叶", "0633-2612345", "complain"))


def test_a_second_gate_is_refused_in_words_and_switched_by_a_button(world: World, page_of: PageOf) -> None:
    south, north = gates(world, "南门", "北门")
    close(world, south)
    page = page_of(world.an)
    refused = page.post(url(world, "turn", north, "open"), {"act_id": uuid4()}, follow=True)
    assert "Only one gate may be open" in refused.content.decode()
    page.post(url(world, "turn", north, "switch"), {"act_id": uuid4()})
    with world.all_eyes():
        assert [gate.pk for gate in queries.open_gates(world.bamboo, timezone.now())] == [north]


def test_the_page_of_a_household_grants_a_midwife_her_way(world: World, homes: Homes, page_of: PageOf) -> None:
    world.written(confine(world, homes, since=ago(hours=2)), by=world.an)
    page, home = page_of(world.an), homes.li.household.pk
    assert "李青" in page.get(url(world, "homes"), {"q": "李"}).content.decode()
    local = timezone.localtime()
    values = {
        "reason": "birth",
        "visitor": "接生员",
        "since": local.strftime("%Y-%m-%dT%H:%M"),
        "until": "2099-01-01T02:00",
    }
    answer = page.post(url(world, "grant", home), {"act_id": uuid4(), **values}, follow=True)
    assert answer.status_code == 200 and "接生员" in answer.content.decode()
    with world.all_eyes():
        assert [one.reason for one in queries.exceptions_for(homes.li.household, timezone.now())] == ["birth"]


def test_the_township_reads_numbers_and_no_household(world: World, homes: Homes, page_of: PageOf) -> None:
    (south,) = gates(world, "南门")
    close(world, south)
    world.written(midwife(world, homes), by=world.an)
    text = page_of(world.zhen).get(url(world, "overview")).content.decode()
    assert "接生员" not in text and "Find a household" not in text


@pytest.mark.parametrize("nickname", ["gao", "su", "ju", "cha"])
def test_who_may_not_see_orders_is_told_so(world: World, page_of: PageOf, nickname: str) -> None:
    assert page_of(world.people[nickname]).get(url(world, "overview")).status_code == 403


def test_the_overview_asks_few_queries(
    world: World, homes: Homes, page_of: PageOf, django_assert_max_num_queries: Any
) -> None:
    (south, *_rest) = gates(world, *[f"{n}号门" for n in range(9)])
    close(world, south)
    page = page_of(world.an)
    with django_assert_max_num_queries(25):
        page.get(url(world, "overview"))


def test_a_shut_gate_is_given_up_by_a_button_and_the_only_open_one_has_none(
    world: World, homes: Homes, page_of: PageOf
) -> None:
    south, north = gates(world, "南门", "北门")
    close(world, south)
    page = page_of(world.an)
    shown = page.get(url(world, "overview")).content.decode()
    assert url(world, "turn", north, "retire") in shown and url(world, "turn", south, "retire") not in shown
    after = page.post(url(world, "turn", north, "retire"), {"act_id": uuid4()}, follow=True).content.decode()
    assert "北门" not in after and "南门" in after
    refused = page.post(url(world, "turn", south, "retire"), {"act_id": uuid4()}, follow=True)
    assert "the only open gate" in refused.content.decode()
