"""What has moved meanwhile, a clock that is wrong by a day, and an app of an earlier protocol: nothing is lost."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from uuid_utils.compat import uuid7

from fangxian.areas.models import Area, Person
from fangxian.canvass.acts import StartSweep
from fangxian.canvass.models import Knock
from fangxian.door.act import parsed
from fangxian.door.acts import MendStray
from fangxian.door.models import Entry, Stray
from fangxian.gates.models import Passage
from fangxian.register.models import Dwelling
from tests.field.phone import Phone
from tests.gates.village import close_bamboo
from tests.world import World, ago

PageOf = Callable[[Person], Client]
ACTS = json.loads((Path(__file__).parents[1] / "golden" / "acts-1.json").read_text(encoding="utf-8"))["cases"]


@pytest.mark.parametrize("case", ACTS, ids=lambda case: case["name"])
def test_what_phones_of_an_earlier_protocol_sent_is_understood(case: dict[str, Any]) -> None:
    sent = dict(case["in"])
    assert str(parsed(sent.pop("kind"), sent).id) == sent["id"]


@pytest.mark.parametrize("ahead", [timedelta(days=1), timedelta(days=-1), timedelta(days=18000)], ids=str)
def test_a_clock_that_is_wrong_is_put_right_and_remarked(world: World, page_of: PageOf, ahead: timedelta) -> None:
    village = close_bamboo(world)
    phone = Phone(world.bamboo).enrol(page_of, world.gao)
    happened = timezone.now() - timedelta(minutes=5)
    item = {
        "kind": "gates.record_passage", "id": str(uuid7()), "happened_at": (happened + ahead).isoformat(),
        "clock_off": -int(ahead.total_seconds()), "gate": village.gate.pk, "way": "in", "resident": village.homes.li.pk,
        "temperature": "36.5",
    }  # fmt: skip
    for _twice in range(2):
        (fate,) = phone.send([item]).json()["fates"]
        assert (fate["fate"], fate["answer"]["remarks"]) == ("written", ["clock_corrected"])
    with world.all_eyes():
        row, entry = Passage.objects.get(), Entry.objects.get(act_id=str(item["id"]))
    assert abs(row.at - happened) < timedelta(seconds=1) and abs(entry.happened_at - happened) < timedelta(seconds=1)
    assert (entry.payload or {})["clock_off"] == item["clock_off"]


def test_an_act_from_before_clocks_were_told_is_the_same_act_when_sent_again(world: World, page_of: PageOf) -> None:
    village = close_bamboo(world)
    entry = world.submit(village.passage("in", resident=village.homes.li.pk), by=world.gao)
    assert "clock_off" not in (entry.payload or {})


def test_a_door_that_moved_to_another_grid_meanwhile_waits_for_the_lead_with_all_that_was_typed(
    world: World, page_of: PageOf
) -> None:
    village = close_bamboo(world)
    with world.all_eyes():
        dwelling = village.homes.li.household.dwelling
        two = Area.objects.get(code="371103150201002")
        Dwelling.objects.filter(pk=dwelling.pk).update(area=world.grid_one)
    sweep = world.written(StartSweep(area=world.bamboo.pk, name="第一轮"), by=world.an)["sweep"]
    phone = Phone(world.grid_one).enrol(page_of, world.wang)
    item = {
        "kind": "canvass.record_door", "id": str(uuid7()), "happened_at": ago(minutes=9).isoformat(), "sweep": sweep,
        "dwelling": dwelling.pk, "outcome": "opened", "met": 2, "needs_said": "两袋米",
    }  # fmt: skip
    with world.all_eyes():
        Dwelling.objects.filter(pk=dwelling.pk).update(area=two)
    (fate,) = phone.send([item]).json()["fates"]
    assert (fate["fate"], fate["code"]) == ("kept", "out_of_reach")
    stray = Stray._base_manager.get()
    assert "两袋米" in stray.raw and stray.area_id == world.grid_one.pk
    values = {key: value for key, value in item.items() if key != "kind"}
    world.written(MendStray(stray=stray.pk, act_kind="canvass.record_door", values=values), by=world.an)
    with world.all_eyes():
        knock = Knock.objects.get()
    assert knock.by == world.wang and knock.dwelling_id == dwelling.pk
