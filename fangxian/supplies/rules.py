"""Judgement about needs, bags, deliveries and stock, pure: quantities are exact, moments are aware."""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import TypeVar

TENTH = Decimal("0.1")
ONE_MINUTE = timedelta(minutes=1)
Good = TypeVar("Good", bound=Hashable)


class MoveKind(StrEnum):
    """How stock comes and goes."""

    RECEIPT = "receipt"
    RETURN = "return"
    FOUND = "found"
    ISSUE = "issue"
    LOSS = "loss"


INWARD = frozenset({MoveKind.RECEIPT, MoveKind.RETURN, MoveKind.FOUND})
OUTWARD = frozenset({MoveKind.ISSUE, MoveKind.LOSS})


def consolidated(bags: Iterable[Mapping[Good, Decimal]]) -> dict[Good, Decimal]:
    """One order for all bags: for each kind of goods, the sum over the bags (G-01)."""
    total: defaultdict[Good, Decimal] = defaultdict(Decimal)
    for bag in bags:
        for good, quantity in bag.items():
            total[good] += quantity
    return dict(total)


def cost(lines: Iterable[tuple[Decimal, Decimal | None]]) -> Decimal | None:
    """What lines of (quantity, price) cost; nothing can be said while one price is missing."""
    sums = [None if price is None else quantity * price for quantity, price in lines]
    known = [each for each in sums if each is not None]
    return sum(known, Decimal(0)) if len(known) == len(sums) else None


def needed(people: int, *, per_person_day: Decimal, days: int) -> Decimal:
    """How much everybody needs for some days: 658 people, 1 a day, 14 days are 9,212 (mission S-22)."""
    return people * per_person_day * days


def days_of_cover(stock: Decimal, *, people: int, per_person_day: Decimal) -> Decimal | None:
    """How many days the stock lasts, to the tenth; None when nobody uses any."""
    daily = people * per_person_day
    return (stock / daily).quantize(TENTH, rounding=ROUND_HALF_UP) if daily > 0 else None


@dataclass(frozen=True)
class Account:
    """The account of one item in units: what came, what went, and what the sum leaves (G-10)."""

    receipts: Decimal = Decimal(0)
    returns: Decimal = Decimal(0)
    found: Decimal = Decimal(0)
    issues: Decimal = Decimal(0)
    losses: Decimal = Decimal(0)

    @property
    def stock(self) -> Decimal:
        """What must be there."""
        return self.receipts + self.returns + self.found - self.issues - self.losses


ACCOUNT_SIDE = {
    MoveKind.RECEIPT: "receipts",
    MoveKind.RETURN: "returns",
    MoveKind.FOUND: "found",
    MoveKind.ISSUE: "issues",
    MoveKind.LOSS: "losses",
}


def account(moves: Iterable[tuple[MoveKind, Decimal]]) -> Account:
    """The account of moves given as (kind, signed change), in any order."""
    sides: defaultdict[str, Decimal] = defaultdict(Decimal)
    for kind, change in moves:
        sides[ACCOUNT_SIDE[kind]] += abs(change)
    return Account(**sides)


def counted_difference(counted: Decimal, *, stock: Decimal) -> tuple[MoveKind, Decimal] | None:
    """The move that brings the books to what was counted; None when they agree."""
    difference = counted - stock
    if difference == 0:
        return None
    return (MoveKind.FOUND if difference > 0 else MoveKind.LOSS), difference


def over_limit(litres: Decimal, *, limit: Decimal) -> bool:
    """Whether a store holds more alcohol than it may (G-09)."""
    return litres > limit


@dataclass(frozen=True)
class Stop:
    """One bag to carry: which, how pressing, and where it stands on the walk."""

    bag: int
    priority: bool
    place_in_walk: int
    building: str
    unit: str
    room: str


def in_walking_order(stops: Iterable[Stop]) -> list[Stop]:
    """Along the buildings, stair by stair, floor by floor; numbers count as numbers: 2 before 10."""
    return sorted(stops, key=walk_key)


def walk_key(stop: Stop) -> tuple[object, ...]:
    """Where a stop stands on the walk."""
    return (stop.place_in_walk, natural(stop.building), natural(stop.unit), natural(stop.room), stop.bag)


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """A key under which numbers inside a text count as numbers."""
    parts = re.findall(r"[0-9]+|[^0-9]+", text)
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts)


def promised_times(stops: int, *, start: datetime, end: datetime) -> list[datetime]:
    """When each of so many stops is promised: evenly over the slot, the last one at its end, to the whole minute."""
    moments = [start + (end - start) * (n + 1) / stops for n in range(stops)]
    return [min(up_to_minute(moment), end) for moment in moments]


def up_to_minute(moment: datetime) -> datetime:
    """The moment, or the next whole minute."""
    whole = moment.replace(second=0, microsecond=0)
    return whole if whole == moment else whole + ONE_MINUTE


def on_time(handed_over: Iterable[tuple[datetime, datetime]], *, bags: int) -> Decimal | None:
    """The share in per cent of all bags that came by the end of their slot: pairs of (came, latest). None without bags.

    A bag that never came is late.
    """
    if bags == 0:
        return None
    punctual = sum(came <= latest for came, latest in handed_over)
    return (Decimal(100) * punctual / bags).quantize(TENTH, rounding=ROUND_HALF_UP)


@dataclass(frozen=True)
class Batch:
    """So much of one item in one store that expires on one day; None is never."""

    expires_on: date | None
    quantity: Decimal


def left_of(batches: Iterable[Batch], *, there: Decimal) -> list[Batch]:
    """What is left of the batches that came in when so much is there: what expires first was given out first."""
    ordered = sorted(batches, key=lambda batch: (batch.expires_on is None, batch.expires_on or date.min))
    gone = sum((batch.quantity for batch in ordered), Decimal(0)) - there
    left = []
    for batch in ordered:
        taken = min(max(gone, Decimal(0)), batch.quantity)
        gone -= taken
        if batch.quantity > taken:
            left.append(Batch(batch.expires_on, batch.quantity - taken))
    return left
