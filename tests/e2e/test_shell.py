"""The shell in a real browser: at every width, by day and night, in two languages, with and without a script."""

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.e2e.desk import OpenPage

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def is_wider_than_the_window(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


@pytest.mark.parametrize("width", [360, 768, 1920])
def test_the_sign_in_page_fits_every_window(live_server: LiveServer, open_page: OpenPage, width: int) -> None:
    page = open_page(width=width)
    page.goto(f"{live_server.url}/accounts/login/")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    expect(page.locator("form").last).to_be_visible()
    assert not is_wider_than_the_window(page)


@pytest.mark.parametrize("javascript", ["on", "off"])
def test_the_language_changes_with_and_without_a_script(
    live_server: LiveServer, open_page: OpenPage, javascript: str
) -> None:
    page = open_page(javascript=javascript)
    page.goto(f"{live_server.url}/accounts/login/")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("button", name="中文").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")


def test_night_lasts_to_the_next_page_and_is_not_offered_without_a_script(
    live_server: LiveServer, open_page: OpenPage
) -> None:
    page = open_page()
    page.goto(f"{live_server.url}/accounts/login/")
    page.locator("[data-night-toggle]").click()
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    bare = open_page(javascript="off")
    bare.goto(f"{live_server.url}/accounts/login/")
    expect(bare.locator("[data-night-toggle]")).to_be_hidden()


def test_a_page_that_is_not_there_says_so_in_the_reader_s_language(live_server: LiveServer, browser: Browser) -> None:
    page = browser.new_context(locale="zh-CN").new_page()
    answer = page.goto(f"{live_server.url}/accounts/no-such-page/")
    assert answer is not None
    assert answer.status == 404
    expect(page.locator("h1")).to_have_text("这里没有找到")
    page.context.close()
