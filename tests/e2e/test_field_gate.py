"""The phone at the gate: without a network, with a slow one and with one that comes and goes, nothing is lost."""

import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from fangxian.gates.models import Passage, TakenBack
from tests.e2e.desk import OpenPage
from tests.e2e.handset import PIN, Handset, handed
from tests.gates.village import Village, close_bamboo
from tests.world import World

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def village(world: World) -> Village:
    return close_bamboo(world)


@pytest.fixture
def phone(village: Village, open_page: OpenPage, live_server: LiveServer) -> Handset:
    return handed(open_page, live_server.url, village.world.gao)


def kept_by(page: Page) -> bool:
    """Whether the app's worker has the page in its hands."""
    page.wait_for_function("navigator.serviceWorker.controller !== null", timeout=30_000)
    return True


def written(phone: Handset, village: Village, count: int) -> list[Passage]:
    """The passages, once there are so many; the browser goes on working meanwhile."""
    for _ in range(100):
        if len(village.rows()) >= count:
            break
        phone.page.wait_for_timeout(200)
    return village.rows()


def taken_back(phone: Handset, village: Village, passage: Passage) -> bool:
    """Whether a passage was taken back, as soon as the browser has sent it."""
    for _ in range(50):
        with village.world.all_eyes():
            if TakenBack.objects.filter(passage=passage).exists():
                return True
        phone.page.wait_for_timeout(200)
    return False


def test_a_night_without_a_network_is_written_once_in_its_order_when_it_is_back(
    village: Village, phone: Handset
) -> None:
    assert kept_by(phone.page)
    phone.go_away()
    phone.open_anew()
    phone.look_for("张伟").first.click()
    expect(phone.page.locator(".verdict strong")).to_have_text("不放行")
    phone.record()
    phone.line_says("1 条未发送")
    phone.page.locator(".finder .way", has_text="车牌").click()
    phone.plate("鲁B77777")
    phone.page.get_by_role("button", name="外来车辆").click()
    phone.record()
    phone.line_says("2 条未发送")
    assert village.rows() == []
    phone.page.wait_for_timeout(1_500)
    phone.come_back()
    rows = written(phone, village, 2)
    phone.line_says("全部已发送")
    assert [(row.way, row.plate, row.outcome) for row in rows] == [
        ("out", "", "turned_back"), ("in", "鲁B77777", "turned_back"),
    ]  # fmt: skip
    assert timedelta(seconds=1) < rows[0].received_at - rows[0].at < timedelta(minutes=2)
    assert rows[0].recorded_by == village.world.gao


def test_the_verdict_stands_there_at_once_and_a_slip_is_taken_back(village: Village, phone: Handset) -> None:
    phone.look_for("张伟").first.click()
    expect(phone.page.locator(".verdict strong")).to_have_text("不放行")
    phone.page.locator(".standing .way", has_text="进").click()
    expect(phone.page.locator(".verdict strong")).to_have_text("放行")
    phone.measure("365")
    phone.record()
    expect(phone.page.locator(".receipt")).to_contain_text("已登记")
    phone.page.get_by_role("button", name="撤回").click()
    expect(phone.page.locator(".receipt")).to_contain_text("已撤回")
    phone.line_says("全部已发送")
    (row,) = written(phone, village, 1)
    assert str(row.temperature) == "36.5"
    assert taken_back(phone, village, row)


def test_a_fever_is_held_with_the_steps_and_never_sent_away(village: Village, phone: Handset) -> None:
    phone.look_for("张伟").first.click()
    phone.page.locator(".standing .way", has_text="进").click()
    phone.measure("385")
    expect(phone.page.locator(".verdict strong")).to_have_text("先留下")
    expect(phone.page.locator(".steps li").nth(1)).to_be_visible()
    phone.record()
    assert [row.outcome for row in written(phone, village, 1)] == ["held"]


def test_a_temperature_no_body_has_is_not_taken(phone: Handset) -> None:
    phone.look_for("张伟").first.click()
    phone.page.locator(".standing .way", has_text="进").click()
    phone.measure("965")
    expect(phone.page.get_by_role("alert")).to_contain_text("30 到 45")


def test_a_flock_without_a_pass_is_turned_back_and_counted(village: Village, phone: Handset) -> None:
    phone.page.locator(".finder .way", has_text="其他").click()
    phone.page.get_by_role("button", name="牲畜").click()
    phone.page.locator("input[name=what]").fill("羊")
    phone.page.locator("input[name=what]").press("Enter")
    expect(phone.page.locator(".verdict strong")).to_have_text("不放行")
    phone.page.locator(".van-stepper__input").fill("12")
    phone.record()
    (row,) = written(phone, village, 1)
    assert (row.kind, row.animals, row.outcome) == ("animal", 12, "turned_back")


def test_an_ambulance_passes_at_once_without_a_network(village: Village, phone: Handset) -> None:
    phone.go_away()
    phone.page.locator(".finder .way", has_text="车牌").click()
    phone.plate("鲁LA0120")
    phone.page.get_by_role("button", name="外来车辆").click()
    phone.page.get_by_role("button", name="急救、消防").click()
    phone.page.locator(".choice").first.click()
    expect(phone.page.locator(".verdict strong")).to_have_text("立即放行")
    phone.record()
    phone.come_back()
    assert [(row.verdict, row.outcome) for row in written(phone, village, 1)] == [("emergency", "passed")]


def slow(seconds: float) -> Callable[[Route], None]:
    def wait_first(route: Route) -> None:
        time.sleep(seconds)
        route.continue_()

    return wait_first


def test_a_slow_network_makes_nobody_at_the_gate_wait(village: Village, phone: Handset) -> None:
    phone.page.route("**/field/sync", slow(2))
    for _ in range(2):
        phone.look_for("张伟").first.click()
        phone.record()
        expect(phone.page.locator(".receipt")).to_contain_text("张伟", timeout=1_000)
    assert len(written(phone, village, 2)) == 2


def test_a_network_that_comes_and_goes_writes_every_entry_once(village: Village, phone: Handset) -> None:
    turns: list[int] = []

    def flap(route: Route) -> None:
        turns.append(1)
        if len(turns) % 3 == 1:
            # It arrived and was written; the answer was lost on the way back.
            route.fetch()
            route.abort("internetdisconnected")
        elif len(turns) % 3 == 2:
            route.abort("internetdisconnected")
        else:
            route.continue_()

    phone.page.route("**/field/sync", flap)
    for _ in range(4):
        phone.look_for("张伟").first.click()
        phone.record()
    rows = written(phone, village, 4)
    phone.line_says("全部已发送")
    assert len(turns) > 3 and len(rows) == len(village.rows()) == 4


def test_a_second_person_has_an_outbox_of_their_own_and_the_first_one_s_acts_still_go_out(
    village: Village, phone: Handset
) -> None:
    phone.go_away()
    phone.look_for("张伟").first.click()
    phone.record()
    phone.line_says("1 条未发送")
    phone.page.goto(f"{phone.house}/field/#more") if kept_by(phone.page) else None
    phone.page.get_by_role("button", name="锁上，换人").click()
    expect(phone.page.locator(".person")).to_contain_text("1 条未发送")
    # Three wrong PINs open nothing and lose nothing.
    phone.page.locator(".person").click()
    for wrong in ("111222", "333444", "555666"):
        phone.type_pin(wrong)
        expect(phone.page.locator(".pin-info")).to_contain_text("密码不对")
    phone.page.locator(".back").click()
    phone.come_back()
    expect(phone.page.locator(".person")).not_to_contain_text("未发送", timeout=20_000)
    assert len(village.rows()) == 1
    phone.sign_in(village.world.an)
    phone.enrol("书记也用")
    phone.page.goto(f"{phone.house}/field/#more")
    phone.page.get_by_role("button", name="锁上，换人").click()
    expect(phone.page.locator(".person")).to_have_count(2)
    assert PIN not in str(phone.page.evaluate("JSON.stringify(localStorage)"))


def test_after_too_many_wrong_pins_the_lists_are_gone_and_what_was_unsent_is_not(
    village: Village, phone: Handset
) -> None:
    phone.go_away()
    phone.look_for("张伟").first.click()
    phone.record()
    phone.line_says("1 条未发送")
    phone.page.reload()
    phone.page.locator(".person").click()
    for figure in "12345":
        phone.type_pin(f"98765{figure}")
        phone.page.wait_for_timeout(200)
    expect(phone.page.locator(".note").first).to_contain_text("名单已从手机上清除")
    phone.come_back()
    expect(phone.page.locator(".person")).not_to_contain_text("未发送", timeout=20_000)
    assert len(village.rows()) == 1


def test_leaving_the_phone_destroys_its_lists_and_sends_the_rest(village: Village, phone: Handset) -> None:
    phone.go_away()
    phone.look_for("张伟").first.click()
    phone.record()
    phone.line_says("1 条未发送")
    phone.page.evaluate("location.hash = 'more'")
    phone.page.get_by_role("button", name="退出这台手机").click()
    phone.page.get_by_role("button", name="确定").click()
    expect(phone.page.locator(".person")).to_contain_text("需要重新登录")
    phone.come_back()
    expect(phone.page.locator(".person")).to_have_count(0, timeout=20_000)
    assert len(village.rows()) == 1
    left = phone.page.evaluate(
        """async () => {
            const open = indexedDB.open("fangxian");
            const store = await new Promise((done) => { open.onsuccess = () => done(open.result); });
            const count = (table) => new Promise((done) => {
                const asked = store.transaction(table).objectStore(table).count();
                asked.onsuccess = () => done(asked.result);
            });
            return [await count("snapshots"), await count("holders"), await count("outbox")];
        }"""
    )
    assert left == [0, 0, 0]
