"""The evening: disinfection is recorded, the notebook is kept, and the digest says what the day was."""

from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.desk import Desk
from tests.e2e.paper import HOUSEHOLDS, RESIDENTS

# What the day made: the ledger, the closure, and at the gate one person and twelve sheep turned back.
FIGURES = {"登记人口": RESIDENTS, "居家户数": HOUSEHOLDS, "开放的卡口": 1, "卡口劝返": 2}


def disinfect(desk: Desk) -> None:
    """Enter the product, plan a round of every unit, and record one place as done."""
    desk.open("rounds/products/")
    desk.fill(name="84消毒液", percent="5")
    desk.send()
    desk.sees("84消毒液")
    desk.open("rounds/plan/")
    desk.fill(name="楼道早晚各一次")
    desk.send()
    desk.page.wait_for_url("**/rounds/")
    desk.sees("3号楼")
    desk.page.locator("#work form[action$='/done/'] button").first.click()
    desk.page.wait_for_load_state("load")


def mix(desk: Desk) -> None:
    """Ten litres at 500 mg/L from 5 %."""
    desk.open("rounds/calculator/")
    desk.fill(total_l="10", target_mg_l="500", percent="5")
    desk.page.locator("#work form button").click()
    desk.sees("100", "9.9")


def write_it_down(desk: Desk) -> None:
    """One line becomes a task with place, kind, owner and due time."""
    desk.open("notebook/")
    desk.page.locator("#line").fill("3号楼2单元 消毒 田野 明早")
    desk.page.locator("#line").press("Enter")
    desk.sees("3号楼2单元 消毒 田野 明早")


def say_it_once(desk: Desk, folder: Path) -> None:
    """The digest shows the day, on the page and in every file."""
    desk.open("reports/")
    for figure, value in FIGURES.items():
        expect(desk.page.locator("#work tr", has_text=figure).locator("td.num").first).to_contain_text(str(value))
    for kind, begins in (("PDF", b"%PDF"), ("XLSX", b"PK"), ("JSON", b"{"), ("MD", b"#")):
        assert desk.saves(kind, folder).read_bytes().startswith(begins), kind
