"""A real browser for the tests marked `e2e`, which also hears what every page says of itself."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright
from pytest_django.live_server_helper import LiveServer

from fangxian.areas.models import Person
from tests.e2e.desk import Desk, OpenPage, SitDown
from tests.world import World

# Every page looks at itself when it is loaded, and says on the console what is not in order.
LOOK = (Path(__file__).parent / "look.js").read_text(encoding="utf-8")
PASSWORD = "correct horse"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """SQLite in a file: the server's threads and the test's each have their own connection, as in a village."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("e2e") / "walk.sqlite3")


def chromium_path() -> str:
    """Where Chromium is. Without one the tests cannot tell anything."""
    path = shutil.which(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
    if path is None:
        pytest.fail("No Chromium: install it, or name one in CHROMIUM.")
    return path


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, or the one CHROMIUM names."""
    path = chromium_path()
    # Playwright keeps an event loop in this thread, and Django's ORM refuses to work beside one.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def open_page(browser: Browser, live_server: LiveServer, tmp_path: Path) -> Iterator[OpenPage]:
    """Open pages of a size, in a language, with or without a script; what is not in order fails the test.

    What each window showed last is kept as a picture in the test's own folder.
    """
    complaints: list[str] = []
    contexts: list[BrowserContext] = []

    def hear(said: ConsoleMessage) -> None:
        # A form to be put right answers 422, and a test takes the network away: Chromium calls either an error.
        expected = ("status of 422", "net::ERR_INTERNET_DISCONNECTED")
        if said.type in {"error", "warning"} and not any(each in said.text for each in expected):
            complaints.append(f"{said.location.get('url', '')}: {said.text}")

    def watch(request: Request) -> None:
        if not request.url.startswith((live_server.url, "data:", "blob:")):
            complaints.append(f"asked a foreign host: {request.url}")

    def opened(*, width: int = 1280, height: int = 900, language: str = "zh-CN", javascript: str = "on") -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale=language, java_script_enabled=javascript == "on",
            timezone_id="Asia/Shanghai",
        )  # fmt: skip
        context.set_default_timeout(10_000)
        context.add_init_script(LOOK)
        context.on("console", hear)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        context.on("request", watch)
        contexts.append(context)
        return context.new_page()

    yield opened
    for number, context in enumerate(contexts):
        for page in context.pages:
            page.screenshot(path=tmp_path / f"last-{number}.png", full_page=True)
        context.close()
    assert not complaints, "\n".join(dict.fromkeys(complaints))


@pytest.fixture
def sit_down(open_page: OpenPage, live_server: LiveServer, world: World) -> SitDown:
    """Sign somebody in through the page and put the village's pages before them."""

    def seated(person: Person, *, width: int = 1600, height: int = 1000, **browser: str) -> Desk:
        page = open_page(width=width, height=height, **browser)
        page.goto(f"{live_server.url}/accounts/login/")
        page.locator("input[name=login]").fill(person.username)
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("input[name=password]").press("Enter")
        page.wait_for_url(lambda url: "/accounts/" not in url)
        return Desk(page, f"{live_server.url}/{world.bamboo.code}/")

    return seated
