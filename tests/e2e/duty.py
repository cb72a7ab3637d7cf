"""The roster: people and a post, two days planned in the background, published by name, printed and taken along."""

from pathlib import Path

from tests.e2e.desk import Desk

TEAM = ("张岚", "王峰", "李舟", "赵禾", "钱野")


def staff_a_post(lead: Desk) -> None:
    """Five people, and the desk to be staffed in the daytime."""
    for name in TEAM:
        lead.open("duty/team/")
        lead.fill(name=name)
        lead.send()
    lead.open("duty/posts/")
    lead.fill(name="值班台", windows="08:00-20:00 x1")
    lead.send()
    lead.sees("值班台", "08:00")


def plan_and_publish(lead: Desk, folder: Path) -> None:
    """Plan two days, publish, and take the wall sheet and one person's calendar."""
    lead.open("duty/plan/")
    lead.fill(days="2")
    lead.send()
    lead.page.wait_for_url("**/duty/rosters/*/", timeout=60_000)
    lead.press("发布这份值班表")
    lead.sees("值班台")
    assert fetched(lead, "a[href$='/sheet.pdf']").startswith(b"%PDF")
    lead.page.get_by_role("link", name=TEAM[0], exact=True).first.click()
    lead.page.wait_for_load_state("load")
    assert b"BEGIN:VCALENDAR" in fetched(lead, "a[href$='calendar.ics']")


def fetched(lead: Desk, link: str) -> bytes:
    """What a link of the page gives."""
    address = lead.page.locator(f"#work {link}").first.get_attribute("href") or ""
    return lead.page.request.get(lead.place.rsplit("/", 2)[0] + address).body()
