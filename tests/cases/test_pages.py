"""The case pages: the proposal and why, the decision, and nobody's name to those without sight of health."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fangxian.areas.models import Person
from fangxian.cases.models import Case, CaseLink, LevelDecision
from tests.cases.test_acts import GROUND, ill
from tests.homes import Homes, settle
from tests.world import World

PageOf = Callable[[Person], Client]


@pytest.fixture
def homes(world: World) -> Homes:
    return settle(world)


def url(world: World, name: str, *parts: object) -> str:
    return reverse(f"cases:{name}", args=[world.bamboo, *parts])


def test_two_cases_are_recorded_linked_decided_and_lead_to_closing(world: World, homes: Homes, page_of: PageOf) -> None:
    page = page_of(world.an)
    for person in (homes.li, homes.zhang):
        values = {"resident": person.pk, "classification": "confirmed", "source": "known", "on": timezone.localdate()}
        address = url(world, "record") + f"?household={person.household_id}"
        assert page.post(address, {**values, "act_id": uuid4()}).status_code == 302
    with world.all_eyes():
        first, second = Case.objects.order_by("number")
    assert "household, a work site" in page.get(url(world, "overview")).content.decode()
    link = {"act_id": uuid4(), "other": second.pk, "setting": "household"}
    assert page.post(url(world, "link", first.pk), link).status_code == 302
    decision = {"act_id": uuid4(), "level": "outbreak", **GROUND}
    answer = page.post(url(world, "decide"), decision, follow=True)
    assert "Close the place" in answer.content.decode()
    with world.all_eyes():
        assert CaseLink.objects.count() == LevelDecision.objects.count() == 1


def test_a_differing_decision_without_a_reason_is_asked_for_one(world: World, page_of: PageOf) -> None:
    answer = page_of(world.an).post(url(world, "decide"), {"act_id": uuid4(), "level": "outbreak", **GROUND})
    assert answer.status_code == 422 and "differs" in answer.content.decode()


@pytest.mark.parametrize("nickname", ["gao", "tian", "su", "zhen", "qu", "cha", "shen", "ju"])
def test_without_sight_of_health_there_is_no_page(world: World, page_of: PageOf, nickname: str) -> None:
    assert page_of(world.people[nickname]).get(url(world, "overview")).status_code == 403


def test_the_overview_asks_few_queries(
    world: World, homes: Homes, page_of: PageOf, django_assert_max_num_queries: Any
) -> None:
    ill(world, homes.li.pk)
    ill(world, homes.zhang.pk)
    page = page_of(world.mei)
    with django_assert_max_num_queries(25):
        assert "李青" in page.get(url(world, "overview")).content.decode()
