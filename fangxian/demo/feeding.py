"""Days of supply: a stock of masks and alcohol, free issue, and one round of needs each day, delivered to the door."""

import random
from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from fangxian.areas.models import Area
from fangxian.demo.stage import Stage
from fangxian.register.models import Household
from fangxian.supplies.acts import (
    AddItem,
    AddStore,
    AssignDeliverers,
    ClosePurchase,
    IssueFreely,
    OpenNeedsRound,
    ReceiveStock,
    RecordHandover,
    RecordUnmet,
    SetIssuePlan,
    StateNeeds,
)
from fangxian.supplies.acts.bags import Tour
from fangxian.supplies.models import NeedsRound
from fangxian.supplies.queries.rounds import people_who_deliver
from fangxian.supplies.queries.tours import proposal

SEED = 21
GOODS = [
    ("白菜", "斤", "food", "1.20"),
    ("土豆", "斤", "food", "1.50"),
    ("鸡蛋", "斤", "food", "4.80"),
    ("面粉", "袋", "food", "38"),
    ("猪肉", "斤", "food", "28"),
    ("牛奶", "箱", "food", "45"),
    ("婴儿奶粉", "罐", "infant", "168"),
    ("卫生纸", "提", "daily", "22"),
]
REASONS = ("sold_out", "nobody_home", "declined")


def stock_up(stage: Stage) -> None:
    """Three thousand masks and forty bottles of alcohol arrive; five masks go to every household, free."""
    area, at = stage.places["village"].pk, stage.at(1, 12)
    store = stage.do(AddStore(area=area, name="村委会仓库", alcohol_limit_l=Decimal(50), happened_at=at), by="wuzi")[
        "store"
    ]
    mask = add_item(stage, ("一次性医用口罩", "只", "protective", "0"), offered=False)
    alcohol = add_item(stage, ("75%酒精", "瓶", "alcohol", "0"), offered=False, litres=Decimal("0.5"))
    stage.do(SetIssuePlan(item=mask, per_person_day=Decimal(1), days=14, happened_at=at), by="wuzi")
    for item, quantity in ((mask, 4500), (alcohol, 120)):
        act = ReceiveStock(store=store, item=item, quantity=Decimal(quantity), party="区物资组", happened_at=at)
        stage.do(act, by="wuzi")
    issue = IssueFreely(store=store, item=mask, per_household=Decimal(5), happened_at=stage.at(2, 9))
    stage.do(issue, by="wuzi")


def add_item(stage: Stage, row: tuple[str, str, str, str], *, offered: bool, litres: Decimal | None = None) -> int:
    """One kind of goods."""
    name, unit, kind, price = row
    act = AddItem(
        area=stage.places["village"].pk, name=name, unit=unit, item_kind=kind, offered=offered, price=Decimal(price),
        litres=litres, happened_at=stage.at(1, 12),
    )  # fmt: skip
    item: int = stage.do(act, by="wuzi")["item"]
    return item


def feed(stage: Stage) -> None:
    """A round of needs on each evening, delivered the next morning; the last one is still open."""
    draw = random.Random(SEED)
    items = [add_item(stage, row, offered=True) for row in GOODS]
    for day in range(1, 5):
        number = open_round(stage, day)
        state_needs(stage, number, items, day, draw)
        if stage.first_day + timedelta(days=day + 1, hours=11) < timezone.now():
            deliver(stage, number, day, draw)


def open_round(stage: Stage, day: int) -> int:
    """Needs until 18:00, brought the next morning between nine and eleven."""
    on = stage.first_day + timedelta(days=day)
    act = OpenNeedsRound(
        area=stage.places["village"].pk, deadline=max(on + timedelta(hours=18), timezone.now() + timedelta(hours=2))
        if day == 4 else on + timedelta(hours=18),
        slot_from=on + timedelta(hours=33), slot_until=on + timedelta(hours=35),
        happened_at=min(stage.at(day, 8), timezone.now()),
    )  # fmt: skip
    number: int = stage.do(act, by="wuzi")["round"]
    return number


def state_needs(stage: Stage, number: int, items: list[int], day: int, draw: random.Random) -> None:
    """About a third of the households order something."""
    with stage.eyes_of("wuzi"):
        homes = list(Household.objects.order_by("pk").values_list("pk", flat=True))
    for home in draw.sample(homes, 70 if day < 4 else 38):
        wanted = [{"item": item, "quantity": draw.randrange(1, 5)} for item in draw.sample(items, draw.randrange(1, 5))]
        act = StateNeeds(
            round=number, household=home, wanted=wanted, priority="older" if draw.random() < 0.1 else "",
            happened_at=min(stage.at(day, 9 + draw.randrange(8), draw.randrange(60)), timezone.now()),
        )  # fmt: skip
        stage.do(act, by="wuzi")


def deliver(stage: Stage, number: int, day: int, draw: random.Random) -> None:
    """One purchase, each bag a named deliverer, most handed over in time."""
    stage.do(ClosePurchase(round=number, happened_at=stage.at(day, 18, 30)), by="wuzi")
    with stage.eyes_of("wuzi"):
        at = stage.at(day, 19)
        made = proposal(NeedsRound.objects.get(pk=number), people_who_deliver(the_village(stage), at), at=at)
        tours = [Tour(deliverer=who.pk, bags=[bag.pk for bag in bags]) for who, bags in made.tours.items() if bags]
    stage.do(AssignDeliverers(round=number, tours=tours, happened_at=stage.at(day, 19)), by="wuzi")
    for tour in tours:
        for n, bag in enumerate(tour.bags):
            at = min(stage.at(day + 1, 9) + timedelta(minutes=3 * n), timezone.now())
            bring(stage, bag, at, draw)


def bring(stage: Stage, bag: int, at: object, draw: random.Random) -> None:
    """One bag at one door."""
    if draw.random() < 0.04:
        stage.do(RecordUnmet(bag=bag, reason=draw.choice(REASONS), happened_at=at), by="duiyuan")
    else:
        stage.do(RecordHandover(bag=bag, happened_at=at), by="duiyuan")


def the_village(stage: Stage) -> Area:
    """The village."""
    return stage.places["village"]
