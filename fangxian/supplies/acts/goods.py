"""What a community buys and keeps, where it keeps it, and how much everybody gets."""

from decimal import Decimal
from typing import Annotated, Literal

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from fangxian.areas.models import Area
from fangxian.areas.roles import Can
from fangxian.door.act import Answer, Decision, Doing, Refusal, handles
from fangxian.door.words import refusals
from fangxian.supplies.models import IssuePlan, Item, Store

REFUSALS = refusals(
    item_name_taken=_("There already is an item called %(item)s here."),
    alcohol_litres_missing=_("Say how many litres of alcohol are in one unit."),
    store_name_taken=_("There already is a store called %(store)s here."),
)

Name = Annotated[str, Field(min_length=1, max_length=60)]
Quantity = Annotated[Decimal, Field(gt=0, le=Decimal(1_000_000), decimal_places=2)]
Price = Annotated[Decimal, Field(ge=0, le=Decimal(1_000_000), decimal_places=2)]
Litres = Annotated[Decimal, Field(gt=0, le=Decimal(10_000), decimal_places=3)]


class AddItem(Decision):
    """Add goods that households may order, or that are kept in store."""

    needs = Can.RUN_SUPPLY
    area: int
    name: Name
    unit: Annotated[str, Field(min_length=1, max_length=12)]
    item_kind: Literal["food", "daily", "infant", "protective", "alcohol", "other"]
    offered: bool = True
    price: Price | None = None
    litres: Litres | None = None

    def place(self) -> Area:
        """The community."""
        return Area.objects.get(pk=self.area)


@handles(AddItem)
def add_item(act: AddItem, doing: Doing) -> Answer:
    """Make the item; alcohol says how much of it is in a unit, or no store could be watched."""
    if Item.objects.filter(area=doing.place, name=act.name).exists():
        raise Refusal("item_name_taken", item=act.name)
    if act.item_kind == "alcohol" and act.litres is None:
        raise Refusal("alcohol_litres_missing")
    item = Item.objects.create(
        area=doing.place, name=act.name, unit=act.unit, kind=act.item_kind, offered=act.offered, price=act.price,
        litres=act.litres, added_by=doing.by, added_at=doing.at,
    )  # fmt: skip
    return {"item": item.pk}


class AddStore(Decision):
    """Add a room where supplies lie."""

    needs = Can.RUN_SUPPLY
    area: int
    name: Name
    alcohol_limit_l: Litres | None = None

    def place(self) -> Area:
        """The community."""
        return Area.objects.get(pk=self.area)


@handles(AddStore)
def add_store(act: AddStore, doing: Doing) -> Answer:
    """Make the store."""
    if Store.objects.filter(area=doing.place, name=act.name).exists():
        raise Refusal("store_name_taken", store=act.name)
    store = Store.objects.create(
        area=doing.place, name=act.name, alcohol_limit_l=act.alcohol_limit_l, added_by=doing.by, added_at=doing.at
    )
    return {"store": store.pk}


class SetIssuePlan(Decision):
    """Say how much of an item everybody gets a day, and for how many days it must last."""

    needs = Can.RUN_SUPPLY
    item: int
    per_person_day: Quantity
    days: Annotated[int, Field(ge=1, le=366)]

    def place(self) -> Area:
        """The item's community."""
        return Item.objects.select_related("area").get(pk=self.item).area


@handles(SetIssuePlan)
def set_issue_plan(act: SetIssuePlan, doing: Doing) -> Answer:
    """Write the plan; the former one stays readable."""
    plan = IssuePlan.objects.create(
        area=doing.place, item_id=act.item, per_person_day=act.per_person_day, days=act.days, set_by=doing.by,
        at=doing.at,
    )  # fmt: skip
    return {"plan": plan.pk}
