"""From what a household says to the bag at its door: one order, one bag, one named person."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from fangxian.supplies.acts import (
    AskMedicine,
    AssignDeliverers,
    ClosePurchase,
    RecordHandover,
    RecordMedicineEnd,
    RecordUnmet,
    StateNeeds,
)
from fangxian.supplies.models import Assignment, Bag, Handover, MedicineNeed, Need, NeedsList, NeedsRound, PurchaseLine
from fangxian.supplies.queries.rounds import errands_of, evening_of, medicines_of, rounds_of, tour_of
from fangxian.supplies.queries.tours import proposal
from tests.supplies.shelf import Shelf, round_act, round_of, stocked
from tests.world import World, ago


@pytest.fixture
def shelf(world: World) -> Shelf:
    return stocked(world)


def test_what_is_stated_again_replaces_what_was_stated(shelf: Shelf) -> None:
    assert shelf.state(0, {shelf.cabbage: 2, shelf.leek: 1}).written
    assert shelf.state(0, {shelf.cabbage: "2.5"}).written
    with shelf.world.all_eyes():
        assert [need.quantity for need in Need.objects.all()] == [Decimal("2.50")]
        assert NeedsList.objects.count() == 1


def test_after_the_deadline_the_household_hears_until_when_it_was(shelf: Shelf) -> None:
    with shelf.after_deadline():
        entry = shelf.state(0, {shelf.cabbage: 2}, happened_at=timezone.now())
    assert entry.refused == "deadline_passed"
    assert ":" in entry.answer["deadline"]


def test_what_a_phone_kept_before_the_deadline_still_counts_after_it(shelf: Shelf) -> None:
    stated_at = timezone.now()
    with shelf.after_deadline():
        assert shelf.state(0, {shelf.cabbage: 2}, happened_at=stated_at).written


def test_after_the_purchase_nothing_is_added_however_early_it_was_said(shelf: Shelf) -> None:
    said_at = timezone.now()
    shelf.closed()
    assert shelf.state(1, {shelf.cabbage: 1}, happened_at=said_at).refused == "round_closed"


@pytest.mark.parametrize(("wanted", "code"), [("masks", "item_not_offered"), ("nothing", None)])
def test_only_what_is_on_offer_can_be_ordered(shelf: Shelf, wanted: str, code: str | None) -> None:
    lines = {shelf.masks: 1} if wanted == "masks" else {}
    assert shelf.state(0, lines).refused == code


def test_an_item_stands_once_in_a_list(shelf: Shelf) -> None:
    line = {"item": shelf.cabbage, "quantity": 1}
    act = StateNeeds(round=shelf.round, household=shelf.homes.households[0].pk, wanted=[line, line])  # type: ignore[list-item]
    assert shelf.world.submit(act, by=shelf.world.su).refused == "item_twice"


def test_a_household_of_another_place_is_not_found(shelf: Shelf) -> None:
    assert shelf.state(0, {shelf.cabbage: 1}, by=shelf.world.dou).refused == "not_found"


@pytest.mark.parametrize(("who", "fate"), [("gao", "not_allowed"), ("tian", "not_allowed"), ("an", None), ("su", None)])
def test_only_who_asks_for_homes_may_state_needs(shelf: Shelf, who: str, fate: str | None) -> None:
    assert shelf.state(0, {shelf.cabbage: 1}, by=shelf.world.people[who]).refused == fate


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"deadline": ago(hours=1)}, "deadline_behind"),
        ({"slot_until": ago(hours=-1.5)}, "slot_disordered"),
        ({}, "round_still_open"),
    ],
)
def test_a_round_has_its_times_in_order_and_no_rival(shelf: Shelf, changes: dict[str, object], code: str) -> None:
    act = round_act(shelf.world, timezone.now(), **changes)
    assert shelf.world.submit(act, by=shelf.world.su).refused == code


def test_needs_are_taken_for_a_community_not_for_a_grid(shelf: Shelf) -> None:
    act = round_act(shelf.world, timezone.now(), area=shelf.world.grid_one.pk)
    assert shelf.world.submit(act, by=shelf.world.su).refused == "round_needs_community"


def test_the_one_order_is_the_sum_of_the_bags_with_the_price_of_that_hour(shelf: Shelf) -> None:
    shelf.closed()
    with shelf.world.all_eyes():
        lines = {line.item_id: (line.quantity, line.price) for line in PurchaseLine.objects.all()}
    assert lines == {shelf.cabbage: (5, Decimal("1.20")), shelf.leek: (Decimal("1.50"), Decimal("3.50"))}


def test_bags_are_numbered_along_the_walk(shelf: Shelf) -> None:
    shelf.closed()
    with shelf.world.all_eyes():
        walk = [(bag.number, str(bag.household)) for bag in Bag.objects.select_related("household")]
    assert walk == [(1, "1"), (2, "3-1-501")]


def test_closing_again_changes_nothing(shelf: Shelf) -> None:
    shelf.closed()
    again = shelf.world.written(ClosePurchase(round=shelf.round), by=shelf.world.su)
    assert again["bags"] == 2
    with shelf.world.all_eyes():
        assert Bag.objects.count() == 2 and PurchaseLine.objects.count() == 2


def test_a_purchase_waits_for_the_deadline_and_for_somebody_who_needs_something(shelf: Shelf) -> None:
    close = ClosePurchase(round=shelf.round)
    assert shelf.world.submit(close, by=shelf.world.su).refused == "deadline_ahead"
    with shelf.after_deadline():
        late = ClosePurchase(round=shelf.round, happened_at=timezone.now())
        assert shelf.world.submit(late, by=shelf.world.su).refused == "nothing_needed"


def test_a_bag_cannot_have_two_deliverers(shelf: Shelf) -> None:
    bags = shelf.assigned()
    with shelf.world.all_eyes():
        first = Assignment.objects.get(bag=bags[0])
        first.pk, first.deliverer = None, shelf.world.su
        with pytest.raises(IntegrityError), transaction.atomic():
            first.save()


def test_a_household_cannot_have_two_bags_of_a_round(shelf: Shelf) -> None:
    bags = shelf.closed()
    with shelf.world.all_eyes():
        bag = Bag.objects.get(pk=bags[0])
        bag.pk, bag.number = None, 99
        with pytest.raises(IntegrityError), transaction.atomic():
            bag.save()


@pytest.mark.parametrize("which", ["missing", "twice", "stranger"])
def test_every_bag_is_named_once_and_to_somebody_who_may_deliver(shelf: Shelf, which: str) -> None:
    bags = shelf.closed()
    named = {"missing": bags[:1], "twice": [*bags, bags[0]], "stranger": bags}[which]
    who = shelf.world.gao if which == "stranger" else shelf.world.tian
    act = AssignDeliverers(round=shelf.round, tours=[{"deliverer": who.pk, "bags": named}])  # type: ignore[list-item]
    code = "no_deliverer" if which == "stranger" else "bag_not_covered"
    assert shelf.world.submit(act, by=shelf.world.su).refused == code


def test_the_proposal_names_each_bag_once(shelf: Shelf) -> None:
    bags = shelf.closed()
    with shelf.world.eyes_of(shelf.world.su):
        made = proposal(round_of(shelf), [shelf.world.tian, shelf.world.su], at=timezone.now())
    assert sorted(bag.pk for share in made.tours.values() for bag in share) == sorted(bags)
    assert (made.late, made.moved) == ([], 0)


def test_a_household_keeps_the_hands_that_brought_its_last_bag(shelf: Shelf) -> None:
    shelf.assigned()
    with shelf.world.all_eyes():
        NeedsRound.objects.update(deadline=timezone.now() - timedelta(days=1))
        old = NeedsRound.objects.get()
    new = shelf.world.written(round_act(shelf.world, timezone.now()), by=shelf.world.su)["round"]
    again = replace(shelf, round=new)
    again.closed()
    with shelf.world.eyes_of(shelf.world.su):
        made = proposal(NeedsRound.objects.get(pk=new), [shelf.world.su, shelf.world.tian], at=timezone.now())
    assert old.pk != new
    assert [len(made.tours[who]) for who in (shelf.world.su, shelf.world.tian)] == [0, 2]


def test_a_bag_on_its_way_keeps_its_deliverer(shelf: Shelf) -> None:
    bags = shelf.assigned()
    shelf.world.written(RecordHandover(bag=bags[0]), by=shelf.world.tian)
    act = AssignDeliverers(round=shelf.round, tours=[{"deliverer": shelf.world.su.pk, "bags": bags}])  # type: ignore[list-item]
    assert shelf.world.submit(act, by=shelf.world.su).refused == "bag_on_its_way"


def test_a_handover_is_never_refused_only_remarked(shelf: Shelf) -> None:
    bag = shelf.assigned()[0]
    first = shelf.world.written(RecordHandover(bag=bag), by=shelf.world.tian)
    second = shelf.world.written(RecordHandover(bag=bag, mode="in_person"), by=shelf.world.su)
    assert first["remarks"] == [] and second["remarks"] == ["again", "other_hands"]


def test_after_the_slot_a_bag_is_late_but_arrived(shelf: Shelf) -> None:
    bag = shelf.assigned()[0]
    round = round_of(shelf)
    with shelf.world.all_eyes():
        type(round).objects.filter(pk=round.pk).update(
            deadline=ago(hours=9), slot_from=ago(hours=8), slot_until=ago(hours=1)
        )
    assert shelf.world.written(RecordHandover(bag=bag), by=shelf.world.tian)["remarks"] == ["late"]
    with shelf.world.all_eyes():
        evening = evening_of(round_of(shelf), at=timezone.now())
    assert (evening.handed_over, evening.waiting, evening.on_time) == (1, 1, 0)


def test_the_evening_counts_what_came_what_did_not_and_why(shelf: Shelf) -> None:
    bags = shelf.assigned()
    shelf.world.written(RecordHandover(bag=bags[0]), by=shelf.world.tian)
    shelf.world.written(RecordUnmet(bag=bags[1], reason="nobody_home"), by=shelf.world.tian)
    with shelf.world.all_eyes():
        need = Bag.objects.get(pk=bags[0]).list.needs.first()
    assert need is not None
    shelf.world.written(RecordUnmet(bag=bags[0], need=need.pk, reason="sold_out", note="明天补"), by=shelf.world.tian)
    with shelf.world.all_eyes():
        evening = evening_of(round_of(shelf), at=timezone.now())
    assert (evening.bags, evening.handed_over, evening.given_up, evening.waiting) == (2, 1, 1, 0)
    assert evening.on_time == 50 and {each.reason for each in evening.unmet} == {"nobody_home", "sold_out"}


def test_a_line_of_another_bag_is_not_found(shelf: Shelf) -> None:
    bags = shelf.assigned()
    with shelf.world.all_eyes():
        need = Bag.objects.get(pk=bags[1]).list.needs.first()
    assert need is not None
    entry = shelf.world.submit(RecordUnmet(bag=bags[0], need=need.pk, reason="sold_out"), by=shelf.world.tian)
    assert entry.refused == "not_found"


def test_a_second_sending_of_a_handover_is_one_handover(shelf: Shelf) -> None:
    act = RecordHandover(bag=shelf.assigned()[0])
    for _ in range(3):
        shelf.world.written(act, by=shelf.world.tian)
    with shelf.world.all_eyes():
        assert Handover.objects.count() == 1


def test_who_cannot_wait_is_first_on_the_tour(shelf: Shelf) -> None:
    shelf.closed()
    with shelf.world.eyes_of(shelf.world.su):
        made = proposal(round_of(shelf), [shelf.world.tian], at=timezone.now())
        bags = [bag.pk for share in made.tours.values() for bag in share]
    act = AssignDeliverers(round=shelf.round, tours=[{"deliverer": shelf.world.tian.pk, "bags": bags}])  # type: ignore[list-item]
    shelf.world.written(act, by=shelf.world.su)
    with shelf.world.eyes_of(shelf.world.tian):
        tour = tour_of(shelf.world.tian, round_of(shelf))
    assert [str(stop.bag.household) for stop in tour] == ["3-1-501", "1"]
    assert tour[0].promised_at < tour[1].promised_at == round_of(shelf).slot_until


def test_a_grid_reads_the_round_of_its_community(shelf: Shelf) -> None:
    with shelf.world.eyes_of(shelf.world.wang):
        assert [round.pk for round in rounds_of(shelf.world.grid_one)] == [shelf.round]


def ask_medicine(shelf: Shelf, **changes: object) -> AskMedicine:
    values = {
        "household": shelf.homes.households[2].pk, "what": "胰岛素 2 支", "wanted_by": ago(hours=-3),
        "runner": shelf.world.tian.pk, **changes,
    }  # fmt: skip
    return AskMedicine(**values)


def test_a_medicine_never_stands_in_the_queue_of_the_bags(shelf: Shelf) -> None:
    shelf.world.written(ask_medicine(shelf), by=shelf.world.su)
    shelf.closed()
    with shelf.world.all_eyes():
        assert Bag.objects.count() == 2
        assert not NeedsList.objects.filter(note__contains="胰岛素").exists()


def test_a_medicine_is_seen_by_who_runs_supply_and_by_its_runner_only(shelf: Shelf) -> None:
    shelf.world.written(ask_medicine(shelf), by=shelf.world.su)
    with shelf.world.eyes_of(shelf.world.su):
        assert [need.what for need in medicines_of(shelf.world.bamboo)] == ["胰岛素 2 支"]
    with shelf.world.eyes_of(shelf.world.tian):
        assert not MedicineNeed.objects.exists()
        assert [need.what for need in errands_of(shelf.world.tian, shelf.world.bamboo)] == ["胰岛素 2 支"]
    with shelf.world.eyes_of(shelf.world.wang):
        assert errands_of(shelf.world.wang, shelf.world.grid_one) == []


def test_the_ledger_keeps_no_medicine_in_the_clear(shelf: Shelf) -> None:
    entry = shelf.world.submit(ask_medicine(shelf), by=shelf.world.su)
    payload = entry.payload or {}
    assert "胰岛素" not in str(payload) and "sealed:" in payload["what"]


def test_a_medicine_that_could_not_be_had_waits_until_it_is_handed_over(shelf: Shelf) -> None:
    medicine = shelf.world.written(ask_medicine(shelf), by=shelf.world.su)["medicine"]
    home = shelf.homes.households[2].pk

    def waiting() -> int:
        with shelf.world.all_eyes():
            return len(medicines_of(shelf.world.bamboo))

    shelf.world.written(RecordMedicineEnd(household=home, medicine=medicine, reason="sold_out"), by=shelf.world.tian)
    assert waiting() == 1
    shelf.world.written(RecordMedicineEnd(household=home, medicine=medicine), by=shelf.world.tian)
    assert waiting() == 0


@pytest.mark.parametrize(
    ("changes", "code"), [({"what": ""}, "medicine_missing"), ({"what": "  "}, "medicine_missing"), ({}, None)]
)
def test_a_medicine_is_named(shelf: Shelf, changes: dict[str, object], code: str | None) -> None:
    assert shelf.world.submit(ask_medicine(shelf, **changes), by=shelf.world.su).refused == code


def test_a_runner_must_be_somebody_who_delivers(shelf: Shelf) -> None:
    entry = shelf.world.submit(ask_medicine(shelf, runner=shelf.world.gao.pk), by=shelf.world.su)
    assert entry.refused == "runner_cannot"


def test_the_slot_of_a_round_lies_after_its_deadline_in_the_table_too(shelf: Shelf) -> None:
    round = round_of(shelf)
    with shelf.world.all_eyes(), pytest.raises(IntegrityError), transaction.atomic():
        type(round).objects.filter(pk=round.pk).update(slot_from=round.deadline - timedelta(minutes=1))
