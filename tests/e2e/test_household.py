"""A household at home with the cheapest phone: its link, its page, no script, no account."""

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from fangxian.monitoring.models import Check
from tests.e2e.desk import OpenPage, SitDown
from tests.homes import settle
from tests.households.linked import link, stays
from tests.monitoring.watching import opening
from tests.supplies.shelf import filled
from tests.world import World, ago

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("javascript", ["on", "off"])
@pytest.mark.parametrize("width", [360, 1280])
def test_a_household_reports_asks_and_reads_its_answer(
    open_page: OpenPage, live_server: LiveServer, world: World, javascript: str, width: int
) -> None:
    homes = settle(world)
    stays(world, homes)
    filled(world, homes)
    world.written(opening(homes.li, day_zero=ago(days=2).date()), by=world.an)
    page = open_page(width=width, height=640, javascript=javascript)
    page.goto(f"{live_server.url}/h/{link(world, homes.li)}/")
    expect(page.locator("h2").first).to_have_text("早晚体温")
    page.locator("input[name$=temperature]").first.fill("36.7")
    page.locator("button", has_text="提交").first.click()
    expect(page.get_by_role("status")).to_contain_text("谢谢")
    page.locator("input[name^=item_]").first.fill("2")
    page.locator("button", has_text="提交清单").click()
    expect(page.get_by_role("status")).to_contain_text("清单")
    page.locator("textarea").fill("地里的麦子怎么办?")
    page.locator("form:has(textarea) button").click()
    expect(page.locator("body")).to_contain_text("地里的麦子怎么办?")
    with world.all_eyes():
        assert Check.objects.get().how == "self"


@pytest.mark.parametrize("language", ["zh-CN", "en-US"])
def test_the_worker_prints_the_links(sit_down: SitDown, world: World, language: str) -> None:
    stays(world, settle(world))
    desk = sit_down(world.an, width=360, height=640, language=language)
    desk.open("homes/")
    desk.open("homes/?print=1")
    expect(desk.page.locator(".slip-qr")).to_have_count(1)
    desk.open("measures/homes/")
