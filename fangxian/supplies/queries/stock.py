"""Questions about stock: what is there, how long it lasts, whether the books agree."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Count, F, Q, QuerySet, Sum
from django.utils import timezone

from fangxian.areas.models import Area
from fangxian.areas.queries import pack_chosen
from fangxian.register.models import Resident
from fangxian.rulepacks.packs import Pack, packaged_library
from fangxian.supplies.models import FreeIssue, IssuePlan, Item, StockMove, Store
from fangxian.supplies.rules import Account, Batch, MoveKind, account, days_of_cover, left_of, needed, over_limit

ZERO = Decimal(0)


@dataclass(frozen=True)
class Shelf:
    """One item as it stands at a moment: its account and, where a plan says how much is used, its days of cover."""

    item: Item
    account: Account
    plan: IssuePlan | None
    people: int

    @property
    def cover(self) -> Decimal | None:
        """How many days the stock lasts under the plan; None without a plan or people."""
        plan = self.plan
        if plan is None:
            return None
        return days_of_cover(self.account.stock, people=self.people, per_person_day=plan.per_person_day)

    @property
    def needed(self) -> Decimal | None:
        """How much the whole plan asks for."""
        plan = self.plan
        return needed(self.people, per_person_day=plan.per_person_day, days=plan.days) if plan is not None else None

    @property
    def short(self) -> bool:
        """Whether the stock does not last as long as planned."""
        return self.needed is not None and self.account.stock < self.needed

    @property
    def share(self) -> int:
        """How much of the plan the stock covers, in whole per cent up to 100: for drawing."""
        return min(100, int(100 * self.account.stock / self.needed)) if self.needed else 0


@dataclass(frozen=True)
class Hazard:
    """The alcohol in one store, in litres, against its limit (G-09)."""

    store: Store
    litres: Decimal
    limit: Decimal

    @property
    def over(self) -> bool:
        """Whether there is more than may be."""
        return over_limit(self.litres, limit=self.limit)


class Kept(NamedTuple):
    """An item in a store: both keys, both names, and the unit."""

    item_key: int
    store_key: int
    item: str
    store: str
    unit: str


@dataclass(frozen=True)
class Expiring:
    """What is left in a store of goods that expire on one day; `past` when that day is over."""

    item: str
    store: str
    quantity: Decimal
    unit: str
    expires_on: date
    past: bool


def stock_in(store: int, item: int) -> Decimal:
    """How much of an item is in one store now."""
    return StockMove.objects.filter(store=store, item=item).aggregate(sum=Sum("change"))["sum"] or ZERO


def shelves(area: Area, at: datetime) -> list[Shelf]:
    """Every item of a community that is kept or planned, with its account and cover at a moment."""
    accounts = accounts_of(area, at)
    plans = {plan.item_id: plan for plan in IssuePlan.objects.filter(area=area, at__lte=at)}
    people = people_living(area, at)
    items = Item.objects.filter(area=area, added_at__lte=at)
    return [
        Shelf(item, accounts.get(item.pk, Account()), plans.get(item.pk), people)
        for item in items
        if item.pk in accounts or item.pk in plans or not item.offered
    ]


def accounts_of(area: Area, at: datetime) -> dict[int, Account]:
    """The account of each item of a community at a moment."""
    moves: defaultdict[int, list[tuple[MoveKind, Decimal]]] = defaultdict(list)
    sums = StockMove.objects.filter(area=area, at__lte=at).order_by().values_list("item_id", "kind")
    for item, kind, change in sums.annotate(sum=Sum("change")):
        moves[item].append((MoveKind(kind), change))
    return {item: account(found) for item, found in moves.items()}


def people_living(area: Area, at: datetime) -> int:
    """How many people live at a place and below it at a moment."""
    return living(area).filter(Q(left_at=None) | Q(left_at__gt=at)).count()


def living(area: Area) -> QuerySet[Resident]:
    """The residents of a place and below it, those who left included."""
    return Resident.objects.filter(area_id__gte=area.span.first, area_id__lt=area.span.end)


def people_by_household(area: Area) -> dict[int, int]:
    """How many people live in each lived-in household now."""
    found = living(area).filter(left_at=None).order_by().values_list("household_id").annotate(people=Count("pk"))
    return dict(found)


def hazards(area: Area, at: datetime) -> list[Hazard]:
    """The stores of a community that hold alcohol at a moment."""
    moves = StockMove.objects.filter(area=area, at__lte=at, item__kind="alcohol").order_by().values_list("store_id")
    litres = dict(moves.annotate(litres=Sum(F("change") * F("item__litres"))))
    limit = disease_pack(area, at).number("supplies.alcohol_store_limit_l")
    stores = Store.objects.filter(area=area, pk__in=litres)
    return [Hazard(store, litres[store.pk], store.alcohol_limit_l or limit) for store in stores if litres[store.pk]]


def expiring(area: Area, at: datetime) -> list[Expiring]:
    """What expires in a community within the pack's notice, or has already, the earliest first."""
    on = timezone.localdate(at)
    ahead = on + timedelta(days=disease_pack(area, at).int("supplies.expiry_notice_days"))
    came: defaultdict[Kept, list[Batch]] = defaultdict(list)
    there: defaultdict[Kept, Decimal] = defaultdict(Decimal)
    moves = StockMove.objects.filter(area=area, at__lte=at).order_by()
    sums = moves.values("item", "store", "item__name", "store__name", "item__unit", "expires_on")
    for row in sums.annotate(into=Sum("change", filter=Q(change__gt=0)), net=Sum("change")):
        key = Kept(row["item"], row["store"], row["item__name"], row["store__name"], row["item__unit"])
        came[key].append(Batch(row["expires_on"], row["into"] or ZERO))
        there[key] += row["net"]
    found = [
        Expiring(key.item, key.store, batch.quantity, key.unit, batch.expires_on, past=batch.expires_on < on)
        for key, batches in came.items()
        for batch in left_of(batches, there=there[key])
        if batch.expires_on is not None and batch.expires_on <= ahead
    ]
    return sorted(found, key=lambda each: (each.expires_on, each.item, each.store))


def disease_pack(area: Area, at: datetime) -> Pack:
    """The disease pack that governs a place at a moment."""
    return packaged_library().pack(pack_chosen(area, "disease", on=at.date()))


def stores_of(area: Area) -> QuerySet[Store]:
    """The stores of a community."""
    return Store.objects.filter(area=area)


def kept_items(area: Area) -> QuerySet[Item]:
    """Everything a community has on its list."""
    return Item.objects.filter(area=area)


def moves_of(area: Area) -> QuerySet[StockMove]:
    """What came and went, newest first; a free issue to everybody is one line of its own, not hundreds."""
    single = StockMove.objects.filter(area=area, free_issue=None)
    return single.select_related("item", "store", "by", "household__dwelling__building").order_by("-at", "-pk")


def free_issues_of(area: Area) -> QuerySet[FreeIssue]:
    """The free issues to everybody, newest first, with how many households and how much in all."""
    found = FreeIssue.objects.filter(area=area).select_related("item", "store", "by")
    return found.annotate(households=Count("moves"), total=-Sum("moves__change")).order_by("-at", "-pk")
