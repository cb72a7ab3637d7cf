"""The phone on a network that is slow, comes and goes, or brings a new version in mid-shift: nothing is lost."""

import contextlib
from collections.abc import Iterator

import pytest
from playwright.sync_api import Error, Page, expect
from pytest_django.live_server_helper import LiveServer

from fangxian.field import app
from fangxian.gates.models import Passage
from tests.e2e.desk import OpenPage
from tests.e2e.handset import Handset, handed
from tests.gates.village import Village, close_bamboo
from tests.world import World

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

# How many acts lie unsent in the store, and what the line says at the same moment.
TOLD = """async () => {
    const line = document.querySelector(".top .outbox-line").textContent;
    const open = indexedDB.open("fangxian");
    const store = await new Promise((done) => { open.onsuccess = () => done(open.result); });
    const asked = store.transaction("outbox").objectStore("outbox").index("state").count("waiting");
    const waiting = await new Promise((done) => { asked.onsuccess = () => done(asked.result); });
    store.close();
    return [waiting, line];
}"""


@pytest.fixture
def village(world: World) -> Village:
    return close_bamboo(world)


@pytest.fixture
def phone(village: Village, open_page: OpenPage, live_server: LiveServer) -> Iterator[Handset]:
    phone = handed(open_page, live_server.url, village.world.gao)
    phone.page.wait_for_function("navigator.serviceWorker.controller !== null", timeout=30_000)
    yield phone
    phone.page.context.set_offline(False)


def written(phone: Handset, village: Village, count: int, *, seconds: int = 60) -> list[Passage]:
    """The passages, once there are so many; the browser goes on working meanwhile."""
    for _ in range(seconds * 5):
        if len(village.rows()) >= count:
            break
        phone.page.wait_for_timeout(200)
    return village.rows()


def told_truly(page: Page) -> int:
    """How many acts lie unsent. The line says the same number as soon as it has been drawn."""
    for _ in range(20):
        waiting, line = page.evaluate(TOLD)
        if (f"{waiting} 条未发送" if waiting else "全部已发送") in line:
            return int(waiting)
        page.wait_for_timeout(100)
    raise AssertionError(f"{waiting} unsent, and the line says: {line}")


def test_a_network_that_is_there_every_other_second_brings_every_act_once(village: Village, phone: Handset) -> None:
    most = 0
    for second in range(8):
        phone.page.context.set_offline(second % 2 == 0)
        phone.look_for("张伟").first.click()
        phone.record()
        expect(phone.page.locator(".receipt")).to_contain_text("张伟", timeout=2_000)
        most = max(most, told_truly(phone.page))
        phone.page.wait_for_timeout(1_000)
    phone.come_back()
    rows = written(phone, village, 8)
    phone.line_says("全部已发送")
    assert most > 0 and told_truly(phone.page) == 0
    assert len({row.pk for row in rows}) == len(rows) == 8
    assert [row.at for row in rows] == sorted(row.at for row in rows)


def test_with_two_seconds_there_and_back_the_verdict_still_comes_at_once(village: Village, phone: Handset) -> None:
    network = phone.page.context.new_cdp_session(phone.page)
    network.send("Network.enable")
    network.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 2_000, "downloadThroughput": 6_000, "uploadThroughput": 3_000},
    )
    seen_waiting = 0
    for _ in range(4):
        phone.look_for("张伟").first.click()
        expect(phone.page.locator(".verdict strong")).to_have_text("不放行", timeout=1_000)
        phone.record()
        expect(phone.page.locator(".receipt")).to_contain_text("张伟", timeout=1_000)
        seen_waiting = max(seen_waiting, told_truly(phone.page))
    assert len(written(phone, village, 4)) == 4
    phone.line_says("全部已发送")
    assert seen_waiting > 0 and told_truly(phone.page) == 0


def loaded_anew(page: Page) -> None:
    """Waits until the page is another one; asked from outside, for its own policy forbids evaluating a text."""
    for _ in range(300):
        with contextlib.suppress(Error):
            if page.evaluate("window.sameShift === undefined"):
                return
        page.wait_for_timeout(100)
    raise AssertionError("the new version was not loaded")


def test_a_new_version_in_mid_shift_waits_for_its_word_and_loses_nothing(
    village: Village, phone: Handset, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, before = phone.page, app.shell()
    page.route("**/field/sync", lambda route: route.abort("internetdisconnected"))
    phone.look_for("张伟").first.click()
    phone.record()
    phone.line_says("1 条未发送")
    page.evaluate("window.sameShift = true")
    monkeypatch.setattr(app, "shell", lambda: before.replace("</body>", "<p hidden>build-two</p></body>"))
    page.evaluate("navigator.serviceWorker.getRegistration().then((mine) => mine.update())")
    expect(page.locator(".note", has_text="有新版本")).to_be_visible(timeout=30_000)
    # The shift goes on as before: nothing is loaded anew under anybody's hand.
    phone.look_for("张伟").first.click()
    phone.record()
    assert told_truly(page) == 2 and page.evaluate("window.sameShift") is True
    page.get_by_role("button", name="现在换").click()
    loaded_anew(page)
    expect(page.locator(".person").first).to_contain_text("2 条未发送", timeout=20_000)
    assert "build-two" in page.content()
    page.locator(".person").first.click()
    phone.type_pin()
    phone.line_says("2 条未发送")
    page.unroute("**/field/sync")
    assert len(written(phone, village, 2)) == 2
    phone.line_says("全部已发送")
    drawers = page.evaluate("caches.keys()")
    assert len(drawers) == 1 and drawers[0].startswith("field-")


def test_a_full_phone_is_not_changed_to_a_new_version_before_its_acts_are_sent(
    village: Village, phone: Handset, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a full phone could not write down lies in memory only: loading anew would lose it."""
    page, before = phone.page, app.shell()
    page.route("**/field/sync", lambda route: route.abort("internetdisconnected"))
    page.evaluate(
        """() => { IDBObjectStore.prototype.add = () => { throw new DOMException("full", "QuotaExceededError"); }; }"""
    )
    phone.look_for("张伟").first.click()
    phone.record()
    expect(page.locator(".note", has_text="手机存满了")).to_be_visible()
    monkeypatch.setattr(app, "shell", lambda: before.replace("</body>", "<p hidden>build-two</p></body>"))
    page.evaluate("navigator.serviceWorker.getRegistration().then((mine) => mine.update())")
    expect(page.locator(".note", has_text="有新版本")).to_be_visible(timeout=30_000)
    expect(page.get_by_role("button", name="现在换")).to_have_count(0)
    page.unroute("**/field/sync")
    assert len(written(phone, village, 1)) == 1
    expect(page.get_by_role("button", name="现在换")).to_be_visible(timeout=20_000)
