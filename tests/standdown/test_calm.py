"""A community without a case: it watched people all the same; it can end, hand over and erase (J-05, J-08)."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from fangxian.areas.models import Person
from fangxian.cases.acts import DecideLevel
from fangxian.monitoring.acts import OpenWatch
from fangxian.monitoring.models import Watch
from fangxian.standdown.acts import ConfirmErasure, LiftHold, PlaceHold
from fangxian.standdown.queries.holding import held_registers
from fangxian.tasks.acts import NoteTask
from tests.homes import settle
from tests.standdown.ended import GROUND, clock, day, outbreak
from tests.standdown.finishing import Finish
from tests.world import World

PageOf = Callable[[Person], Client]
HOME = "standdown:overview"


def test_a_calm_community_ends_freezes_hands_over_and_erases(
    world: World, page_of: PageOf, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    monkeypatch.setattr(settings, "VAR", tmp_path)
    world.written(OpenWatch(resident=settle(world).zhang.pk, category="returnee"), by=world.an)
    world.written(NoteTask(area=world.bamboo.pk, text="3号楼 送药"), by=world.an)
    finish = Finish(world)
    finish.everything()
    frozen, asked = finish.frozen(), finish.done(finish.asking())
    done = finish.done(ConfirmErasure(erasure=asked["erasure"], place_name="竹村"), by=world.zhen)
    assert done["checksum"] == frozen["checksum"] and done["rows"] > 0
    with world.all_eyes():
        assert not Watch.objects.exists()
    paper = page_of(world.an).get(reverse("standdown:erasure_paper", args=[world.bamboo, asked["erasure"]]))
    assert (paper.status_code, paper["Content-Type"]) == (200, "application/pdf")


def test_the_page_of_a_calm_community_offers_the_ending_and_then_the_next_step(world: World, page_of: PageOf) -> None:
    settle(world)
    client, home = page_of(world.an), reverse(HOME, args=[world.bamboo])
    url = reverse("standdown:step_down", args=[world.bamboo])
    assert url in client.get(home).content.decode()
    assert "End the response" in client.get(url).content.decode()
    sent = client.post(url, {"act_id": "01a227fe-e93f-7396-b042-c2ed9265083f", **GROUND}, follow=True).content.decode()
    assert "安宁 ended the response" in sent and "Next: freeze the figures" in sent and url not in sent


def test_the_page_says_who_has_to_lower_a_situation_decided_above(world: World, page_of: PageOf) -> None:
    with clock(day(0)):
        world.written(decided_above(world), by=world.qu)
    client, home = page_of(world.an), reverse(HOME, args=[world.bamboo])
    page = client.get(home).content.decode()
    assert "岚山区 decided the situation that holds here" in page
    assert reverse("standdown:step_down", args=[world.bamboo]) not in page
    lower = reverse("cases:decide", args=[world.district])
    assert lower not in page and lower in page_of(world.qu).get(home).content.decode()


def decided_above(world: World) -> DecideLevel:
    """The wish of the district to be under transmission."""
    return DecideLevel(
        area=world.district.pk, level="community_transmission", reason="流调", happened_at=day(0), **GROUND
    )


def test_the_page_of_the_cases_leads_to_the_ending_where_its_conditions_hold_it_up(
    world: World, page_of: PageOf
) -> None:
    outbreak(world, settle(world))
    with clock(day(15)):
        page = page_of(world.an).get(reverse("cases:overview", args=[world.bamboo])).content.decode()
    assert "A condition for stepping down is not met yet." in page
    assert reverse(HOME, args=[world.bamboo]) in page


def test_a_hold_of_the_district_covers_its_communities_and_is_lifted_there(world: World, page_of: PageOf) -> None:
    settle(world)
    finish = Finish(world)
    finish.everything()
    finish.frozen()
    hold = finish.done(holding(world, area=world.district.pk), by=world.qu)["hold"]
    assert finish.refused(finish.asking()) == "erase_held"
    assert finish.refused(LiftHold(hold=hold, reason="案件已结"), by=world.qu) == "hold_by_yourself"
    held, lift = "standdown:held", reverse("standdown:lift_hold", args=[world.district, hold])
    village = page_of(world.an).get(reverse(held, args=[world.bamboo])).content.decode()
    assert "岚山区" in village and "on hold" in village and lift not in village
    above = page_of(world.qu).get(reverse(held, args=[world.district]))
    assert above.status_code == 200 and lift in above.content.decode()
    assert page_of(world.qu).get(reverse(held, args=[world.township])).status_code == 200


def test_a_hold_of_one_grid_holds_its_community(world: World) -> None:
    settle(world)
    world.written(holding(world, area=world.grid_one.pk), by=world.an)
    with world.all_eyes():
        assert held_registers(world.bamboo) == {"health"}
        assert held_registers(world.lotus) == set()


def holding(world: World, *, area: int) -> PlaceHold:
    """The wish to hold the register of health."""
    return PlaceHold(area=area, registers=("health",), reason="行政复议期间，依法保存")
