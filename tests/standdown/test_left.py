"""What ending still asks for: every step counts its own rows, and only numbers leave."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from fangxian.areas.scope import NoScope
from fangxian.standdown.acts import SignStock
from fangxian.standdown.models import StockSigning
from fangxian.standdown.queries.left import STEPS, steps_of
from fangxian.standdown.queries.stock import lines_of
from fangxian.supplies.acts import IssueStock, ReturnStock
from fangxian.supplies.models import StockMove
from tests.crowd import crowd
from tests.homes import settle
from tests.standdown.examples import signing
from tests.supplies.shelf import Shelf, filled
from tests.world import World


def left(world: World, *, later: timedelta = timedelta()) -> dict[str, int]:
    with world.eyes_of(world.an):
        return {step.code: step.left for step in steps_of(world.bamboo, at=timezone.now() + later)}


def test_a_quiet_place_has_nothing_left(world: World) -> None:
    settle(world)
    assert left(world) == dict.fromkeys((code for code, *_ in STEPS), 0)


def test_a_place_in_the_middle_of_it_has_something_left_of_every_step(world: World) -> None:
    crowd(world, 2)
    # The shifts of the crowd begin at midnight: whatever the hour of this test, they are over half a day on.
    assert [code for code, count in left(world, later=timedelta(hours=12)).items() if not count] == []


def test_another_place_is_not_counted(world: World) -> None:
    crowd(world, 2)
    with world.eyes_of(world.dou):
        assert {step.left for step in steps_of(world.lotus, at=timezone.now())} == {0}


def test_whoever_may_not_count_is_told_nothing(world: World) -> None:
    with world.eyes_of(world.tian), pytest.raises(NoScope):
        steps_of(world.bamboo, at=timezone.now())


def test_a_township_counts_and_opens_only_what_it_may_read(world: World) -> None:
    crowd(world, 2)
    with world.eyes_of(world.zhen):
        steps = {step.code: step for step in steps_of(world.bamboo, at=timezone.now())}
    assert steps["watches"].left > 0
    assert not steps["watches"].open
    assert steps["closures"].open


def shelf(world: World) -> Shelf:
    """A hundred masks came in and forty went to the team."""
    found = filled(world, settle(world))
    assert found.receive(100).written
    world.written(IssueStock(store=found.store, item=found.masks, quantity=Decimal(40), party="防疫队"), by=world.su)
    return found


def sign(found: Shelf, counted: int, **more: str) -> SignStock:
    return SignStock(store=found.store, item=found.masks, counted=Decimal(counted), **more)  # type: ignore[arg-type]


def test_kit_that_did_not_come_back_has_to_be_accounted_for(world: World) -> None:
    found = shelf(world)
    entry = world.submit(sign(found, 60), by=world.su)
    assert (entry.refused, entry.answer) == ("fate_missing", {"out": "40"})
    world.written(ReturnStock(store=found.store, item=found.masks, quantity=Decimal(40), party="防疫队"), by=world.su)
    world.written(sign(found, 100), by=world.su)
    with world.all_eyes():
        (line,) = lines_of(world.bamboo)
    assert (line.book, line.out, line.signing is not None) == (Decimal(100), Decimal(0), True)


def test_a_difference_is_booked_with_its_reason_and_signed(world: World) -> None:
    found = shelf(world)
    assert world.submit(sign(found, 55, fate="used"), by=world.su).refused == "sign_reason_missing"
    world.written(sign(found, 55, fate="used", reason="受潮5只"), by=world.su)
    with world.all_eyes():
        row = StockSigning.objects.get()
        moves = StockMove.objects.filter(kind="loss").values_list("change", "reason")
        assert (row.book, row.counted, row.out, row.fate, row.by) == (60, 55, 40, "used", world.su)
        assert list(moves) == [(Decimal(-5), "受潮5只")]
    assert left(world)["stock"] == 0


def test_a_signature_holds_until_something_moves_again(world: World) -> None:
    world.written(signing(world, settle(world)), by=world.su)
    assert left(world)["stock"] == 0
    with world.all_eyes():
        move = StockMove.objects.latest("pk")
    found = world.submit(
        ReturnStock(store=move.store_id, item=move.item_id, quantity=Decimal(1), party="防疫队"), by=world.su
    )
    assert found.written
    assert left(world)["stock"] == 1


def test_nobody_signs_for_what_was_never_there(world: World) -> None:
    found = filled(world, settle(world))
    assert world.submit(sign(found, 0), by=world.su).refused == "never_moved"
