"""A household given to somebody else while a phone is away: one list loses it, another gains it, no act is lost."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client
from django.utils import timezone
from uuid_utils.compat import uuid7

from fangxian.areas.models import Area, Person
from fangxian.canvass.models import Knock
from fangxian.door.acts import MendStray
from fangxian.door.models import Stray
from fangxian.field.queries import shelves
from fangxian.register.acts import CutGrids, GridWanted
from fangxian.register.models import Building
from fangxian.supplies.acts import AssignDeliverers
from fangxian.supplies.models import Handover
from tests.canvass.sweeps import doors, started
from tests.field.phone import Phone
from tests.homes import settle
from tests.supplies.shelf import stocked
from tests.world import World, ago

PageOf = Callable[[Person], Client]


@pytest.fixture(autouse=True)
def never_settled() -> Iterator[None]:
    """Every question looks anew."""
    with patch.object(shelves, "SETTLED", timedelta(0)):
        yield


def cut(world: World, first: list[int], second: list[int]) -> Area:
    """Buildings to Wang's grid and to Tian's; the second grid."""
    with world.all_eyes():
        two = Area.objects.get(code="371103150201002")
    grids = (
        GridWanted(grid=world.grid_one.pk, name="一网格", buildings=tuple(first), worker=world.wang.pk),
        GridWanted(grid=two.pk, name="二网格", buildings=tuple(second), worker=world.tian.pk),
    )
    world.written(CutGrids(area=world.bamboo.pk, grids=grids), by=world.an)
    return two


def opened(sweep: int, dwelling: int, needs: str) -> dict[str, Any]:
    return {
        "kind": "canvass.record_door", "id": str(uuid7()), "happened_at": ago(minutes=9).isoformat(), "sweep": sweep,
        "dwelling": dwelling, "outcome": "opened", "met": 2, "needs_said": needs,
    }  # fmt: skip


def keys(answer: dict[str, Any]) -> list[int]:
    return [row[0] for row in answer["tables"].get("homes", {"rows": []})["rows"]]


def test_a_household_reassigned_to_another_grid_leaves_one_list_and_stands_on_the_other(
    world: World, page_of: PageOf
) -> None:
    settle(world)
    with world.all_eyes():
        one, two, three = Building.objects.filter(community=world.bamboo).order_by("pk").values_list("pk", flat=True)
    moved, *_others = doors(world)
    second = cut(world, [one, two], [three])
    sweep = started(world)
    wang, tian = Phone(world.grid_one).enrol(page_of, world.wang), Phone(second).enrol(page_of, world.tian)
    before, others = wang.snapshot("doors"), tian.snapshot("doors")
    assert moved in keys(before) and moved not in keys(others)
    recorded = opened(sweep, moved, "两袋米")
    cut(world, [two], [one, three])
    # What the old worker did before they could know waits for a person, whole; their list lets the household go.
    (fate,) = wang.send([recorded]).json()["fates"]
    assert (fate["fate"], fate["code"]) == ("kept", "out_of_reach")
    assert wang.snapshot("doors", since=before["cursor"])["gone"]["homes"] == [moved]
    after = tian.snapshot("doors", since=others["cursor"])
    assert after["whole"] is False and keys(after) == [moved]
    assert [fate["fate"] for fate in tian.send([opened(sweep, moved, "药")]).json()["fates"]] == ["written"]
    values = {key: value for key, value in recorded.items() if key != "kind"}
    stray = Stray._base_manager.get()
    world.written(MendStray(stray=stray.pk, act_kind="canvass.record_door", values=values), by=world.an)
    with world.all_eyes():
        assert {(knock.by, knock.dwelling_id) for knock in Knock.objects.all()} == {
            (world.wang, moved), (world.tian, moved),
        }  # fmt: skip


def test_a_bag_reassigned_to_another_deliverer_leaves_one_phone_and_its_hand_over_still_counts(
    world: World, page_of: PageOf
) -> None:
    shelf = stocked(world)
    bags = shelf.assigned()
    tian, su = Phone(world.bamboo).enrol(page_of, world.tian), Phone(world.bamboo).enrol(page_of, world.su)
    before, others = tian.snapshot("bags"), su.snapshot("bags")
    assert [row[0] for row in before["tables"]["bags"]["rows"]] == bags
    tours = [{"deliverer": world.tian.pk, "bags": bags[1:]}, {"deliverer": world.su.pk, "bags": bags[:1]}]
    world.written(AssignDeliverers(round=shelf.round, tours=tours), by=world.su)  # type: ignore[arg-type]
    assert tian.snapshot("bags", since=before["cursor"])["gone"]["bags"] == bags[:1]
    assert [row[0] for row in su.snapshot("bags", since=others["cursor"])["tables"]["bags"]["rows"]] == bags[:1]
    with shelf.after_deadline():
        item = {
            "kind": "supplies.record_handover", "id": str(uuid7()), "happened_at": timezone.now().isoformat(),
            "bag": bags[0],
        }  # fmt: skip
        fates = [tian.send([item]).json()["fates"][0] for _twice in range(2)]
    assert [(fate["fate"], fate["answer"]["remarks"]) for fate in fates] == [("written", ["other_hands"])] * 2
    with world.all_eyes():
        assert [(row.bag_id, row.by) for row in Handover.objects.all()] == [(bags[0], world.tian)]
