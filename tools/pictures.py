"""Takes the two pictures of the README from a demo that is being served: `python -m tools.pictures`.

First `fangxian demo --scale village`, then this; CHROMIUM names the browser, FANGXIAN_PORT the demo's port. It signs
in as the village's gatekeeper and as its lead, with the logins the demo prints.
"""

import os
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
HOUSE = f"http://127.0.0.1:{os.environ.get('FANGXIAN_PORT', '8000')}/"
GATEKEEPER, LEAD, PASSWORD = "menwei", "cunzhi", "fangxian-demo"
SIZE: ViewportSize = {"width": 1280, "height": 800}


def main() -> None:
    """Take both pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"]
        )
        gate = opened(signed_in(chromium, GATEKEEPER), "gates/?q=李")
        gate.locator("#gate-found a[data-pick]").first.click()
        gate.locator("#gate-found .verdict").first.wait_for()
        gate.screenshot(path=PICTURES / "gate.png")
        opened(signed_in(chromium, LEAD), "reports/").screenshot(path=PICTURES / "digest.png")
        chromium.close()


def signed_in(browser: Browser, login: str) -> Page:
    """Sign in; the page shows the person's place."""
    page = browser.new_page(viewport=SIZE, locale="zh-CN")
    page.goto(f"{HOUSE}accounts/login/")
    page.locator("input[name=login]").fill(login)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url(lambda url: "/accounts/" not in url)
    return page


def opened(page: Page, address: str) -> Page:
    """Open one page of the person's place."""
    place = page.url.removeprefix(HOUSE).split("/")[0]
    page.goto(f"{HOUSE}{place}/{address}", wait_until="networkidle")
    return page


if __name__ == "__main__":
    main()
