"""The gate: one field, the verdict in large type, in or out at a key; animals, an ambulance, and lines from paper."""

from playwright.sync_api import expect

from tests.e2e.desk import Desk


def let_somebody_go_to_hospital(secretary: Desk) -> None:
    """The secretary grants one person an authorisation for medical care."""
    secretary.open("gates/authorisations?q=赵")
    secretary.press("本人")
    secretary.fill(purpose="就医")
    secretary.press("批准")
    secretary.sees("赵铁柱", "就医")


def stand_at_the_gate(staff: Desk, *, residents: int) -> None:
    """An hour at the gate, by keyboard only."""
    refuse_whoever_stays_home(staff)
    let_out_and_in(staff, residents=residents)
    turn_back(staff, "牲畜", animals="12", note="羊")
    expect(staff.page.locator("#work .verdict-word").first).to_have_text("不放行")
    let_the_ambulance_in(staff)


def find(staff: Desk, words: str) -> None:
    """Type into the one field, which has the focus, and press Enter: somebody is shown, or several to choose from."""
    if "/gates/" not in staff.page.url or "?" in staff.page.url:
        staff.open("gates/")
    field = staff.page.locator("#gate-search")
    expect(field).to_be_focused()
    staff.page.keyboard.type(words)
    staff.page.keyboard.press("Enter")
    expect(staff.page.locator("#gate-found [autofocus]").first).to_be_focused()


def refuse_whoever_stays_home(staff: Desk) -> None:
    """A surname shows who is meant; of several one is picked by its number, and the verdict is read from afar."""
    find(staff, "陈")
    verdict = staff.page.locator("#work .verdict-word").first
    expect(verdict).to_have_text("不放行")
    assert verdict.evaluate("word => parseFloat(getComputedStyle(word).fontSize)") >= 28
    staff.sees("陈水生", "5-1-202")
    recorded(staff, "o", "陈水生", "劝返")


def let_out_and_in(staff: Desk, *, residents: int) -> None:
    """Out to hospital with an authorisation, and home again with a temperature; the count follows."""
    find(staff, "赵")
    expect(staff.page.locator("#work .verdict-word").first).to_have_text("放行")
    recorded(staff, "o", "赵铁柱", "已通过")
    staff.sees(f"常住 {residents} + 进 0 − 出 1")
    find(staff, "赵")
    staff.page.keyboard.press("c")
    staff.page.keyboard.type("36.5")
    recorded(staff, "Enter", "赵铁柱", "已通过")
    staff.sees(f"常住 {residents} + 进 1 − 出 1", "已测温")


def recorded(staff: Desk, key: str, *line: str) -> None:
    """Press the key that records: the field has the focus again at once, and one line says what was written."""
    staff.page.keyboard.press(key)
    expect(staff.page.locator("#gate-search")).to_be_focused()
    says(staff, *line, "已登记")


def says(staff: Desk, *words: str) -> None:
    """The line about the entry before says all this."""
    for word in words:
        expect(staff.page.locator("#gate-receipt")).to_contain_text(word)


def turn_back(staff: Desk, what: str, **seen: str) -> None:
    """Somebody or something without an authorisation is written down, and not let in."""
    open_the_other_form(staff)
    staff.fill(moving=what, **seen)
    staff.page.locator("#work details [name=way][value=in]").last.click()
    says(staff, "劝返", "已登记")


def open_the_other_form(staff: Desk) -> None:
    """Escape leaves the field, which has the focus, and N opens what is not a resident."""
    staff.open("gates/")
    expect(staff.page.locator("input[name=q]").first).to_be_focused()
    staff.page.keyboard.press("Escape")
    staff.page.keyboard.press("n")


def let_the_ambulance_in(staff: Desk) -> None:
    """It passes at once and is written down."""
    open_the_other_form(staff)
    staff.fill(moving="车辆", plate="鲁LA0120", emergency="救护车")
    staff.page.locator("#work details [name=way][value=in]").last.click()
    expect(staff.page.locator("#work .verdict-word").first).to_have_text("立即放行")


def type_in_the_paper_book(staff: Desk) -> None:
    """Two lines written while the power was out, with their own times; the third cannot be read and stays."""
    staff.open("gates/book")
    staff.fill(gate="南门", text="0:01 出 钱桂花 36.4\n0:02 进 钱桂花 36.5\n看不清的一行")
    staff.press("核对")
    staff.sees("钱桂花", "5-1-201", "行首没有时间")
    staff.press("录入 2 行")
    staff.sees("已录入 2 行", "看不清的一行")
    staff.open("gates/passages")
    staff.sees("0:01", "0:02")
