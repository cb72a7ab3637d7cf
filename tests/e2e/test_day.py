"""A village's day from ledger to digest, walked through the pages as its people walk it."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone

from tests.e2e import duty, evening, gate, morning, pages, supply
from tests.e2e.desk import Desk, SitDown
from tests.e2e.paper import RESIDENTS
from tests.world import World

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
SIZES = ((360, 740), (1600, 1000))


def test_a_village_s_day_goes_from_its_ledger_to_its_digest(world: World, sit_down: SitDown, tmp_path: Path) -> None:
    secretary = sit_down(world.an)
    morning.take_the_ledger_in(secretary, tmp_path)
    morning.record_two_linked_cases(sit_down(world.mei))
    morning.decide_the_level(sit_down(world.zhen))
    morning.close_the_village(secretary)
    gate.let_somebody_go_to_hospital(secretary)
    staff = sit_down(world.gao, width=360, height=740)
    gate.stand_at_the_gate(staff, residents=RESIDENTS)
    gate.type_in_the_paper_book(staff)
    duty.staff_a_post(secretary)
    duty.plan_and_publish(secretary, tmp_path)
    evening.disinfect(secretary)
    evening.mix(secretary)
    evening.write_it_down(secretary)
    evening.say_it_once(secretary, tmp_path)
    look_at_every_page(secretary)


def look_at_every_page(desk: Desk) -> None:
    """Every main page opens and fits, on a phone and on a wide screen, in Chinese and in English."""
    for width, height in SIZES:
        desk.page.set_viewport_size({"width": width, "height": height})
        for address in pages.OF_THE_SECRETARY:
            desk.open(address)
    desk.page.set_viewport_size({"width": 360, "height": 740})
    desk.page.get_by_role("button", name="English").first.click()
    for address in pages.OF_THE_SECRETARY:
        desk.open(address)
        assert desk.page.locator("html").get_attribute("lang") == "en"


def test_needs_become_one_purchase_and_a_bag_at_each_door(world: World, sit_down: SitDown, tmp_path: Path) -> None:
    secretary, lead = sit_down(world.an), sit_down(world.su)
    morning.send_the_ledger(secretary, tmp_path)
    secretary.press("确认导入")
    supply.offer_goods(lead)
    supply.take_needs(lead)
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=True):
        address = supply.buy_and_share_out(lead, tmp_path)
        supply.bring(sit_down(world.tian, width=360, height=740), address)


def test_the_day_goes_on_without_a_script(world: World, sit_down: SitDown, tmp_path: Path) -> None:
    secretary = sit_down(world.an, javascript="off")
    morning.send_the_ledger(secretary, tmp_path)
    secretary.press("确认导入")
    morning.close_the_village(secretary)
    secretary.open("gates/?q=陈")
    secretary.page.locator("#work button[name=way][value=out]").first.click()
    secretary.sees("陈水生", "劝返")
    evening.write_it_down(secretary)
