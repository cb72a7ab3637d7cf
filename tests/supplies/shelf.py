"""Short ways to fill Bamboo's shelves and rounds, always through the door."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from unittest.mock import patch

from django.utils import timezone

from fangxian.door.models import Entry
from fangxian.supplies.acts import (
    AddItem,
    AddStore,
    AssignDeliverers,
    ClosePurchase,
    OpenNeedsRound,
    ReceiveStock,
    StateNeeds,
)
from fangxian.supplies.models import Bag, NeedsRound
from tests.homes import Homes, settle
from tests.world import World


@dataclass
class Shelf:
    """Bamboo with homes, two vegetables, masks and a store; `round` is open until an hour from now."""

    world: World
    homes: Homes
    cabbage: int
    leek: int
    masks: int
    store: int
    round: int

    def state(self, household: int, wanted: Mapping[int, object], **more: Any) -> Entry:
        """A household of Bamboo, by its place in the tables, states what it needs."""
        lines = [{"item": item, "quantity": quantity} for item, quantity in wanted.items()]
        values: dict[str, Any] = {"by": self.world.su, **more}
        by = values.pop("by")
        act = StateNeeds(round=self.round, household=self.homes.households[household].pk, wanted=lines, **values)  # type: ignore[arg-type]
        return self.world.submit(act, by=by)

    def after_deadline(self) -> Any:
        """The house's clock, two hours on: the deadline has passed and the slot has begun."""
        later = timezone.now() + timedelta(hours=2)
        return patch("django.utils.timezone.now", lambda: later)

    def closed(self) -> list[int]:
        """Two households state their needs and the purchase is closed; the bags, in walking order."""
        assert self.state(0, {self.cabbage: 2, self.leek: "1.5"}).written
        assert self.state(2, {self.cabbage: 3}, priority="older").written
        with self.after_deadline():
            self.world.written(ClosePurchase(round=self.round, happened_at=timezone.now()), by=self.world.su)
        with self.world.all_eyes():
            return list(Bag.objects.filter(round=self.round).values_list("pk", flat=True))

    def assigned(self) -> list[int]:
        """As `closed`, and Tian brings every bag."""
        bags = self.closed()
        tours = [{"deliverer": self.world.tian.pk, "bags": bags}]
        self.world.written(AssignDeliverers(round=self.round, tours=tours), by=self.world.su)  # type: ignore[arg-type]
        return bags

    def receive(self, quantity: object, item: int | None = None) -> Entry:
        """Goods come into the store."""
        act = ReceiveStock(store=self.store, item=item or self.masks, quantity=Decimal(str(quantity)), party="慈善会")
        return self.world.submit(act, by=self.world.su)


def stocked(world: World) -> Shelf:
    """Settle Bamboo and fill its shelves."""
    return filled(world, settle(world))


def filled(world: World, homes: Homes) -> Shelf:
    """Fill the shelves of a Bamboo where people live already."""
    item = {
        name: world.written(AddItem(area=world.bamboo.pk, name=name, **more), by=world.su)["item"]
        for name, more in {
            "白菜": {"unit": "斤", "item_kind": "food", "price": Decimal("1.20")},
            "韭菜": {"unit": "斤", "item_kind": "food", "price": Decimal("3.50")},
            "口罩": {"unit": "只", "item_kind": "protective", "offered": False},
        }.items()
    }
    store = world.written(AddStore(area=world.bamboo.pk, name="村委会仓库"), by=world.su)["store"]
    now = timezone.now()
    return Shelf(
        world, homes, item["白菜"], item["韭菜"], item["口罩"], store,
        world.written(round_act(world, now), by=world.su)["round"],
    )  # fmt: skip


def round_act(world: World, now: datetime, **changes: Any) -> OpenNeedsRound:
    """Needs until in an hour, brought between two and five hours from now."""
    values = {
        "area": world.bamboo.pk, "deadline": now + timedelta(hours=1), "slot_from": now + timedelta(hours=2),
        "slot_until": now + timedelta(hours=5), **changes,
    }  # fmt: skip
    return OpenNeedsRound(**values)


def round_of(shelf: Shelf) -> NeedsRound:
    """The round as a row."""
    return NeedsRound._base_manager.get(pk=shelf.round)
