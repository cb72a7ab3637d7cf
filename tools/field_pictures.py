"""Takes the pictures of docs/field-guide from the built app on made-up lists: `python -m tools.field_pictures`.

CHROMIUM names the browser. Each of the four screens in Chinese and English, as a phone of 360 × 720 shows it.
"""

import os
from collections.abc import Iterator

import django
from playwright.sync_api import Browser, Page, sync_playwright

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fangxian.settings")
django.setup()

from tests.e2e.answers import Answers, enter, open_list  # noqa: E402 - Django is set up first
from tests.e2e.handset import WIDTH  # noqa: E402
from tools.pictures import PICTURES  # noqa: E402

HEIGHT = 720
LANGUAGES = {"zh": "zh-CN", "en": "en-US"}


def main() -> None:
    """Take all pictures."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"]
        )
        for short, locale in LANGUAGES.items():
            page = opened(chromium, locale)
            for name in screens(page):
                page.screenshot(path=PICTURES / f"field-{name}-{short}.png")
        chromium.close()


def opened(browser: Browser, locale: str) -> Page:
    """A phone that holds every kind of list, where a rule asks for a photo."""
    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, locale=locale)
    answers = Answers()
    answers.lists["rounds"][0]["photo"] = True
    answers.listen(context)
    page = context.new_page()
    enter(page, "http://localhost:9999")
    return page


def screens(page: Page) -> Iterator[str]:
    """Each screen as it stands when its name comes back."""
    page.locator(".finder .way").nth(2).click()
    page.locator("input[name=who]").fill("李")
    page.locator("button.person").first.click()
    page.locator(".verdict strong").wait_for()
    yield "gate"
    page.locator(".who .back").click()
    open_list(page, "doors")
    page.locator("button.person").nth(2).click()
    page.locator(".choice").first.wait_for()
    yield "doors"
    open_list(page, "bags")
    page.locator("button.person").first.click()
    page.locator(".main-action").wait_for()
    yield "bags"
    open_list(page, "rounds")
    page.locator("button.person").first.click()
    page.locator(".main-action").wait_for()
    yield "rounds"


if __name__ == "__main__":
    main()
