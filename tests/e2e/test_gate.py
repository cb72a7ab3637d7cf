"""The gate desk under a fast hand and a bad network: nobody waits, everything is written once."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, Route, expect

from fangxian.gates.acts import TakeBackPassage
from fangxian.gates.models import Passage, TakenBack
from fangxian.register.models import Household, Resident
from tests.e2e import gate
from tests.e2e.desk import Desk, SitDown
from tests.gates.village import Village, close_bamboo
from tests.world import World

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def village(world: World) -> Village:
    return close_bamboo(world)


@pytest.fixture
def staff(village: Village, sit_down: SitDown) -> Desk:
    desk = sit_down(village.world.gao, width=1280, height=900)
    desk.open("gates/")
    return desk


def away(page: Page) -> None:
    page.context.set_offline(True)


def back(page: Page) -> None:
    page.context.set_offline(False)


def kept(page: Page) -> str:
    return str(page.evaluate("sessionStorage.getItem('gate-outbox') ?? ''"))


def test_two_keys_after_the_name_choose_and_record(village: Village, staff: Desk) -> None:
    gate.find(staff, "李")
    staff.page.keyboard.press("2")
    expect(staff.page.locator("#gate-found h2")).to_be_focused()
    gate.recorded(staff, "o", "劝返")
    rows = village.rows()
    assert len(rows) == 1
    assert rows[0].way == "out" and rows[0].recorded_by == village.world.gao
    gate.says(staff, str(rows[0].resident.name if rows[0].resident else ""))


def test_a_hand_faster_than_the_network_still_means_whom_it_chose(village: Village, staff: Desk) -> None:
    """Between look and press nothing is asked for: the panel came with the list."""
    gate.find(staff, "李")
    third = staff.page.locator("#gate-found a[data-pick]").nth(2).get_attribute("data-pick")
    away(staff.page)
    staff.page.keyboard.press("3")
    staff.page.keyboard.press("o")
    expect(staff.page.locator("#gate-search")).to_be_focused()
    gate.says(staff, "未发送")
    back(staff.page)
    gate.says(staff, "已登记")
    assert [f"r{row.resident_id}" for row in village.rows()] == [third]


def test_enter_after_a_search_records_nothing_however_often(village: Village, staff: Desk) -> None:
    gate.find(staff, "张伟")
    for _ in range(3):
        staff.page.keyboard.press("Enter")
    expect(staff.page.locator("#gate-found h2")).to_have_text("张伟")
    staff.open("gates/passages")
    assert village.rows() == []


def test_a_double_enter_after_the_temperature_records_once(village: Village, staff: Desk) -> None:
    gate.find(staff, "张伟")
    staff.page.keyboard.press("c")
    staff.page.keyboard.type("365")
    staff.page.keyboard.press("Enter")
    staff.page.keyboard.press("Enter")
    gate.says(staff, "张伟", "已登记")
    staff.open("gates/passages")
    assert [str(row.temperature) for row in village.rows()] == ["36.5"]


def test_a_key_held_down_records_once_and_types_nothing(village: Village, staff: Desk) -> None:
    gate.find(staff, "张伟")
    for _ in range(5):
        staff.page.keyboard.down("o")
    staff.page.keyboard.up("o")
    gate.says(staff, "张伟", "已登记")
    expect(staff.page.locator("#gate-search")).to_have_value("")
    assert len(village.rows()) == 1


def test_what_is_recorded_without_a_network_arrives_once_with_its_own_time(village: Village, staff: Desk) -> None:
    gate.find(staff, "张伟")
    away(staff.page)
    gate_line = staff.page.locator("#gate-unsent")
    staff.page.keyboard.press("o")
    expect(gate_line).to_contain_text("1 条未发送")
    staff.page.keyboard.press("Escape")
    staff.page.keyboard.press("n")
    staff.fill(moving="车辆", plate="鲁B77777")
    staff.page.locator("[data-gate-other] [value=in]").last.click()
    expect(gate_line).to_contain_text("2 条未发送")
    assert "张伟" not in kept(staff.page)
    assert village.rows() == []
    staff.page.wait_for_timeout(1500)
    back(staff.page)
    expect(gate_line).to_be_hidden()
    gate.says(staff, "鲁B77777", "劝返")
    assert kept(staff.page) == ""
    rows = village.rows()
    assert [(row.way, row.plate) for row in rows] == [("out", ""), ("in", "鲁B77777")]
    assert timedelta(seconds=1) < rows[0].received_at - rows[0].at < timedelta(minutes=1)


def test_an_answer_that_was_lost_on_the_way_is_asked_for_again_and_written_once(village: Village, staff: Desk) -> None:
    lost: list[str] = []

    def lose_the_first_answer(route: Route) -> None:
        if not lost:
            lost.append(route.fetch().text())
            route.abort("internetdisconnected")
        else:
            route.continue_()

    staff.page.route("**/gates/record", lose_the_first_answer)
    gate.find(staff, "张伟")
    gate.recorded(staff, "o", "张伟")
    assert "已登记" in lost[0]
    assert len(village.rows()) == 1


def test_a_slip_is_taken_back_from_the_field_also_before_it_is_sent(village: Village, staff: Desk) -> None:
    gate.find(staff, "张伟")
    gate.recorded(staff, "o", "张伟")
    staff.page.keyboard.press("Alt+z")
    gate.says(staff, "已撤回")
    gate.find(staff, "赵")
    away(staff.page)
    staff.page.keyboard.press("i")
    gate.says(staff, "未发送")
    staff.page.keyboard.press("Alt+z")
    expect(staff.page.locator("#gate-unsent")).to_contain_text("2 条未发送")
    back(staff.page)
    gate.says(staff, "已撤回")
    expect(staff.page.locator("#gate-unsent")).to_be_hidden()
    with village.world.all_eyes():
        assert (Passage.objects.count(), TakenBack.objects.count()) == (2, 2)


def test_when_the_session_ended_the_entry_waits_for_its_own_person(village: Village, staff: Desk) -> None:
    gate.find(staff, "张伟")
    Session.objects.all().delete()
    staff.page.keyboard.press("o")
    shut = staff.page.locator("#gate-shut")
    expect(shut).to_contain_text("重新登录后自动发送")
    shut.get_by_role("link").click()
    sign_in(staff.page, village.world.an.username)
    expect(staff.page.locator("#gate-unsent")).to_contain_text("高山")
    assert village.rows() == []
    staff.page.locator("details.menu-end summary").last.click()
    staff.page.get_by_role("button", name="退出登录").click()
    staff.page.goto(f"{staff.place.rsplit('/', 2)[0]}/accounts/login/?next=/{village.world.bamboo.code}/gates/")
    sign_in(staff.page, village.world.gao.username)
    expect(staff.page.locator("#gate-unsent")).to_be_hidden()
    expect(staff.page.locator("#gate-side")).to_contain_text("张伟")
    assert [row.recorded_by for row in village.rows()] == [village.world.gao]


def sign_in(page: Page, name: str) -> None:
    page.locator("input[name=login]").fill(name)
    page.locator("input[name=password]").fill("correct horse")
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url("**/gates/")


def test_a_list_that_changes_between_look_and_press_never_means_somebody_else(village: Village, staff: Desk) -> None:
    gate.find(staff, "李")
    names = staff.page.locator("#gate-found a[data-pick] .fw-bold").all_inner_texts()
    with village.world.all_eyes():
        household = Household.objects.get(pk=village.homes.li.household_id)
        Resident.objects.create(area=household.area, household=household, name="李一", is_head=True)
    staff.page.keyboard.press("1")
    expect(staff.page.locator("#gate-found h2")).to_have_text(names[0])
    gate.recorded(staff, "o", names[0])
    rows = village.rows()
    assert [row.resident.name for row in rows if row.resident] == [names[0]]


def test_a_refused_entry_is_shown_with_why_and_may_be_dropped(village: Village, staff: Desk) -> None:
    gate.find(staff, "张伟")
    gate.recorded(staff, "o", "张伟")
    (row,) = village.rows()
    village.world.written(TakeBackPassage(passage=row.pk), by=village.world.an)
    staff.page.keyboard.press("Alt+z")
    refused = staff.page.locator("#gate-refused")
    expect(refused).to_contain_text("已经撤回")
    refused.get_by_role("button", name="不要了").click()
    expect(refused).to_be_empty()
    assert kept(staff.page) == ""


@pytest.mark.parametrize("typed", ["99", "三十六"])
def test_a_temperature_that_cannot_be_is_put_right_before_anything_is_written(
    village: Village, staff: Desk, typed: str
) -> None:
    gate.find(staff, "张伟")
    staff.page.keyboard.press("c")
    staff.page.keyboard.type(typed)
    staff.page.keyboard.press("Enter")
    expect(staff.page.locator("#gate-found [name=temperature]:invalid")).to_be_focused()
    staff.page.keyboard.press("ControlOrMeta+a")
    staff.page.keyboard.type("36．6")
    gate.recorded(staff, "Enter", "张伟")
    assert [str(row.temperature) for row in village.rows()] == ["36.6"]


def test_a_fever_is_said_at_once_without_a_network(village: Village, staff: Desk) -> None:
    gate.find(staff, "张伟")
    away(staff.page)
    staff.page.keyboard.press("c")
    staff.page.keyboard.type("37.5")
    staff.page.keyboard.press("Enter")
    expect(staff.page.locator("#gate-receipt .verdict-word")).to_contain_text("留观")
    back(staff.page)
    gate.says(staff, "已登记", "留观")
    assert [row.outcome for row in village.rows()] == ["held"]


def test_the_keys_are_listed_and_lead_to_pages(staff: Desk) -> None:
    gate.find(staff, "张伟")
    staff.page.keyboard.press("?")
    sheet = staff.page.locator("#keys-help")
    for words in ("快捷键", "登记：出", "体温 °C", "出入记录"):
        expect(sheet).to_contain_text(words)
    staff.page.keyboard.press("o")
    staff.page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(staff.page.locator("#gate-found h2")).to_have_text("张伟")
    staff.page.keyboard.press("g")
    staff.page.keyboard.press("p")
    staff.page.wait_for_url("**/gates/passages")
