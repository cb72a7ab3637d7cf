"""Examples of the acts on needs, bags, medicines and stock. The round is long over where bags are on their way."""

from decimal import Decimal

from django.utils import timezone

from fangxian.door.act import Act
from fangxian.supplies.acts import (
    AddItem,
    AddStore,
    AskMedicine,
    AssignDeliverers,
    ClosePurchase,
    CountStock,
    IssueFreely,
    IssueStock,
    OpenNeedsRound,
    ReceiveStock,
    RecordHandover,
    RecordMedicineEnd,
    RecordUnmet,
    ReturnStock,
    SetIssuePlan,
    StateNeeds,
)
from fangxian.supplies.acts.bags import Tour
from fangxian.supplies.acts.needs import Wanted
from fangxian.supplies.models import NeedsRound
from tests.examples import Example
from tests.homes import Homes
from tests.supplies.shelf import Shelf, filled, round_act
from tests.world import World, ago


def add_item(world: World, _: Homes) -> Act:
    return AddItem(area=world.bamboo.pk, name="大葱", unit="斤", item_kind="food")


def add_store(world: World, _: Homes) -> Act:
    return AddStore(area=world.bamboo.pk, name="小学食堂")


def set_plan(world: World, homes: Homes) -> Act:
    return SetIssuePlan(item=filled(world, homes).masks, per_person_day=Decimal(1), days=14)


def open_round(world: World, _: Homes) -> Act:
    return round_act(world, timezone.now())


def state_needs(world: World, homes: Homes) -> Act:
    shelf = filled(world, homes)
    wanted = [Wanted(item=shelf.cabbage, quantity=Decimal(2))]
    return StateNeeds(round=shelf.round, household=homes.households[0].pk, wanted=wanted, note="李青过敏,打13900000001")


def close_purchase(world: World, homes: Homes) -> Act:
    shelf = filled(world, homes)
    assert shelf.state(0, {shelf.cabbage: 2}).written
    with world.all_eyes():
        NeedsRound.objects.filter(pk=shelf.round).update(deadline=ago(hours=1))
    return ClosePurchase(round=shelf.round)


def assign(world: World, homes: Homes) -> Act:
    shelf = filled(world, homes)
    return AssignDeliverers(round=shelf.round, tours=[Tour(deliverer=world.tian.pk, bags=shelf.closed())])


def hand_over(world: World, homes: Homes) -> Act:
    return RecordHandover(bag=filled(world, homes).assigned()[0])


def unmet(world: World, homes: Homes) -> Act:
    return RecordUnmet(bag=filled(world, homes).assigned()[0], reason="nobody_home", note="李青在医院")


def ask_medicine(world: World, homes: Homes) -> AskMedicine:
    return AskMedicine(
        household=homes.households[0].pk, what="李青的降压药", wanted_by=ago(hours=-5), runner=world.tian.pk
    )


def medicine_end(world: World, homes: Homes) -> Act:
    asked = ask_medicine(world, homes)
    return RecordMedicineEnd(household=asked.household, medicine=world.written(asked, by=world.an)["medicine"])


def stocked_shelf(world: World, homes: Homes) -> Shelf:
    shelf = filled(world, homes)
    assert shelf.receive(100).written
    return shelf


def receive(world: World, homes: Homes) -> Act:
    shelf = filled(world, homes)
    return ReceiveStock(store=shelf.store, item=shelf.masks, quantity=Decimal(100), party="张伟 13900000001")


def give_back(world: World, homes: Homes) -> Act:
    shelf = stocked_shelf(world, homes)
    return ReturnStock(store=shelf.store, item=shelf.masks, quantity=Decimal(1), party="李青", reason="李青没用完")


def issue(world: World, homes: Homes) -> Act:
    shelf = stocked_shelf(world, homes)
    return IssueStock(store=shelf.store, item=shelf.masks, quantity=Decimal(2), party="张伟")


def count(world: World, homes: Homes) -> Act:
    shelf = stocked_shelf(world, homes)
    return CountStock(store=shelf.store, item=shelf.masks, counted=Decimal(98), reason="张伟拿走没记")


def issue_freely(world: World, homes: Homes) -> Act:
    shelf = stocked_shelf(world, homes)
    return IssueFreely(store=shelf.store, item=shelf.masks, per_person=Decimal(2))


EXAMPLES: dict[type[Act], Example] = {
    AddItem: add_item,
    AddStore: add_store,
    AskMedicine: ask_medicine,
    AssignDeliverers: assign,
    ClosePurchase: close_purchase,
    CountStock: count,
    IssueFreely: issue_freely,
    IssueStock: issue,
    OpenNeedsRound: open_round,
    ReceiveStock: receive,
    RecordHandover: hand_over,
    RecordMedicineEnd: medicine_end,
    RecordUnmet: unmet,
    ReturnStock: give_back,
    SetIssuePlan: set_plan,
    StateNeeds: state_needs,
}
