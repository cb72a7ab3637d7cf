"""What households need, how it is bought, packed and carried to them, and what lies in store.

Goods, rounds and stores belong to a community; what a household needs lies where the household lies. Medicines have
tables of their own, sealed and out of the sight of whoever only carries bags (mission S-21).
"""

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fangxian.areas.closed import AreaBound
from fangxian.areas.models import Area, Person
from fangxian.areas.roles import Can
from fangxian.door.sealed import SealedText
from fangxian.register.models import Household
from fangxian.supplies.rules import INWARD, OUTWARD, MoveKind

ITEM_KINDS = {
    "food": _("food"),
    "daily": _("daily necessities"),
    "infant": _("for infants"),
    "protective": _("protective"),
    "alcohol": _("alcohol"),
    "other": _("other goods"),
}
PRIORITIES = {
    "minor": _("children on their own"),
    "older": _("older people on their own"),
    "disabled": _("disabled people"),
    "pregnant": _("pregnant and nursing women"),
    "patient": _("sick people who need care"),
}
MODES = {"contactless": _("left at the door"), "in_person": _("into their hands")}
UNMET_REASONS = {
    "sold_out": _("sold out"),
    "substituted": _("something else instead"),
    "damaged": _("damaged on the way"),
    "nobody_home": _("nobody opened"),
    "declined": _("no longer wanted"),
    "no_carrier": _("nobody could carry it"),
    "other": _("another reason"),
}
MOVE_KINDS = {
    MoveKind.RECEIPT: _("receipt"),
    MoveKind.RETURN: _("return"),
    MoveKind.FOUND: _("found in a count"),
    MoveKind.ISSUE: _("issue"),
    MoveKind.LOSS: _("loss"),
}


def amount(**options: object) -> "models.DecimalField[Decimal, Decimal]":
    """A column for quantities of goods: exact, to the hundredth of a unit."""
    return models.DecimalField(max_digits=12, decimal_places=2, **options)  # type: ignore[arg-type]


class Item(AreaBound):
    """Something a community buys or keeps. `litres`: the alcohol in a unit; `offered`: homes may order it."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    unit = models.CharField(max_length=12)
    kind = models.CharField(max_length=12, choices=list(ITEM_KINDS.items()))
    offered = models.BooleanField(default=True)
    price = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    litres = models.DecimalField(max_digits=8, decimal_places=3, null=True)
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    sight = Can.SEE_SUPPLY

    class Meta:
        ordering: ClassVar = ["kind", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["area", "name"], name="one_item_per_name"),
            models.CheckConstraint(
                condition=~Q(kind="alcohol") | Q(litres__gt=0), name="alcohol_says_how_much_is_in_a_unit"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class IssuePlan(AreaBound):
    """How much of an item everybody gets a day, and for how many days; the latest plan of an item counts."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    item = models.ForeignKey(Item, models.PROTECT, related_name="plans")
    per_person_day = amount()
    days = models.PositiveSmallIntegerField()
    set_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    sight = Can.SEE_SUPPLY

    class Meta:
        ordering: ClassVar = ["at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(per_person_day__gt=0), name="plan_gives_something"),
            models.CheckConstraint(condition=Q(days__gt=0), name="plan_lasts_a_day"),
        ]


class NeedsRound(AreaBound):
    """Needs are taken until a deadline, and brought within a promised slot."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    deadline = models.DateTimeField()
    slot_from = models.DateTimeField()
    slot_until = models.DateTimeField()
    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    sight = Can.SEE_SUPPLY

    class Meta:
        ordering: ClassVar = ["-deadline", "-id"]
        indexes: ClassVar = [models.Index(fields=["area", "deadline"])]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(slot_from__gte=F("deadline")), name="promised_after_the_deadline"),
            models.CheckConstraint(condition=Q(slot_until__gt=F("slot_from")), name="slot_ends_after_it_begins"),
        ]


class NeedsList(AreaBound):
    """What one household stated in one round; stated again until the deadline, the ledger keeps every wording."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    round = models.ForeignKey(NeedsRound, models.PROTECT, related_name="lists")
    household = models.ForeignKey(Household, models.PROTECT, related_name="+")
    priority = models.CharField(max_length=12, blank=True, choices=list(PRIORITIES.items()))
    note = SealedText(blank=True)
    stated_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    stated_at = models.DateTimeField()

    sight = Can.SEE_SUPPLY
    lies_with = "household"

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "household"], name="one_needs_list_per_household_and_round"),
        ]


class Need(AreaBound):
    """One line of a needs list."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    list = models.ForeignKey(NeedsList, models.CASCADE, related_name="needs")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    quantity = amount()

    sight = Can.SEE_SUPPLY
    lies_with = "list"

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["list", "item"], name="one_need_per_item_and_list"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="need_is_for_something"),
        ]


class Purchase(AreaBound):
    """A round was closed: one order for all its needs. Its lines and the needs behind them change no more."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    round = models.OneToOneField(NeedsRound, models.PROTECT, related_name="purchase")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    sight = Can.SEE_SUPPLY


class PurchaseLine(AreaBound):
    """One kind of goods of a purchase, with the price offered when it was closed."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    purchase = models.ForeignKey(Purchase, models.PROTECT, related_name="lines")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    quantity = amount()
    price = models.DecimalField(max_digits=12, decimal_places=2, null=True)

    sight = Can.SEE_SUPPLY

    class Meta:
        ordering: ClassVar = ["item__kind", "item__name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["purchase", "item"], name="one_purchase_line_per_item"),
        ]


class Bag(AreaBound):
    """What one household gets from one round; numbered in walking order."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    round = models.ForeignKey(NeedsRound, models.PROTECT, related_name="bags")
    household = models.ForeignKey(Household, models.PROTECT, related_name="+")
    list = models.OneToOneField(NeedsList, models.PROTECT, related_name="bag")
    number = models.PositiveIntegerField()

    sight = Can.SEE_SUPPLY
    lies_with = "household"

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "household"], name="one_bag_per_household_and_round"),
            models.UniqueConstraint(fields=["round", "number"], name="one_bag_per_number"),
        ]


class Assignment(AreaBound):
    """The one named person who brings a bag: there cannot be two."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    bag = models.OneToOneField(Bag, models.PROTECT, related_name="assignment")
    deliverer = models.ForeignKey(Person, models.PROTECT, related_name="+")
    stop = models.PositiveIntegerField()
    promised_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    sight = Can.SEE_SUPPLY
    lies_with = "bag"

    class Meta:
        indexes: ClassVar = [models.Index(fields=["deliverer", "promised_at"])]


class Handover(AreaBound):
    """A fact: the bag is with its household. The first one counts; a later one carries the remark `again`."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    bag = models.ForeignKey(Bag, models.PROTECT, related_name="handovers")
    mode = models.CharField(max_length=12, choices=list(MODES.items()))
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    remarks = models.JSONField(default=list)

    sight = Can.SEE_SUPPLY
    lies_with = "bag"

    class Meta:
        ordering: ClassVar = ["at", "id"]


class Unmet(AreaBound):
    """A fact: a bag, or one line of it, did not reach its household, and why."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    bag = models.ForeignKey(Bag, models.PROTECT, related_name="unmet")
    need = models.ForeignKey(Need, models.PROTECT, null=True, related_name="unmet")
    reason = models.CharField(max_length=12, choices=list(UNMET_REASONS.items()))
    note = SealedText(blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    sight = Can.SEE_SUPPLY
    lies_with = "bag"

    class Meta:
        ordering: ClassVar = ["at", "id"]


class MedicineNeed(AreaBound):
    """A household needs a medicine: sealed, with a runner of its own, never in the queue of the bags."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    household = models.ForeignKey(Household, models.PROTECT, related_name="+")
    what = SealedText()
    wanted_by = models.DateTimeField()
    runner = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    sight = Can.RUN_SUPPLY
    lies_with = "household"

    class Meta:
        ordering: ClassVar = ["wanted_by", "id"]
        indexes: ClassVar = [models.Index(fields=["runner", "wanted_by"])]


class MedicineEnd(AreaBound):
    """A fact: the medicine was handed over, or could not be, with the reason. The first handing over counts."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    need = models.ForeignKey(MedicineNeed, models.PROTECT, related_name="ends")
    reason = models.CharField(max_length=12, blank=True, choices=list(UNMET_REASONS.items()))
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    sight = Can.RUN_SUPPLY
    lies_with = "need"

    class Meta:
        ordering: ClassVar = ["at", "id"]


class Store(AreaBound):
    """A room where supplies lie. Without a limit of its own, the rule pack's limit on alcohol holds."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    alcohol_limit_l = models.DecimalField(max_digits=8, decimal_places=3, null=True)
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    sight = Can.SEE_SUPPLY

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["area", "name"], name="one_store_per_name")]

    def __str__(self) -> str:
        return self.name


class FreeIssue(AreaBound):
    """A free issue to all households in one act; its moves say who got how much."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    store = models.ForeignKey(Store, models.PROTECT, related_name="+")
    per_household = amount(default=Decimal(0))
    per_person = amount(default=Decimal(0))
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    sight = Can.SEE_SUPPLY


class StockMove(AreaBound):
    """Something came into a store or left it. Stock is the sum of `change`; nothing else holds it (G-10)."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    store = models.ForeignKey(Store, models.PROTECT, related_name="moves")
    item = models.ForeignKey(Item, models.PROTECT, related_name="moves")
    kind = models.CharField(max_length=8, choices=[(kind.value, words) for kind, words in MOVE_KINDS.items()])
    change = amount()
    price = amount(default=Decimal(0))
    household = models.ForeignKey(Household, models.PROTECT, null=True, related_name="+")
    free_issue = models.ForeignKey(FreeIssue, models.PROTECT, null=True, related_name="moves")
    party = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    expires_on = models.DateField(null=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    sight = Can.SEE_SUPPLY

    class Meta:
        ordering: ClassVar = ["at", "id"]
        indexes: ClassVar = [models.Index(fields=["area", "item", "at"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=sorted(INWARD), change__gt=0) | Q(kind__in=sorted(OUTWARD), change__lt=0),
                name="stock_moves_the_way_its_kind_says",
            ),
            models.CheckConstraint(condition=Q(price__gte=0), name="price_is_not_negative"),
        ]
