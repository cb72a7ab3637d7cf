"""The worker's page: open the pages, print the links, renew a lost one."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client

from fangxian.areas.models import Person
from fangxian.monitoring.acts import OpenWatch
from fangxian.register.links import voice_of
from tests.homes import Homes, settle
from tests.households.linked import open_pages, press
from tests.measures.orders import confine
from tests.world import World, ago

PageOf = Callable[[Person], Client]


@pytest.fixture
def homes(world: World) -> Homes:
    found = settle(world)
    world.written(confine(world, found), by=world.an)
    return found


def test_the_lead_opens_the_pages_once(world: World, homes: Homes, page_of: PageOf) -> None:
    place = f"/{world.bamboo.code}/homes/"
    assert "Open the pages of the households" in page_of(world.an).get(place).content.decode()
    for _press in range(2):
        assert page_of(world.an).post(f"{place}open/", {"act_id": str(uuid4())}).status_code == 302
    assert voice_of(world.bamboo, at=ago()) is not None
    assert page_of(world.gao).get(place).status_code == 403
    assert page_of(world.wang).post(f"{place}open/", {"act_id": str(uuid4())}).status_code in (403, 404)


def test_printed_links_open_their_pages(world: World, homes: Homes, page_of: PageOf) -> None:
    open_pages(world)
    page = page_of(world.an).get(f"/{world.bamboo.code}/homes/?print=1").content.decode()
    (text,) = set(re.findall(r"http://testserver/h/([a-z2-7]{32})/", page))
    assert Client().get(f"/h/{text}/").status_code == 200
    assert page.count("data:image/svg+xml") == 1


def test_renewing_prints_the_new_link_at_once(world: World, homes: Homes, page_of: PageOf) -> None:
    open_pages(world)
    number = str(uuid4())
    url = f"/{world.bamboo.code}/homes/{homes.li.household_id}/renew/"
    first = page_of(world.an).post(url, {"act_id": number, "reason": "丢了"}).content.decode()
    again = page_of(world.an).post(url, {"act_id": number, "reason": "丢了"}).content.decode()
    links = [re.findall(r"/h/([a-z2-7]{32})/", page)[0] for page in (first, again)]
    assert links[0] == links[1], "a second press is the same renewal"
    assert press(links[0], what="x").status_code == 422


def test_the_notice_of_a_household_carries_its_link(world: World, homes: Homes, page_of: PageOf) -> None:
    url = f"/{world.bamboo.code}/measures/homes/{homes.li.household_id}/notice/"
    assert "/h/" not in page_of(world.an).get(url).content.decode()
    open_pages(world)
    page = page_of(world.an).get(url).content.decode()
    assert re.search(r"/h/[a-z2-7]{32}/", page)
    assert "data:image/svg+xml" in page


def test_the_notice_of_a_grid_and_an_observation_lead_to_the_pages_of_their_households(
    world: World, homes: Homes, page_of: PageOf
) -> None:
    lead = page_of(world.an)
    notice = lead.get(f"/{world.grid_one.code}/register/grids/notice/").content.decode()
    assert f'href="/{world.grid_one.code}/homes/"' in notice
    opening = OpenWatch(resident=homes.li.pk, category="returnee", reason="汉口", happened_at=ago(days=2))
    watch = world.written(opening, by=world.an)["watch"]
    page = lead.get(f"/{world.bamboo.code}/watches/{watch}/").content.decode()
    (link,) = re.findall(rf'href="(/{world.bamboo.code}/homes/\?q=[^"]+)"', page)
    assert str(homes.li.household.dwelling) in lead.get(link).content.decode()
    medic = page_of(world.mei).get(f"/{world.bamboo.code}/watches/{watch}/")
    assert medic.status_code == 200 and "/homes/?q=" not in medic.content.decode()
