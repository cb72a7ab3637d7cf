"""Sums, bags, walks and stock: the laws that hold whatever people order."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxian.supplies.rules import (
    INWARD,
    Account,
    MoveKind,
    Stop,
    account,
    consolidated,
    cost,
    counted_difference,
    days_of_cover,
    natural,
    needed,
    on_time,
    over_limit,
    promised_times,
)

D = Decimal
NOON = datetime(2020, 2, 10, 4, 0, tzinfo=UTC)
quantities = st.decimals(min_value="0.01", max_value="500", places=2)
bags = st.lists(st.dictionaries(st.sampled_from(["白菜", "米", "奶"]), quantities, max_size=3), max_size=40)
moves = st.lists(
    st.builds(
        lambda kind, quantity: (kind, quantity if kind in INWARD else -quantity),
        st.sampled_from(list(MoveKind)),
        quantities,
    ),
    max_size=60,
)
stops = st.lists(
    st.builds(
        Stop, st.integers(), st.booleans(), st.integers(0, 9), st.sampled_from(["1", "2", "10"]),
        st.sampled_from(["", "1", "2"]), st.sampled_from(["", "101", "501", "1001"]),
    ),
    max_size=60, unique_by=lambda stop: stop.bag,
)  # fmt: skip


def test_the_village_needs_9212_masks_for_a_fortnight() -> None:
    assert needed(658, per_person_day=D(1), days=14) == 9212


def test_3000_masks_last_the_village_4_point_6_days() -> None:
    assert days_of_cover(D(3000), people=658, per_person_day=D(1)) == D("4.6")


@pytest.mark.parametrize(
    ("stock", "people", "rate", "days"),
    [(0, 658, "1", "0.0"), (658, 658, "1", "1.0"), (100, 0, "1", None), (7, 2, "0.5", "7.0"), (9212, 658, "1", "14.0")],
)
def test_cover_is_stock_over_daily_use(stock: int, people: int, rate: str, days: str | None) -> None:
    assert days_of_cover(D(stock), people=people, per_person_day=D(rate)) == (days and D(days))


@given(bags)
def test_the_one_order_is_the_sum_of_the_bags(bags: list[dict[str, Decimal]]) -> None:
    order = consolidated(bags)
    for good in ("白菜", "米", "奶"):
        assert order.get(good, D(0)) == sum((bag.get(good, D(0)) for bag in bags), D(0))


@given(bags, st.randoms())
def test_the_order_does_not_depend_on_who_came_first(bags: list[dict[str, Decimal]], dice: object) -> None:
    shuffled = bags[:]
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    assert consolidated(shuffled) == consolidated(bags)


def test_a_missing_price_leaves_the_cost_open() -> None:
    assert cost([(D(2), D("1.20")), (D("1.5"), D("3.50"))]) == D("7.65")
    assert cost([(D(2), D("1.20")), (D(1), None)]) is None
    assert cost([]) == 0


@given(moves, st.randoms())
def test_receipts_are_issues_and_stock_and_losses_in_any_order(
    moves: list[tuple[MoveKind, Decimal]], dice: object
) -> None:
    books = account(moves)
    assert books.receipts + books.returns + books.found == books.issues + books.losses + books.stock
    assert books.stock == sum((change for _, change in moves), D(0))
    dice.shuffle(moves)  # type: ignore[attr-defined]
    assert account(moves) == books


@given(moves, quantities)
def test_after_a_count_the_books_say_what_was_counted(moves: list[tuple[MoveKind, Decimal]], counted: Decimal) -> None:
    found = counted_difference(counted, stock=account(moves).stock)
    assert account([*moves, *([found] if found else [])]).stock == counted


def test_a_count_that_agrees_moves_nothing() -> None:
    assert counted_difference(D("3.00"), stock=D(3)) is None
    assert counted_difference(D(2), stock=D(3)) == (MoveKind.LOSS, D(-1))
    assert Account().stock == 0


@pytest.mark.parametrize(("litres", "over"), [("0.5", False), ("0.501", True), ("0", False)])
def test_a_store_may_hold_alcohol_up_to_its_limit(litres: str, *, over: bool) -> None:
    assert over_limit(D(litres), limit=D("0.5")) is over


def test_numbers_in_addresses_count_as_numbers() -> None:
    assert sorted(["10", "2", "1甲", "1"], key=natural) == ["1", "1甲", "2", "10"]


@given(st.integers(1, 300), st.integers(5, 600))
def test_promises_rise_within_the_slot_and_the_last_is_its_end(stops: int, minutes: int) -> None:
    end = NOON + timedelta(minutes=minutes)
    moments = promised_times(stops, start=NOON, end=end)
    assert moments == sorted(moments) and moments[-1] == end and moments[0] > NOON
    assert all(moment.second == 0 for moment in moments)


def test_a_bag_that_never_came_is_late() -> None:
    punctual, late = (NOON, NOON), (NOON + timedelta(minutes=1), NOON)
    assert on_time([punctual, punctual, late], bags=4) == D("50.0")
    assert on_time([punctual], bags=3) == D("33.3")
    assert on_time([], bags=0) is None
