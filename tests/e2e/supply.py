"""Supplies: what people need, one purchase, a bag for each household, one named person at each door."""

from pathlib import Path

from tests.e2e.desk import Desk


def offer_goods(lead: Desk) -> None:
    """Cabbage and flour may be ordered."""
    for name, unit in (("白菜", "斤"), ("面粉", "袋")):
        lead.open("supplies/stock/item/")
        lead.fill(name=name, unit=unit)
        lead.send()


def take_needs(lead: Desk) -> None:
    """Open a round until soon, and write down two households' needs in the grid."""
    lead.open("supplies/")
    lead.send()
    lead.page.wait_for_url("**/supplies/*/")
    for home, cabbage in (("3-2-501", "4"), ("5-1-201", "6")):
        row = lead.page.locator("#work tbody tr", has_text=home)
        row.locator("input.num").first.fill(cabbage)
        row.get_by_role("button", name="保存").click()
        row.get_by_role("status").wait_for()


def buy_and_share_out(lead: Desk, folder: Path) -> str:
    """Close the round into one order, and give every bag to one named person; the address of the round."""
    address = lead.page.url.removeprefix(lead.place)
    lead.open(f"{address}purchase/")
    lead.press("截止并汇总采买")
    lead.sees("白菜", "10 斤")
    assert lead.saves("XLSX", folder).read_bytes().startswith(b"PK")
    lead.page.get_by_label("田野").check()
    lead.press("排送货路线")
    lead.sees("3-2-501", "5-1-201")
    lead.send()
    lead.sees("田野", "3-2-501, 5-1-201")
    return address


def bring(deliverer: Desk, address: str) -> None:
    """One bag is left at its door; for the other nobody was at home."""
    deliverer.open(f"{address}tour/")
    deliverer.sees("3-2-501", "白菜 4斤")
    deliverer.press("已放门口")
    deliverer.sees("已登记")
