"""The morning: the ledger goes in, two cases are known, the level is decided, the village is closed."""

from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.desk import Desk
from tests.e2e.paper import HOUSEHOLDS, RESIDENTS, write_ledger

DAMAGED = "Excel 把这个身份证号四舍五入了，末几位已丢失，请对照证件补填。"
GROUND = {"body": "岚山区疫情处置指挥部", "basis": "传染病防治法第四十二条", "document_no": "岚指〔2020〕3号"}


def take_the_ledger_in(desk: Desk, folder: Path) -> None:
    """Upload, look, take in, take back, and take in again."""
    send_the_ledger(desk, folder)
    desk.press("确认导入")
    desk.sees(f"{RESIDENTS} 人")
    desk.press("撤销这次导入")
    desk.open("register/")
    desk.sees("台账中还没有人")
    send_the_ledger(desk, folder)
    desk.press("确认导入")
    desk.open("register/")
    desk.sees("李青山", "3-2-501", "赵铁柱")


def send_the_ledger(desk: Desk, folder: Path) -> None:
    """Send the file; the page shows what was understood, and the number that Excel damaged."""
    desk.open("register/imports/")
    desk.page.locator("#work input[type=file]").set_input_files(write_ledger(folder))
    desk.page.locator("#work form button[type=submit]").first.click()
    desk.page.wait_for_url("**/register/uploads/**")
    desk.sees(f"读出 {RESIDENTS} 人、{HOUSEHOLDS} 户", "身份证号", "王玉兰", DAMAGED)


def record_two_linked_cases(medic: Desk) -> None:
    """Two people of one household are confirmed; the medic records the household as the shared setting."""
    for name in ("李大海", "孙巧云"):
        medic.open("cases/record/")
        medic.page.locator("#q").fill("3-2-502")
        medic.page.locator("#q").press("Enter")
        medic.page.locator("#work a[href*='household=']").first.click()
        medic.fill(resident=name, classification="确诊")
        medic.send()
        medic.page.wait_for_url("**/cases/")
    medic.page.locator("#work a[href$='/link/']").first.click()
    medic.send()
    medic.page.wait_for_url("**/cases/*/")


def decide_the_level(township: Desk) -> None:
    """The township, which reads no names, is shown the proposal and decides as proposed."""
    township.open("cases/decide/")
    township.sees("期间确诊病例有共同的小范围场所")
    township.fill(**GROUND)
    township.send()
    assert not township.page.url.endswith("/decide/")
    assert "李大海" not in township.page.content()


def close_the_village(desk: Desk) -> None:
    """One gate, refused without a phone, then closed."""
    for name in ("南门", "北门"):
        desk.open("measures/")
        if desk.page.locator("#work details:not([open]) summary").count():
            desk.page.locator("#work details summary").click()
        desk.fill(name=name)
        desk.page.locator("#work details form button").click()
        desk.sees(name)
    desk.open("measures/close/")
    desk.fill(open_gate="南门", supply_owner="苏叶", alternatives_considered="只封两户不足以切断", **GROUND)
    desk.send()
    expect(desk.page.locator("[name=contact_phone]:invalid")).to_be_visible()
    desk.fill(contact_phone="0633-2612345")
    desk.send()
    desk.page.wait_for_url("**/measures/")
    desk.sees("苏叶", "0633-2612345")
