"""Questions about rounds of needs: who asked for what, what was bought, who brings it, what arrived."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import TypeVar

from django.db.models import Min, Q, QuerySet

from fangxian.areas.models import Area, Person
from fangxian.areas.queries import community_of, holders_at
from fangxian.areas.roles import Can
from fangxian.register.models import Household
from fangxian.supplies.models import (
    Assignment,
    Bag,
    Handover,
    Item,
    MedicineNeed,
    Need,
    NeedsList,
    NeedsRound,
    PurchaseLine,
    Unmet,
)
from fangxian.supplies.rules import Stop, on_time

Placed = TypeVar("Placed", NeedsList, Bag)
ADDRESS = ("household__dwelling__building",)


@dataclass(frozen=True)
class Evening:
    """How a round ended: bags, how many came, how many by the end of the slot, and what was not met."""

    bags: int
    handed_over: int
    given_up: int
    on_time: Decimal | None
    unmet: list[Unmet] = field(default_factory=list)

    @property
    def waiting(self) -> int:
        """Bags nobody has said anything about."""
        return self.bags - self.handed_over - self.given_up


def rounds_of(area: Area) -> QuerySet[NeedsRound]:
    """The rounds of the community a place lies in, newest first.

    A grid's people may read when needs are taken: a round holds no household, so sight of the community is not asked.
    """
    return NeedsRound._base_manager.filter(area=community_of(area)).select_related("purchase").order_by(
        "-deadline", "-pk"
    )  # fmt: skip


def items_offered(area: Area) -> list[Item]:
    """The goods on offer in the community a place lies in."""
    return list(Item._base_manager.filter(area=community_of(area), offered=True).order_by("kind", "name"))


def with_address(rows: QuerySet[Placed]) -> QuerySet[Placed]:
    """The same rows, each once, with the address of their household."""
    return rows.select_related("household__dwelling__building").distinct()


def stop_of(key: int, row: NeedsList) -> Stop:
    """Where a needs list's household stands on the walk."""
    dwelling = row.household.dwelling
    building = dwelling.building
    return Stop(key, bool(row.priority), building.place_in_walk, str(building), dwelling.unit, dwelling.room)


def lists_of(round: NeedsRound, area: Area) -> dict[int, NeedsList]:
    """What the households at a place and below have stated, by household."""
    inside = NeedsList.objects.filter(round=round, area_id__gte=area.span.first, area_id__lt=area.span.end)
    return {each.household_id: each for each in inside.prefetch_related("needs")}


def homes_in(area: Area) -> QuerySet[Household]:
    """The lived-in households at a place and below it, in walking order."""
    inside = Household.objects.filter(
        area_id__gte=area.span.first, area_id__lt=area.span.end, residents__left_at=None, residents__isnull=False
    )
    order = (
        "dwelling__building__place_in_walk",
        "dwelling__building__number",
        "dwelling__unit",
        "dwelling__room",
        "pk",
    )
    return inside.select_related("dwelling__building").order_by(*order).distinct()


def purchase_lines(round: NeedsRound) -> list[PurchaseLine]:
    """The one order of a round."""
    return list(PurchaseLine.objects.filter(purchase__round=round).select_related("item"))


def bags_of(round: NeedsRound) -> QuerySet[Bag]:
    """The bags of a round with their households, lines and deliverers, in walking order."""
    found = Bag.objects.filter(round=round).select_related(*ADDRESS, "list", "assignment__deliverer")
    return found.prefetch_related("list__needs__item").order_by("number")


def people_who_deliver(area: Area, at: datetime) -> list[Person]:
    """Who may carry bags in a community."""
    return holders_at(community_of(area), Can.DELIVER, at=at)


def tours_of(round: NeedsRound) -> dict[Person, list[Assignment]]:
    """Everybody's stops of a round, in order."""
    found = Assignment.objects.filter(bag__round=round).order_by("deliverer__name", "deliverer_id", "stop")
    tours: dict[Person, list[Assignment]] = {}
    for stop in found.select_related("deliverer", "bag__household__dwelling__building", "bag__list"):
        tours.setdefault(stop.deliverer, []).append(stop)
    return tours


def tour_of(person: Person, round: NeedsRound) -> list[Assignment]:
    """One deliverer's stops in order, each with its bag, lines, and what became of it."""
    found = Assignment.objects.filter(deliverer=person, bag__round=round).order_by("stop")
    found = found.select_related("bag__household__dwelling__building", "bag__list")
    return list(found.prefetch_related("bag__list__needs__item", "bag__handovers", "bag__unmet"))


def evening_of(round: NeedsRound, *, at: datetime) -> Evening:
    """How a round stands at a moment."""
    bags = Bag.objects.filter(round=round).count()
    came = first_handovers(round, at)
    whole = Unmet.objects.filter(bag__round=round, need=None, at__lte=at).exclude(bag__in=list(came))
    unmet = Unmet.objects.filter(bag__round=round, at__lte=at).select_related(
        "bag__household__dwelling__building", "need__item", "by"
    )
    return Evening(
        bags=bags,
        handed_over=len(came),
        given_up=whole.order_by().values("bag").distinct().count(),
        on_time=on_time(((moment, round.slot_until) for moment in came.values()), bags=bags),
        unmet=list(unmet),
    )


def first_handovers(round: NeedsRound, at: datetime) -> dict[int, datetime]:
    """When each bag first came to its household, up to a moment."""
    found = Handover.objects.filter(bag__round=round, at__lte=at).order_by().values_list("bag_id")
    return dict(found.annotate(first=Min("at")))


def medicines_of(area: Area) -> list[MedicineNeed]:
    """The medicines asked for at a place and below that have not been handed over, the most pressing first."""
    inside = MedicineNeed.objects.filter(area_id__gte=area.span.first, area_id__lt=area.span.end)
    return pending(inside)


def errands_of(person: Person, area: Area) -> list[MedicineNeed]:
    """A runner's own errands: only their own rows are asked, for a runner does not see other people's medicines."""
    inside = MedicineNeed._base_manager.filter(area_id__gte=area.span.first, area_id__lt=area.span.end, runner=person)
    return pending(inside)


def pending(needs: QuerySet[MedicineNeed]) -> list[MedicineNeed]:
    """Those that were not handed over, with their address and runner."""
    done = needs.filter(ends__reason="").values("pk")
    return list(needs.exclude(pk__in=done).select_related(*ADDRESS, "runner").order_by("wanted_by", "pk"))


def needs_stated(round: NeedsRound) -> int:
    """How many households have stated a need in a round."""
    return Need.objects.filter(list__round=round).order_by().values("list").distinct().count()


def homes_like(area: Area, words: str) -> QuerySet[Household]:
    """The lived-in households of a place whose address or people hold all these words."""
    homes = homes_in(area)
    for word in re.split(r"[\s\-]+", words)[:4]:
        if word:
            homes = homes.filter(
                Q(dwelling__building__number=word)
                | Q(dwelling__unit=word)
                | Q(dwelling__room=word)
                | Q(residents__name__startswith=word, residents__left_at=None)
            )
    return homes.distinct()
