"""What a person signs for: each item of each store, by the books, and what teams have and did not bring back."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Max, Sum

from fangxian.areas.models import Area
from fangxian.standdown.models import StockSigning
from fangxian.supplies.models import Item, StockMove, Store

ZERO = Decimal(0)
Pair = tuple[int, int]


@dataclass(frozen=True)
class Line:
    """One item of one store: what the books say, what teams still have, and who signed for it last, if it holds."""

    store: Store
    item: Item
    book: Decimal
    out: Decimal
    signing: StockSigning | None


def lines_of(area: Area) -> list[Line]:
    """Every item that ever moved in a store of a community, by store and item, in five questions."""
    book, out = books(area), with_teams(area)
    stores, items = Store.objects.in_bulk([store for store, _ in book]), Item.objects.in_bulk([i for _, i in book])
    signed = holding(area)
    ordered = sorted(book, key=lambda pair: (pair[0], items[pair[1]].kind, items[pair[1]].name))
    return [
        Line(stores[pair[0]], items[pair[1]], book[pair], max(ZERO, out.get(pair, ZERO)), signed.get(pair))
        for pair in ordered
    ]


def books(area: Area) -> dict[Pair, Decimal]:
    """What the books say is there, for each store and item."""
    sums = StockMove.objects.filter(area=area).order_by().values_list("store_id", "item_id").annotate(n=Sum("change"))
    return {(store, item): n for store, item, n in sums}


def with_teams(area: Area) -> dict[Pair, Decimal]:
    """What was issued to teams and not brought back; what a household got is the household's."""
    moves = StockMove.objects.filter(area=area, household=None, free_issue=None, kind__in=("issue", "return"))
    sums = moves.order_by().values_list("store_id", "item_id").annotate(n=Sum("change"))
    return {(store, item): -n for store, item, n in sums}


def holding(area: Area) -> dict[Pair, StockSigning]:
    """The last signing of each item and store, unless something moved after it."""
    found: dict[Pair, StockSigning] = {}
    for row in StockSigning.objects.filter(area=area).select_related("by").order_by("at", "pk"):
        found[row.store_id, row.item_id] = row
    moved = StockMove.objects.filter(area=area).order_by().values_list("store_id", "item_id").annotate(at=Max("at"))
    last = defaultdict(lambda: None, {(store, item): at for store, item, at in moved})
    return {pair: row for pair, row in found.items() if (moment := last[pair]) is None or moment <= row.at}


def unsigned(area: Area) -> list[Pair]:
    """The stores and items that wait for a signature."""
    signed = holding(area)
    return [pair for pair in books(area) if pair not in signed]
