"""One purchase for a round, a bag for each household, one named deliverer for each bag, and what became of it."""

from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, ConfigDict, Field

from fangxian.areas.models import Area
from fangxian.areas.queries import holders_at
from fangxian.areas.roles import Can
from fangxian.door.act import Answer, Decision, Doing, Fact, PrivateText, Refusal, handles
from fangxian.door.words import refusals
from fangxian.supplies.acts.needs import said
from fangxian.supplies.models import (
    Assignment,
    Bag,
    Handover,
    Item,
    Need,
    NeedsList,
    NeedsRound,
    Purchase,
    PurchaseLine,
    Unmet,
)
from fangxian.supplies.queries.rounds import stop_of, with_address
from fangxian.supplies.rules import consolidated, in_walking_order, promised_times

REFUSALS = refusals(
    deadline_ahead=_("Needs are still taken until %(deadline)s. Close the purchase after that."),
    nothing_needed=_("No household has stated a need in this round."),
    purchase_open=_("Close the purchase first: until then the bags may still change."),
    bag_not_covered=_("Every bag needs exactly one deliverer, and no bag may stand in the list twice."),
    no_deliverer=_("One of these people has no post that includes deliveries here."),
    bag_on_its_way=_(
        "A bag of this round was already handed over or given up; it keeps its deliverer. Share out again."
    ),
)


class AboutRound(Decision):
    """A decision about one round."""

    needs = Can.RUN_SUPPLY
    round: int

    def place(self) -> Area:
        """The round's community."""
        return NeedsRound.objects.select_related("area").get(pk=self.round).area


class ClosePurchase(AboutRound):
    """Close a round: one order for everything, and a bag for each household. Closing it again changes nothing."""


@handles(ClosePurchase)
def close_purchase(act: ClosePurchase, doing: Doing) -> Answer:
    """Freeze the sums with today's prices and number the bags in walking order."""
    round = NeedsRound.objects.get(pk=act.round)
    closed = Purchase.objects.filter(round=round).first()
    if closed is not None:
        return {"purchase": closed.pk, "bags": Bag.objects.filter(round=round).count()}
    if doing.at < round.deadline:
        raise Refusal("deadline_ahead", deadline=said(round))
    bags = packed(round)
    if not bags:
        raise Refusal("nothing_needed")
    purchase = Purchase.objects.create(area=doing.place, round=round, by=doing.by, at=doing.at)
    PurchaseLine.objects.bulk_create(ordered(purchase))
    return {"purchase": purchase.pk, "bags": len(bags)}


def packed(round: NeedsRound) -> list[Bag]:
    """A bag for each household that needs something."""
    lists = {each.pk: each for each in with_address(NeedsList.objects.filter(round=round, needs__isnull=False))}
    walk = in_walking_order(stop_of(each.pk, each) for each in lists.values())
    return Bag.objects.bulk_create(
        Bag(area_id=lists[stop.bag].area_id, round=round, household_id=lists[stop.bag].household_id,
            list=lists[stop.bag], number=number)
        for number, stop in enumerate(walk, start=1)
    )  # fmt: skip


def ordered(purchase: Purchase) -> Iterator[PurchaseLine]:
    """The lines of the one order: the sum over all bags, with the price offered now."""
    needs = Need.objects.filter(list__round=purchase.round_id).values_list("item_id", "quantity")
    prices = dict(Item.objects.filter(area=purchase.area_id).values_list("pk", "price"))
    for item, quantity in consolidated({item: quantity} for item, quantity in needs).items():
        yield PurchaseLine(
            area_id=purchase.area_id, purchase=purchase, item_id=item, quantity=quantity, price=prices[item]
        )


class Tour(BaseModel):
    """One deliverer with their bags, in the order of the walk."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    deliverer: int
    bags: Annotated[list[int], Field(max_length=20_000)]


class AssignDeliverers(AboutRound):
    """Confirm who brings which bag. The software proposed it; each bag has one named deliverer.

    Bags that were handed over or given up keep theirs; all the others are named, once.
    """

    tours: Annotated[list[Tour], Field(min_length=1, max_length=500)]


@handles(AssignDeliverers)
def assign_deliverers(act: AssignDeliverers, doing: Doing) -> Answer:
    """Write the assignments with their promised times; a former proposal is replaced whole."""
    round = NeedsRound.objects.get(pk=act.round)
    bags = {bag.pk: bag for bag in Bag.objects.filter(round=round)}
    refuse_unfair(act, bags, doing)
    Assignment.objects.filter(bag__in=[bag for tour in act.tours for bag in tour.bags]).delete()
    Assignment.objects.bulk_create(made for tour in act.tours for made in assigned(tour, round, bags, doing))
    return {"bags": len(bags), "deliverers": len(act.tours)}


def refuse_unfair(act: AssignDeliverers, bags: dict[int, Bag], doing: Doing) -> None:
    """Refuse gaps, doubles, people who may not deliver here, and changes of a bag that has gone."""
    if not bags:
        raise Refusal("purchase_open")
    named = [bag for tour in act.tours for bag in tour.bags]
    gone = bags_gone(bags)
    if gone & set(named):
        raise Refusal("bag_on_its_way")
    if sorted(named) != sorted(set(bags) - gone):
        raise Refusal("bag_not_covered")
    allowed = {person.pk for person in holders_at(doing.place, Can.DELIVER, at=doing.at)}
    if not {tour.deliverer for tour in act.tours} <= allowed:
        raise Refusal("no_deliverer")


def bags_gone(bags: Iterable[int]) -> set[int]:
    """Those of these bags that were handed over or given up."""
    over = Handover.objects.filter(bag__in=bags).values_list("bag_id", flat=True)
    return {*over, *Unmet.objects.filter(bag__in=bags, need=None).values_list("bag_id", flat=True)}


def assigned(tour: Tour, round: NeedsRound, bags: dict[int, Bag], doing: Doing) -> Iterator[Assignment]:
    """The stops of one deliverer, each with the moment it is promised."""
    moments = promised_times(len(tour.bags), start=round.slot_from, end=round.slot_until) if tour.bags else []
    for stop, (bag, moment) in enumerate(zip(tour.bags, moments, strict=True), start=1):
        yield Assignment(
            area_id=bags[bag].area_id, bag_id=bag, deliverer_id=tour.deliverer, stop=stop, promised_at=moment,
            confirmed_by=doing.by, at=doing.at,
        )  # fmt: skip


class AboutBag(Fact):
    """Something that happened to a bag."""

    needs = Can.DELIVER
    bag: int

    def place(self) -> Area:
        """Where the household lives."""
        return Bag.objects.select_related("area").get(pk=self.bag).area


class RecordHandover(AboutBag):
    """The bag is with its household, at the door or in their hands."""

    mode: Literal["contactless", "in_person"] = "contactless"


@handles(RecordHandover)
def record_handover(act: RecordHandover, doing: Doing) -> Answer:
    """Write it with what is odd about it: handed over again, by other hands, or after the slot."""
    bag = Bag.objects.select_related("round").get(pk=act.bag)
    remarks = list(handover_remarks(bag, doing))
    made = Handover.objects.create(area=doing.place, bag=bag, mode=act.mode, by=doing.by, at=doing.at, remarks=remarks)
    return {"handover": made.pk, "remarks": remarks}


def handover_remarks(bag: Bag, doing: Doing) -> Iterator[str]:
    """What whoever reads the evening's list should know."""
    if Handover.objects.filter(bag=bag).exists():
        yield "again"
    if not Assignment.objects.filter(bag=bag, deliverer=doing.by).exists():
        yield "other_hands"
    if doing.at > bag.round.slot_until:
        yield "late"


class RecordUnmet(AboutBag):
    """A bag, or one line of it, did not reach its household, and why."""

    need: int | None = None
    reason: Literal["sold_out", "substituted", "damaged", "nobody_home", "declined", "no_carrier", "other"]
    note: PrivateText = ""


@handles(RecordUnmet)
def record_unmet(act: RecordUnmet, doing: Doing) -> Answer:
    """Write it; a line must be in that very bag."""
    bag = Bag.objects.get(pk=act.bag)
    need = Need.objects.get(pk=act.need, list=bag.list_id) if act.need is not None else None
    made = Unmet.objects.create(
        area=doing.place, bag=bag, need=need, reason=act.reason, note=act.note, by=doing.by, at=doing.at
    )
    return {"unmet": made.pk}
