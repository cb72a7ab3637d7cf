"""A village's day from ledger to digest, walked through the pages as its people walk it."""

from pathlib import Path

import pytest

from tests.e2e import evening, gate, morning
from tests.e2e.desk import SitDown
from tests.e2e.paper import RESIDENTS
from tests.world import World

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


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
    evening.disinfect(secretary)
    evening.mix(secretary)
    evening.write_it_down(secretary)
    evening.say_it_once(secretary, tmp_path)
