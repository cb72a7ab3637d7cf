"""Everybody who serves a place can read which rules govern it and where each number comes from."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from fangxian.areas.models import PackChoice, Person
from fangxian.areas.queries import pack_chosen
from fangxian.console.packs.showing import groups_of, only_differences
from fangxian.door.acts import AdoptPack
from fangxian.rulepacks.packs import packaged_library
from tests.world import World

PageOf = Callable[[Person], Client]


def url(name: str, world: World, **parts: str) -> str:
    return reverse(f"console:{name}", kwargs={"place": world.bamboo.code, **parts})


def text(page: Any) -> str:
    return str(page.content, "utf-8")


def test_a_resident_may_read_which_pack_governs(world: World, page_of: PageOf) -> None:
    page = page_of(world.ju).get(url("packs", world))
    assert page.status_code == 200
    assert text(page).count("governs this place") == 2
    assert "Let it govern" not in text(page)


def test_who_may_choose_sees_the_form(world: World, page_of: PageOf) -> None:
    assert "Let it govern" in text(page_of(world.an).get(url("packs", world)))


@pytest.mark.parametrize("id", sorted(packaged_library().packs))
def test_every_pack_shows_every_value_with_its_source(world: World, page_of: PageOf, id: str) -> None:
    shown = text(page_of(world.gao).get(url("pack", world, id=id)))
    pack = packaged_library().pack(id)
    for key, value in pack.listed():
        assert f'id="{key.name}"' in shown
        assert value.source.split("&")[0].split("—")[0][:20] in shown
    assert shown.count('<th scope="row"') == len(pack.values)


def test_a_value_is_read_in_the_readers_language(world: World, page_of: PageOf) -> None:
    browser = page_of(world.gao)
    assert "Fever from" in text(browser.get(url("pack", world, id="cn-2020-covid")))
    chinese = browser.get(url("pack", world, id="cn-2020-covid"), headers={"accept-language": "zh-hans"})
    assert "发热标准" in text(chinese)


def test_the_compared_packs_show_what_differs_and_only_that(world: World, page_of: PageOf) -> None:
    asked = url("packs_compare", world) + "?left=cn-2020-covid&right=sars-2003"
    shown = text(page_of(world.gao).get(asked))
    assert "Quarantine of contacts" in shown
    assert "Gates left open" not in shown
    assert "Gates left open" in text(page_of(world.gao).get(asked + "&all=1"))


@pytest.mark.parametrize("asked", ["?left=cn-2020-covid&right=rest-cn", "?left=cn-2020-covid", ""])
def test_what_cannot_be_compared_is_not_found(world: World, page_of: PageOf, asked: str) -> None:
    assert page_of(world.gao).get(url("packs_compare", world) + asked).status_code == 404


def test_an_unknown_pack_is_not_found(world: World, page_of: PageOf) -> None:
    assert page_of(world.gao).get(url("pack", world, id="moon")).status_code == 404


def test_a_foreign_place_is_not_found(world: World, page_of: PageOf) -> None:
    assert page_of(world.yuan).get(url("packs", world)).status_code == 404


def test_the_chosen_pack_governs_from_its_day_on(world: World, page_of: PageOf) -> None:
    browser = page_of(world.an)
    form = browser.get(url("packs", world)).context["form"]
    sent = {"act_id": form["act_id"].value(), "pack": "sars-2003", "since": "2020-02-05"}
    assert browser.post(url("pack_adopt", world), sent).status_code == 302
    assert pack_chosen(world.bamboo, "disease", on=date(2020, 2, 4)) == "cn-2020-covid"
    assert pack_chosen(world.bamboo, "disease", on=date(2020, 2, 5)) == "sars-2003"
    assert "From 2020-02-05: SARS, China, 2003, for 竹村, chosen by 安宁" in text(browser.get(url("packs", world)))


def test_the_same_form_sent_twice_chooses_once(world: World, page_of: PageOf) -> None:
    browser = page_of(world.an)
    sent = {"act_id": str(AdoptPack(area=1, pack_kind="rest", pack="x", since=date(2020, 1, 1)).id), "pack": "rest-eu"}
    for _ in range(2):
        browser.post(url("pack_adopt", world), {**sent, "since": "2020-02-05"})
    assert PackChoice._base_manager.count() == 1


@pytest.mark.parametrize("wrong", [{"pack": "moon"}, {"since": "yesterday"}, {"act_id": ""}])
def test_a_wrong_form_comes_back_with_its_fault(world: World, page_of: PageOf, wrong: dict[str, str]) -> None:
    sent = {"act_id": "01890000-0000-7000-8000-000000000001", "pack": "rest-eu", "since": "2020-02-05", **wrong}
    assert page_of(world.an).post(url("pack_adopt", world), sent).status_code == 422
    assert not PackChoice._base_manager.exists()


def test_a_gatekeeper_may_not_choose(world: World, page_of: PageOf) -> None:
    assert page_of(world.gao).post(url("pack_adopt", world), {}).status_code == 403


def test_a_choice_made_above_is_shown_below(world: World, page_of: PageOf) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    act = AdoptPack(area=world.township.pk, pack_kind="rest", pack="rest-eu", since=tomorrow)
    world.written(act, by=world.zhen)
    assert "Hours and rest, EU, for 四季镇" in text(page_of(world.ju).get(url("packs", world)))


def test_pages_of_packs_ask_few_questions(
    world: World, page_of: PageOf, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    browser = page_of(world.an)
    for name, parts in [("packs", {}), ("pack", {"id": "cn-2020-covid"})]:
        browser.get(url(name, world, **parts))
        with django_assert_max_num_queries(14):
            browser.get(url(name, world, **parts))


def test_a_pack_does_not_differ_from_itself() -> None:
    pack = packaged_library().pack("cn-2020-covid")
    with translation.override("en"):
        assert only_differences(groups_of(pack, pack)) == []


def test_the_groups_hold_every_key_once() -> None:
    pack = packaged_library().pack("rest-cn")
    with translation.override("zh-hans"):
        keys = [line.key for group in groups_of(pack) for line in group.lines]
    assert keys == [key.name for key, _ in pack.listed()]
