"""The case pages: the proposal and why, the decision, and nobody's name to those without sight of health."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fangxian.areas.models import Person
from fangxian.cases.acts import DecideLevel, LinkCases, RecordCase
from fangxian.cases.models import Case, CaseLink, Contact, LevelDecision
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


@pytest.mark.parametrize("nickname", ["gao", "tian", "ju", "guan"])
def test_without_sight_of_health_or_counts_there_is_no_page(world: World, page_of: PageOf, nickname: str) -> None:
    assert page_of(world.people[nickname]).get(url(world, "overview")).status_code == 403


@pytest.mark.parametrize("nickname", ["zhen", "qu", "cha", "shen", "su"])
def test_who_may_count_sees_numbers_and_no_name(world: World, homes: Homes, page_of: PageOf, nickname: str) -> None:
    ill(world, homes.li.pk)
    ill(world, homes.zhang.pk)
    answer = page_of(world.people[nickname]).get(url(world, "overview"))
    text = answer.content.decode()
    assert answer.context["rows"] == [("竹村", [0, 0, 2, 0])]
    assert "李青" not in text and "张伟" not in text and "0 0 400 64" not in text
    assert "/classify/" not in text and url(world, "record") not in text


def test_a_township_counts_its_communities_apart(world: World, homes: Homes, page_of: PageOf) -> None:
    ill(world, homes.li.pk)
    there = RecordCase(area=world.lotus.pk, resident=homes.lotus_qian.pk, classification="confirmed")
    world.written(there, by=world.dou)
    page = page_of(world.zhen)
    answer = page.get(reverse("cases:overview", args=[world.township]))
    counted = [("四季镇", [0, 0, 2, 0]), ("竹村", [0, 0, 1, 0]), ("荷花社区", [0, 0, 1, 0])]
    assert answer.context["rows"] == counted and "钱多" not in answer.content.decode()


@pytest.mark.parametrize("nickname", ["zhen", "qu"])
def test_the_decide_page_proposes_what_the_judgement_will(
    world: World, homes: Homes, page_of: PageOf, nickname: str
) -> None:
    first, second = ill(world, homes.li.pk), ill(world, homes.zhang.pk)
    world.written(LinkCases(case=first, other=second, setting="household"), by=world.mei)
    page = page_of(world.people[nickname])
    answer = page.get(url(world, "decide"))
    text = answer.content.decode()
    assert answer.context["form"]["level"].value() == "outbreak"
    assert "it rests on: 2" in text and "李青" not in text
    decision = {"act_id": uuid4(), "level": "outbreak", **GROUND}
    after = page.post(url(world, "decide"), decision, follow=True)
    assert after.status_code == 200 and "Close the place" in after.content.decode()
    with world.all_eyes():
        assert LevelDecision.objects.get().proposed == "outbreak"


def test_the_way_to_the_cases_is_shown_to_who_may_count(world: World, page_of: PageOf) -> None:
    for person in (world.zhen, world.mei, world.an):
        assert (
            url(world, "overview")
            in page_of(person).get(reverse("console:place", args=[world.bamboo])).content.decode()
        )
    home = page_of(world.gao).get(reverse("console:place", args=[world.bamboo]))
    assert url(world, "overview") not in home.content.decode()


def test_the_overview_asks_few_queries(
    world: World, homes: Homes, page_of: PageOf, django_assert_max_num_queries: Any
) -> None:
    ill(world, homes.li.pk)
    ill(world, homes.zhang.pk)
    page = page_of(world.mei)
    with django_assert_max_num_queries(25):
        assert "李青" in page.get(url(world, "overview")).content.decode()


def test_a_case_is_followed_from_its_page(world: World, homes: Homes, page_of: PageOf) -> None:
    case, page = ill(world, homes.li.pk), page_of(world.mei)
    assert "Nobody is on the list yet" in page.get(url(world, "case", case)).content.decode()
    traced = page.post(url(world, "trace", case), {"act_id": uuid4()}, follow=True).content.decode()
    assert "2 further people are proposed" in traced and "李红" in traced
    now = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    step = {"act_id": uuid4(), "step": "interviewed", "happened_at": now}
    assert page.post(url(world, "step", case), step).status_code == 302
    stay = {"act_id": uuid4(), "setting": "household", "where": "2号", "since": now, "until": now}
    assert page.post(url(world, "stay", case), stay).status_code == 302
    named = {"act_id": uuid4(), "last_on": timezone.localdate()}
    assert page.post(url(world, "name_contact", case) + f"?resident={homes.zhang.pk}", named).status_code == 302
    with world.all_eyes():
        keys = [str(key) for key in Contact.objects.values_list("pk", flat=True)]
    decided = {"act_id": uuid4(), "contacts": keys, "finding": "close"}
    shown = page.post(url(world, "decide_contacts", case), decided, follow=True).content.decode()
    assert "Decided about 3 people; 3 are under observation" in shown and "living together" in shown


def test_a_decision_about_nobody_is_asked_again(world: World, homes: Homes, page_of: PageOf) -> None:
    case, page = ill(world, homes.li.pk), page_of(world.mei)
    page.post(url(world, "trace", case), {"act_id": uuid4()})
    answer = page.post(url(world, "decide_contacts", case), {"act_id": uuid4(), "finding": "close"})
    assert answer.status_code == 422 and "Tick at least one person" in answer.content.decode()


def test_the_contacts_of_one_state_are_shown_alone(world: World, homes: Homes, page_of: PageOf) -> None:
    case, page = ill(world, homes.li.pk), page_of(world.mei)
    page.post(url(world, "trace", case), {"act_id": uuid4()})
    assert "李红" in page.get(url(world, "case", case) + "?state=waiting").content.decode()
    assert "李红" not in page.get(url(world, "case", case) + "?state=close").content.decode()


@pytest.mark.parametrize("nickname", ["gao", "tian", "su", "zhen", "shen", "guan"])
def test_the_page_of_a_case_is_for_sight_of_health(world: World, homes: Homes, page_of: PageOf, nickname: str) -> None:
    case = ill(world, homes.li.pk)
    assert page_of(world.people[nickname]).get(url(world, "case", case)).status_code == 403


def test_the_measures_of_the_situation_decided_are_listed_with_their_pages(world: World, page_of: PageOf) -> None:
    page = page_of(world.an).get(reverse("cases:overview", args=[world.bamboo])).content.decode()
    assert "What the rules ask for in this situation" not in page
    world.written(DecideLevel(area=world.bamboo.pk, level="community_transmission", reason="x", **GROUND), by=world.an)
    page = page_of(world.an).get(reverse("cases:overview", args=[world.bamboo])).content.decode()
    assert "close the affected area" in page and reverse("measures:overview", args=[world.bamboo]) in page
