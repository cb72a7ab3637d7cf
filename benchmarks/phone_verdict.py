"""The phone at a gate of 22,000 people: from a press to the verdict with no network, and the weight of the app.

`python -m benchmarks.phone_verdict` opens the built app in Chromium, slowed down to a quarter as Lighthouse does,
gives it a made-up list, cuts the network, and looks people up by name, house and plate. The promise is 100 ms from
press to painted verdict and 300 kB packed for the first load; figures are ratios to those. The first press of a shift
is a row of its own: the app is opened anew with the PIN, and two seconds after its screen came somebody is looked up;
nobody says a name sooner. CHROMIUM names the browser.
"""

import gzip
import os
import statistics
import tempfile
from collections.abc import Callable

import django
from playwright.sync_api import Browser, Page, sync_playwright

os.environ.setdefault("FANGXIAN_VAR", tempfile.mkdtemp(prefix="phone-bench-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fangxian.settings")
django.setup()

from fangxian.field.app import PREFIX, built_files, first_load  # noqa: E402 - Django is set up first
from tests.e2e.answers import STATIC, Answers, Table, enter  # noqa: E402 - Django is set up first
from tests.e2e.handset import HEIGHT, WIDTH, Handset  # noqa: E402

PEOPLE = 22_000
# As Lighthouse slows a laptop down to stand for a cheap phone.
SLOWER = 4
PROMISED_MS, PROMISED_BYTES = 100, 300_000
TIMES, OPENINGS = 15, 20
SETTLED_MS = 2_000
HOUSE = "http://localhost:9999"
# From the press until the verdict has been painted: the second frame after it stands in the page.
PRESS = """(selector) => new Promise((done) => {
    const began = performance.now();
    const look = new MutationObserver(() => {
        if (!document.querySelector(".verdict strong")?.textContent) return;
        look.disconnect();
        requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - began)));
    });
    look.observe(document.body, { subtree: true, childList: true, characterData: true });
    document.querySelector(selector).click();
})"""
TYPE = """([selector, text]) => new Promise((done) => {
    const field = document.querySelector(selector);
    const began = performance.now();
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - began)));
})"""

LAST = "for (const key of document.querySelectorAll('.plate .key')) if (key.textContent === '7') key.id = 'last';"


def main() -> None:
    """Measure and print the table."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"]
        )
        found = {**measured(chromium), **measured_first(chromium)}
        chromium.close()
    tries = f"{TIMES}, of a shift's first press {OPENINGS}"
    print(f"{PEOPLE:,} people, Chromium slowed down {SLOWER} times, no network; median and worst of {tries}")
    for name, times in found.items():
        middle, worst = statistics.median(times), max(times)
        ratio = f"{worst / PROMISED_MS:5.2f} of the promised {PROMISED_MS} ms"
        print(f"  {name:<34}{middle:7.0f} ms {worst:7.0f} ms   {ratio}")
    size = sum(len(gzip.compress((STATIC / PREFIX / file).read_bytes())) for file in first_load(built_files()))
    print(
        f"  {'first load, packed':<34}{size / 1000:7.0f} kB{'':14}{size / PROMISED_BYTES:5.2f} of the promised 300 kB"
    )


def measured(chromium: Browser) -> dict[str, list[float]]:
    """The times of each kind of look-up, in milliseconds."""
    page = opened(chromium)
    return {
        "a surname typed → the list": [typed(page, n) for n in range(TIMES)],
        "a person pressed → the verdict": [pressed(page, name_first, n) for n in range(TIMES)],
        "in or out turned → the verdict": [pressed(page, turn_first, n) for n in range(TIMES)],
        "a plate's last sign → the verdict": [pressed(page, plate_first, n) for n in range(TIMES)],
    }


def measured_first(chromium: Browser) -> dict[str, list[float]]:
    """The times of the first verdict after the app was opened, in milliseconds."""
    page = opened(chromium)
    return {
        "the shift's first person": [first(page, name_first) for _ in range(OPENINGS)],
        "the shift's first plate": [first(page, plate_first) for _ in range(OPENINGS)],
    }


def first(page: Page, prepare: Callable[[Page, int], str]) -> float:
    """One press after the app was thrown out of memory and opened with the PIN."""
    Handset(page, HOUSE).open_anew()
    page.wait_for_timeout(SETTLED_MS)
    return pressed(page, prepare, 0)


def opened(chromium: Browser) -> Page:
    """The gate's screen on a slow phone without a network."""
    context = chromium.new_context(viewport={"width": WIDTH, "height": HEIGHT}, locale="zh-CN")
    answers = Answers(shelves=("gate",))
    head, _tables = answers.lists["gate"]
    answers.lists["gate"] = (head, crowd())
    answers.listen(context)
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    enter(page, HOUSE)
    # The list is kept before its network goes.
    page.locator(".finder").wait_for(timeout=60_000)
    page.wait_for_timeout(SETTLED_MS)
    answers.away = True
    return page


def typed(page: Page, number: int) -> float:
    """A name into the field, until its list is painted."""
    name_way(page)
    return float(page.evaluate(TYPE, ["input[name=who]", "李王张刘陈"[number % 5]]))


def pressed(page: Page, prepare: Callable[[Page, int], str], number: int) -> float:
    """One press, until the verdict is painted; then the desk is empty again."""
    took = float(page.evaluate(PRESS, prepare(page, number)))
    page.locator(".who .back").click()
    return took


def name_way(page: Page) -> None:
    """Look-up by name."""
    page.locator(".finder .way").nth(2).click()
    page.locator("input[name=who]").wait_for()


def name_first(page: Page, number: int) -> str:
    """Somebody is on the list."""
    name_way(page)
    page.locator("input[name=who]").fill("李王张刘陈"[number % 5])
    page.locator("button.person").first.wait_for()
    return "button.person"


def turn_first(page: Page, number: int) -> str:
    """Somebody stands there, about to be let in instead of out."""
    page.locator(name_first(page, number)).first.click()
    page.locator(".verdict strong").wait_for()
    return ".standing .way"


def plate_first(page: Page, number: int) -> str:
    """All but the last sign of a plate that is known."""
    page.locator(".finder .way").nth(0).click()
    for sign in f"鲁L{1000 + number}":
        page.locator(f".plate .key:text-is('{sign}')").click()
    page.evaluate(LAST)
    return "#last"


def crowd() -> dict[str, Table]:
    """Homes of three, a car for every second home."""
    homes = PEOPLE // 3
    names = [a + b for a in "李王张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗" for b in ("伟", "芳", "秀英", "建国", "桂兰")]
    columns = ["id", "code", "kind", "resident", "home", "plate", "bearer", "purpose", "since", "until", "persons",
               "lifts", "gates", "away"]  # fmt: skip
    return {
        "buildings": (["id", "zone", "number"], [[n, "", str(n)] for n in range(1, homes // 60 + 2)]),
        "homes": (
            ["id", "building", "unit", "room", "ordinal", "stay"],
            [[n, n // 60 + 1, str(n % 4 + 1), str(100 + n % 15), 1, 0] for n in range(1, homes + 1)],
        ),
        "people": (
            ["id", "home", "name", "initials"],
            [[n, n % homes + 1, names[n % len(names)], "xx"] for n in range(1, PEOPLE + 1)],
        ),
        "plates": (["plate", "home"], [[f"鲁L{10_000 + n}", n] for n in range(1, homes, 2)]),
        "permits": (
            columns,
            [[f"p{n}", "", "person", n, 0, "", "", "illness", 0, 2**32, 1, 0, [], 0] for n in range(1, 2_000)],
        ),
    }


if __name__ == "__main__":
    main()
