"""A real browser for the tests marked `e2e`, which also hears what the page's console says."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, or the one CHROMIUM names; without one the tests cannot tell anything."""
    path = shutil.which(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
    if path is None:
        pytest.fail("No Chromium: install it, or name one in CHROMIUM.")
    # Playwright keeps an event loop in this thread, and Django's ORM refuses to work beside one.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Open pages of a width, in a language, with or without a script; what the console says fails the test."""
    complaints: list[str] = []
    contexts = []

    def opened(*, width: int = 1280, language: str = "zh-CN", javascript: str = "on") -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, locale=language, java_script_enabled=javascript == "on"
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []
