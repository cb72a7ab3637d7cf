"""The stock is the sum of its moves: it never goes below nothing, and it always reconciles."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from unittest.mock import patch

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from fangxian.register.models import Resident
from fangxian.supplies.acts import (
    AddItem,
    AddStore,
    CountStock,
    IssueFreely,
    IssueStock,
    ReceiveStock,
    ReturnStock,
    SetIssuePlan,
)
from fangxian.supplies.models import Item, StockMove
from fangxian.supplies.queries.stock import accounts_of, expiring, free_issues_of, hazards, moves_of, shelves, stock_in
from tests.supplies.shelf import Shelf, stocked
from tests.world import World, ago


@pytest.fixture
def shelf(world: World) -> Shelf:
    return stocked(world)


def stock(shelf: Shelf, item: int | None = None) -> Decimal:
    """What the store holds."""
    with shelf.world.all_eyes():
        return stock_in(shelf.store, item or shelf.masks)


def issue(shelf: Shelf, quantity: object, **more: object) -> IssueStock:
    """Masks for the gate."""
    values = {"store": shelf.store, "item": shelf.masks, "quantity": quantity, "party": "卡口组", **more}
    return IssueStock(**values)


def test_stock_is_the_sum_of_what_came_and_went(shelf: Shelf) -> None:
    shelf.receive(3000)
    shelf.world.written(issue(shelf, 250), by=shelf.world.su)
    shelf.world.written(ReturnStock(store=shelf.store, item=shelf.masks, quantity=Decimal(50)), by=shelf.world.su)
    assert stock(shelf) == 2800


def test_what_is_not_there_is_refused_with_what_is(shelf: Shelf) -> None:
    shelf.receive(10)
    entry = shelf.world.submit(issue(shelf, 11), by=shelf.world.su)
    assert entry.refused == "not_enough" and entry.answer["stock"] == "10"
    assert stock(shelf) == 10


def test_the_last_ten_are_given_once(shelf: Shelf) -> None:
    shelf.receive(10)
    fates = [shelf.world.submit(issue(shelf, 10), by=shelf.world.su).refused for _ in range(3)]
    assert fates == [None, "not_enough", "not_enough"] and stock(shelf) == 0


def test_an_issue_names_who_gets_it(shelf: Shelf) -> None:
    shelf.receive(10)
    assert shelf.world.submit(issue(shelf, 1, party=""), by=shelf.world.su).refused == "issue_target"
    home = shelf.homes.households[0].pk
    assert shelf.world.submit(issue(shelf, 1, party="", household=home), by=shelf.world.su).written


def test_issues_are_free_unless_somebody_writes_a_price(shelf: Shelf) -> None:
    shelf.receive(10)
    shelf.world.written(issue(shelf, 1), by=shelf.world.su)
    with shelf.world.all_eyes():
        assert set(StockMove.objects.values_list("price", flat=True)) == {Decimal(0)}


def test_everybody_gets_five_masks_in_one_act(shelf: Shelf) -> None:
    shelf.receive(3000)
    act = IssueFreely(store=shelf.store, item=shelf.masks, per_household=Decimal(5))
    assert shelf.world.written(act, by=shelf.world.su)["households"] == 3
    shelf.world.written(act, by=shelf.world.su)
    assert stock(shelf) == 2985
    with shelf.world.all_eyes():
        one: Any = free_issues_of(shelf.world.bamboo).get()
        assert (one.households, one.total) == (3, 15)
        assert [move.party for move in moves_of(shelf.world.bamboo)] == ["慈善会"]


def test_a_share_can_go_by_people(shelf: Shelf) -> None:
    shelf.receive(100)
    shelf.world.written(IssueFreely(store=shelf.store, item=shelf.masks, per_person=Decimal(2)), by=shelf.world.su)
    assert stock(shelf) == 100 - 2 * shelf.homes.bamboo_people


def test_too_little_for_everybody_is_given_to_nobody(shelf: Shelf) -> None:
    shelf.receive(14)
    act = IssueFreely(store=shelf.store, item=shelf.masks, per_household=Decimal(5))
    assert shelf.world.submit(act, by=shelf.world.su).refused == "not_enough"
    assert stock(shelf) == 14


def test_a_free_issue_of_nothing_is_refused(shelf: Shelf) -> None:
    act = IssueFreely(store=shelf.store, item=shelf.masks)
    assert shelf.world.submit(act, by=shelf.world.su).refused == "issue_of_nothing"


@pytest.mark.parametrize(("counted", "kind", "change"), [(8, "loss", -2), (13, "found", 3)])
def test_a_count_becomes_a_loss_or_a_find_with_its_reason(shelf: Shelf, counted: int, kind: str, change: int) -> None:
    shelf.receive(10)
    act = {"store": shelf.store, "item": shelf.masks, "counted": Decimal(counted)}
    assert shelf.world.submit(CountStock(**act), by=shelf.world.su).refused == "count_reason_missing"  # type: ignore[arg-type]
    shelf.world.written(CountStock(**act, reason="盘点"), by=shelf.world.su)  # type: ignore[arg-type]
    assert stock(shelf) == counted
    with shelf.world.all_eyes():
        move = StockMove.objects.get(reason="盘点")
    assert (move.kind, move.change) == (kind, change)


def test_a_count_that_agrees_needs_no_reason_and_moves_nothing(shelf: Shelf) -> None:
    shelf.receive(10)
    act = CountStock(store=shelf.store, item=shelf.masks, counted=Decimal(10))
    assert shelf.world.written(act, by=shelf.world.su) == {"difference": "0"}
    with shelf.world.all_eyes():
        assert StockMove.objects.count() == 1


def test_receipts_are_issues_and_stock_and_losses(shelf: Shelf) -> None:
    shelf.receive(100)
    shelf.world.written(issue(shelf, 30), by=shelf.world.su)
    shelf.world.written(
        CountStock(store=shelf.store, item=shelf.masks, counted=Decimal(65), reason="受潮"), by=shelf.world.su
    )
    with shelf.world.all_eyes():
        books = accounts_of(shelf.world.bamboo, timezone.now())[shelf.masks]
    assert (books.receipts, books.issues, books.losses, books.stock) == (100, 30, 5, 65)


def test_the_books_of_a_past_moment_stay_as_they_were(shelf: Shelf) -> None:
    shelf.receive(100)
    then = timezone.now()
    later = then + timedelta(hours=1)
    with patch("django.utils.timezone.now", lambda: later):
        shelf.world.written(issue(shelf, 30, happened_at=later), by=shelf.world.su)
    with shelf.world.all_eyes():
        assert accounts_of(shelf.world.bamboo, then)[shelf.masks].stock == 100
        assert accounts_of(shelf.world.bamboo, later)[shelf.masks].stock == 70


def test_the_shelf_says_how_long_masks_last(shelf: Shelf) -> None:
    with shelf.world.all_eyes():
        home = shelf.homes.households[0]
        Resident.objects.bulk_create(
            Resident(area=shelf.world.bamboo, household=home, name="村民")
            for _ in range(658 - shelf.homes.bamboo_people)
        )
    shelf.receive(3000)
    shelf.world.written(SetIssuePlan(item=shelf.masks, per_person_day=Decimal(1), days=14), by=shelf.world.su)
    with shelf.world.eyes_of(shelf.world.su):
        masks = next(each for each in shelves(shelf.world.bamboo, timezone.now()) if each.item.pk == shelf.masks)
    assert (masks.needed, masks.cover, masks.short, masks.share) == (9212, Decimal("4.6"), True, 32)


def test_without_a_plan_there_is_no_guess_about_cover(shelf: Shelf) -> None:
    shelf.receive(30)
    with shelf.world.eyes_of(shelf.world.su):
        masks = next(each for each in shelves(shelf.world.bamboo, timezone.now()) if each.item.pk == shelf.masks)
    assert (masks.cover, masks.needed, masks.short, masks.share) == (None, None, False, 0)


def test_alcohol_above_the_limit_of_a_store_is_flagged(shelf: Shelf) -> None:
    world = shelf.world
    act = AddItem(
        area=world.bamboo.pk, name="75%酒精", unit="瓶", item_kind="alcohol", litres=Decimal("0.5"), offered=False
    )
    alcohol = world.written(act, by=world.su)["item"]
    shelf.receive(1, alcohol)
    with world.all_eyes():
        assert [hazard.over for hazard in hazards(world.bamboo, timezone.now())] == [False]
    shelf.receive(1, alcohol)
    with world.all_eyes():
        [hazard] = hazards(world.bamboo, timezone.now())
    assert (hazard.litres, hazard.over) == (1, True)


def test_a_store_with_a_limit_of_its_own_is_measured_by_it(shelf: Shelf) -> None:
    world = shelf.world
    act = AddItem(area=world.bamboo.pk, name="酒精", unit="桶", item_kind="alcohol", litres=Decimal(5))
    alcohol = world.written(act, by=world.su)["item"]
    store = AddStore(area=world.bamboo.pk, name="院内棚", alcohol_limit_l=Decimal(20))
    shelf.store = world.written(store, by=world.su)["store"]
    shelf.receive(4, alcohol)
    with world.all_eyes():
        assert [(h.litres, h.limit, h.over) for h in hazards(world.bamboo, timezone.now())] == [(20, 20, False)]


def test_alcohol_says_how_much_is_in_a_bottle(shelf: Shelf) -> None:
    act = AddItem(area=shelf.world.bamboo.pk, name="酒精", unit="瓶", item_kind="alcohol")
    assert shelf.world.submit(act, by=shelf.world.su).refused == "alcohol_litres_missing"


def test_names_are_taken_once_in_a_place(shelf: Shelf) -> None:
    again = AddItem(area=shelf.world.bamboo.pk, name="白菜", unit="斤", item_kind="food")
    assert shelf.world.submit(again, by=shelf.world.su).refused == "item_name_taken"
    store = AddStore(area=shelf.world.bamboo.pk, name="村委会仓库")
    assert shelf.world.submit(store, by=shelf.world.su).refused == "store_name_taken"


@pytest.mark.parametrize(("who", "fate"), [("tian", "not_allowed"), ("dou", "not_found"), ("an", None)])
def test_only_who_runs_supply_issues(shelf: Shelf, who: str, fate: str | None) -> None:
    shelf.receive(5)
    assert shelf.world.submit(issue(shelf, 1), by=shelf.world.people[who]).refused == fate


def test_a_move_cannot_go_against_its_kind(shelf: Shelf) -> None:
    shelf.receive(5)
    with shelf.world.all_eyes(), pytest.raises(IntegrityError), transaction.atomic():
        StockMove.objects.update(kind="issue")


def test_a_receipt_typed_in_late_keeps_its_time(shelf: Shelf) -> None:
    shelf.receive(5)
    with shelf.world.all_eyes():
        StockMove.objects.update(at=ago(days=2))
        assert accounts_of(shelf.world.bamboo, ago(days=1))[shelf.masks].stock == 5


def batch(shelf: Shelf, quantity: int, *, days: int | None) -> None:
    """Masks come in that expire so many days from today."""
    day = None if days is None else timezone.localdate() + timedelta(days=days)
    act = ReceiveStock(store=shelf.store, item=shelf.masks, quantity=Decimal(quantity), party="慈善会", expires_on=day)
    shelf.world.written(act, by=shelf.world.su)


def test_what_expires_within_the_pack_s_notice_is_listed_the_earliest_first(shelf: Shelf) -> None:
    for quantity, days in ((10, 30), (20, -1), (30, 31), (40, None)):
        batch(shelf, quantity, days=days)
    with shelf.world.eyes_of(shelf.world.su):
        found = expiring(shelf.world.bamboo, timezone.now())
    assert [(each.quantity, each.past) for each in found] == [(20, True), (10, False)]


def test_what_was_given_out_was_what_expires_first(shelf: Shelf) -> None:
    batch(shelf, 10, days=3)
    batch(shelf, 20, days=5)
    shelf.world.written(issue(shelf, 12), by=shelf.world.su)
    with shelf.world.eyes_of(shelf.world.su):
        [left] = expiring(shelf.world.bamboo, timezone.now())
    assert left.quantity == 18
    shelf.world.written(issue(shelf, 18), by=shelf.world.su)
    with shelf.world.eyes_of(shelf.world.su):
        assert expiring(shelf.world.bamboo, timezone.now()) == []


def test_the_stock_page_says_what_to_use_first(shelf: Shelf, page_of: Any) -> None:
    batch(shelf, 10, days=-2)
    page = str(page_of(shelf.world.su).get(f"/{shelf.world.bamboo.code}/supplies/stock/").content, "utf-8")
    assert "Use these first" in page and "expired, do not give it out" in page


def test_an_item_of_another_place_is_not_found_when_counted_or_issued(shelf: Shelf) -> None:
    with shelf.world.all_eyes():
        theirs = Item.objects.create(
            area=shelf.world.lotus, name="外村口罩", unit="只", kind="protective", added_by=shelf.world.dou,
            added_at=timezone.now(),
        )  # fmt: skip
    count = CountStock(store=shelf.store, item=theirs.pk, counted=Decimal(0))
    nothing = CountStock(store=shelf.store, item=999_999, counted=Decimal(0))
    for act in (count, nothing, issue(shelf, 1, item=theirs.pk)):
        assert shelf.world.submit(act, by=shelf.world.su).refused == "not_found"
