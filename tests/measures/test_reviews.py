"""Orders whose day has come: seen by whoever leads, kept with a reason and a new day, or lifted."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from fangxian.areas.models import Person
from fangxian.door.act import Act
from fangxian.measures.acts import LiftClosure, ReviewClosure, ReviewHousehold, ReviewUnit
from fangxian.measures.models import Closure, ClosureReview, StayHome, UnitClosure
from fangxian.measures.queries import reviews_due, reviews_due_count
from tests.homes import Homes, settle
from tests.measures.examples import close_unit
from tests.measures.orders import GROUND, close, confine, gates
from tests.world import World, ago

PageOf = Callable[[Person], Client]
REASON = "昨日仍有新增，只封两户不足以切断"


@pytest.fixture
def homes(world: World) -> Homes:
    return settle(world)


def today(days: int = 0) -> date:
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def orders(world: World, homes: Homes) -> dict[str, int]:
    """The place closed, a stair closed and one household ordered to stay at home, ten days ago, for seven days."""
    then: dict[str, Any] = {"since": ago(days=10), "review_on": today(-3)}
    south = gates(world, "南门")[0]
    stair = close_unit(world, homes).model_copy(update={**then, "approved_by": ""})
    return {
        "home": world.written(confine(world, homes, **then), by=world.an)["stay_home"],
        "unit": world.written(stair, by=world.an)["unit_closure"],
        "place": close(world, south, **{**then, "since": ago(minutes=5), "review_on": today(1)}),
    }


def acts(orders: dict[str, int], **changes: Any) -> list[Act]:
    words = {"reason": REASON, "review_on": today(5), **changes}
    return [
        ReviewHousehold(stay_home=orders["home"], **words),
        ReviewUnit(unit_closure=orders["unit"], **words),
        ReviewClosure(closure=orders["place"], **words),
    ]


def due(world: World, on: date) -> set[str]:
    with world.eyes_of(world.an):
        found = reviews_due(world.bamboo, on=on)
        assert reviews_due_count(world.bamboo, on=on) == len(found)
        return {type(order).__name__ for order in found}


def test_what_is_due_is_listed_and_gone_once_it_was_looked_at(world: World, orders: dict[str, int]) -> None:
    assert due(world, today()) == {"StayHome", "UnitClosure"}
    assert due(world, today(1)) == {"StayHome", "UnitClosure", "Closure"}
    for act in acts(orders):
        world.written(act, by=world.an)
    assert due(world, today(1)) == set()
    with world.all_eyes():
        row = ClosureReview.objects.get()
        assert (row.was_due_on, row.review_on, row.reason) == (today(1), today(5), REASON)
        assert {order.review_on for order in StayHome.objects.all()} == {today(5)}, "with it what came with it"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"reason": " "}, "review_reason_missing"),
        ({"review_on": None}, "next_review_wrong"),
        ({"review_on": today()}, "next_review_wrong"),
        ({"review_on": today(60)}, "next_review_wrong"),
    ],
)
def test_nothing_is_kept_without_a_reason_and_a_day(
    world: World, orders: dict[str, int], changes: dict[str, Any], code: str
) -> None:
    assert {world.submit(act, by=world.an).refused for act in acts(orders, **changes)} == {code}


def test_an_approval_that_was_outstanding_is_written_down_and_none_is_overwritten(
    world: World, orders: dict[str, int]
) -> None:
    for act in acts(orders, approved_by="省人民政府"):
        world.written(act, by=world.an)
    with world.all_eyes():
        assert UnitClosure.objects.get().approved_by == "省人民政府"
        assert StayHome.objects.get(unit_closure=orders["unit"]).approved_by == "省人民政府"
        assert Closure.objects.get().approved_by == "日照市人民政府"


def test_what_has_ended_is_not_looked_at_again(world: World, orders: dict[str, int]) -> None:
    world.written(LiftClosure(closure=orders["place"], **GROUND), by=world.an)
    assert world.submit(acts(orders)[2], by=world.an).refused == "order_ended"
    assert "Closure" not in due(world, today(30))


def test_only_the_body_that_decided_or_a_higher_one_keeps_an_order(world: World, homes: Homes) -> None:
    closure = close(world, gates(world, "南门")[0], by=world.qu)
    act = ReviewClosure(closure=closure, reason=REASON, review_on=today(5))
    assert world.submit(act, by=world.an).refused == "review_not_yours"
    world.written(act.model_copy(update={"id": uuid4()}), by=world.qu)


def test_an_order_that_came_with_a_stair_is_looked_at_with_it(world: World, orders: dict[str, int]) -> None:
    with world.all_eyes():
        inside = StayHome.objects.get(unit_closure=orders["unit"]).pk
    act = ReviewHousehold(stay_home=inside, reason=REASON, review_on=today(5))
    assert world.submit(act, by=world.an).refused == "comes_with_closure"


def test_the_pages_lead_from_what_is_overdue_to_what_was_kept(
    world: World, orders: dict[str, int], page_of: PageOf
) -> None:
    page = page_of(world.an)
    overview = reverse("measures:overview", args=[world.bamboo])
    shown = page.get(overview).content.decode()
    assert "3 days overdue" in shown and "approval outstanding" in shown
    for name, key in (("review_home", "home"), ("review_unit", "unit"), ("review", "place")):
        address = reverse(f"measures:{name}", args=[world.bamboo, orders[key]])
        assert address in shown or name == "review"
        assert page.get(address).status_code == 200
        assert page.post(address, {"act_id": uuid4(), "reason": "", "review_on": ""}).status_code == 422
        sent = {"act_id": uuid4(), "reason": REASON, "review_on": today(5).isoformat(), "approved_by": "市"}
        assert page.post(address, sent).status_code == 302
    assert "overdue" not in page.get(overview).content.decode()
    assert page.get(reverse("console:place", args=[world.bamboo])).status_code == 200


def test_the_form_offers_the_grounds_and_the_smallest_unit_of_the_pack(world: World, page_of: PageOf) -> None:
    page = page_of(world.an).get(reverse("measures:close_unit", args=[world.bamboo])).content.decode()
    assert '<option value="传染病防治法第41条">' in page and 'list="lines_basis"' in page
    assert "The smallest unit by the rule pack" in page
