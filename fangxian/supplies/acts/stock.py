"""What comes into a store and leaves it. Whoever wishes for goods is refused what is not there (G-10)."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from fangxian.areas.models import Area
from fangxian.areas.roles import Can
from fangxian.door.act import Answer, Decision, Doing, Fact, Refusal, Sealed, handles
from fangxian.door.words import refusals
from fangxian.register.models import Household
from fangxian.supplies.acts.goods import Price, Quantity
from fangxian.supplies.models import FreeIssue, Item, StockMove, Store
from fangxian.supplies.queries.stock import people_by_household, stock_in
from fangxian.supplies.rules import MoveKind, counted_difference

REFUSALS = refusals(
    not_enough=_("Only %(stock)s %(unit)s of %(item)s are in %(store)s."),
    issue_of_nothing=_("Say how much each household or each person gets."),
    count_reason_missing=_("The count differs from the books by %(difference)s. Write down why."),
    issue_target=_("Name the household or the team that gets it."),
)

Reason = Annotated[str, Sealed(), Field(max_length=200)]
# Donors and takers are often named persons.
Party = Annotated[str, Sealed(), Field(max_length=60)]
Each = Annotated[Decimal, Field(ge=0, le=Decimal(10_000), decimal_places=2)]


class ReceiveStock(Fact):
    """Goods came into a store: bought, given or brought."""

    needs = Can.RUN_SUPPLY
    store: int
    item: int
    quantity: Quantity
    party: Party = ""
    price: Price = Decimal(0)
    expires_on: date | None = None

    def place(self) -> Area:
        """The store's community."""
        return place_of(self.store)


def place_of(store: int) -> Area:
    """The community of a store, with the sender's own eyes."""
    return Store.objects.select_related("area").get(pk=store).area


@handles(ReceiveStock)
def receive_stock(act: ReceiveStock, doing: Doing) -> Answer:
    """Write the receipt."""
    move = moved(act, doing, kind=MoveKind.RECEIPT, change=act.quantity, party=act.party, price=act.price,
                 expires_on=act.expires_on)  # fmt: skip
    return {"move": move.pk}


def moved(act: Any, doing: Doing, *, kind: MoveKind, change: Decimal, **more: Any) -> StockMove:
    """One move of an item of this community in one of its stores."""
    item = Item.objects.get(pk=act.item, area=doing.place)
    return StockMove.objects.create(
        area=doing.place, store_id=act.store, item=item, kind=kind, change=change, by=doing.by, at=doing.at, **more
    )


class ReturnStock(Fact):
    """Goods that were issued came back."""

    needs = Can.RUN_SUPPLY
    store: int
    item: int
    quantity: Quantity
    party: Party = ""
    reason: Reason = ""

    def place(self) -> Area:
        """The store's community."""
        return place_of(self.store)


@handles(ReturnStock)
def return_stock(act: ReturnStock, doing: Doing) -> Answer:
    """Write the return."""
    move = moved(act, doing, kind=MoveKind.RETURN, change=act.quantity, party=act.party, reason=act.reason)
    return {"move": move.pk}


class IssueStock(Decision):
    """Give goods out of a store to a household or a team. Free unless a price is written."""

    needs = Can.RUN_SUPPLY
    store: int
    item: int
    quantity: Quantity
    household: int | None = None
    party: Party = ""
    price: Price = Decimal(0)

    def place(self) -> Area:
        """The store's community."""
        return place_of(self.store)


@handles(IssueStock)
def issue_stock(act: IssueStock, doing: Doing) -> Answer:
    """Write the issue, if it is there; decisions of a community come one after another, so nobody takes it twice."""
    if act.household is None and not act.party:
        raise Refusal("issue_target")
    Item.objects.get(pk=act.item, area=doing.place)
    refuse_shortage(act.store, act.item, act.quantity)
    home = Household.objects.get(pk=act.household) if act.household is not None else None
    move = moved(
        act, doing, kind=MoveKind.ISSUE, change=-act.quantity, household=home, party=act.party, price=act.price
    )
    return {"move": move.pk}


def refuse_shortage(store: int, item: int, quantity: Decimal) -> None:
    """Refuse to take more than a store holds."""
    there = stock_in(store, item)
    if quantity > there:
        goods, room = Item.objects.get(pk=item), Store.objects.get(pk=store)
        raise Refusal("not_enough", stock=f"{there.normalize():f}", unit=goods.unit, item=goods.name, store=room.name)


class CountStock(Decision):
    """Somebody counted what is there. What differs from the books becomes a loss or a find, with its reason."""

    needs = Can.RUN_SUPPLY
    store: int
    item: int
    counted: Annotated[Decimal, Field(ge=0, le=Decimal(100_000_000), decimal_places=2)]
    reason: Reason = ""

    def place(self) -> Area:
        """The store's community."""
        return place_of(self.store)


@handles(CountStock)
def count_stock(act: CountStock, doing: Doing) -> Answer:
    """Bring the books to what was counted; agreement writes nothing but the entry."""
    Item.objects.get(pk=act.item, area=doing.place)
    found = counted_difference(act.counted, stock=stock_in(act.store, act.item))
    if found is None:
        return {"difference": "0"}
    kind, difference = found
    if not act.reason:
        raise Refusal("count_reason_missing", difference=f"{difference:+f}")
    move = moved(act, doing, kind=kind, change=difference, reason=act.reason)
    return {"move": move.pk, "difference": str(difference)}


class IssueFreely(Decision):
    """Give every lived-in household the same, or so much for each person, in one act and at no price."""

    needs = Can.RUN_SUPPLY
    store: int
    item: int
    per_household: Each = Decimal(0)
    per_person: Each = Decimal(0)

    def place(self) -> Area:
        """The store's community."""
        return place_of(self.store)


@handles(IssueFreely)
def issue_freely(act: IssueFreely, doing: Doing) -> Answer:
    """Write one move for each household, or none at all when it is not enough for everybody."""
    if act.per_household + act.per_person == 0:
        raise Refusal("issue_of_nothing")
    item = Item.objects.get(pk=act.item, area=doing.place)
    shares = dict(free_shares(act, doing.place))
    refuse_shortage(act.store, item.pk, sum(shares.values(), Decimal(0)))
    issue = FreeIssue.objects.create(
        area=doing.place, item=item, store_id=act.store, per_household=act.per_household, per_person=act.per_person,
        by=doing.by, at=doing.at,
    )  # fmt: skip
    StockMove.objects.bulk_create(
        StockMove(
            area=doing.place, store_id=act.store, item=item, kind=MoveKind.ISSUE, change=-share, household_id=home,
            free_issue=issue, by=doing.by, at=doing.at,
        )
        for home, share in shares.items()
    )  # fmt: skip
    return {"issue": issue.pk, "households": len(shares)}


def free_shares(act: IssueFreely, area: Area) -> Iterator[tuple[int, Decimal]]:
    """How much each lived-in household gets."""
    for home, people in people_by_household(area).items():
        yield home, act.per_household + act.per_person * people
