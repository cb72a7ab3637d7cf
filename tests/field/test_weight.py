"""What a day costs on the wire: a grid of 2,000 dwellings is brought up to date with less than 50 kB."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.test import Client
from django.utils import timezone

from benchmarks.storm import community
from fangxian.areas.models import Person, Post
from fangxian.field.queries import shelves
from tests.field.phone import Phone

PageOf = Callable[[Person], Client]
DWELLINGS, PER_HOME = 2_000, 3
PROMISED_BYTES = 50_000


@pytest.fixture(autouse=True)
def never_settled() -> Iterator[None]:
    """Every question looks anew: the day is laid past the door."""
    with patch.object(shelves, "SETTLED", timedelta(0)), patch.object(shelves, "STALE", timedelta(0)):
        yield


@pytest.fixture
def laid(db: None) -> community.Community:
    """A community that is one grid of 2,000 dwellings."""
    return community.lay(people=DWELLINGS * PER_HOME, per_home=PER_HOME, dwellings=DWELLINGS)


@pytest.fixture
def worker(laid: community.Community) -> Person:
    """Who walks that grid."""
    person = Person.objects.create_user("walker", "走网格", None)
    Post._base_manager.create(
        person=person, role="grid_worker", area=laid.grid, since=timezone.now() - timedelta(days=9)
    )
    return person


def bytes_of(phone: Phone, cursors: dict[str, str]) -> int:
    """What every list of this phone weighs as it is sent, gzipped; the cursors are moved on."""
    total = 0
    for shelf in phone.hello()["shelves"]:
        answer = phone.snapshot(shelf["kind"], since=cursors.get(shelf["kind"], ""))
        assert answer["whole"] is (shelf["kind"] not in cursors)
        cursors[shelf["kind"]], total = answer["cursor"], total + answer["bytes"]
    return total


@pytest.mark.parametrize("doors", [600, DWELLINGS], ids=["a usual day", "every door on one day"])
def test_a_day_of_a_grid_of_two_thousand_dwellings_is_under_fifty_kilobytes(
    laid: community.Community, worker: Person, page_of: PageOf, doors: int
) -> None:
    phone, cursors = Phone(laid.grid).enrol(page_of, worker), dict[str, str]()
    whole = bytes_of(phone, cursors)
    assert {"doors", "watched", "rounds"} <= set(cursors)
    community.a_day(laid, doors=doors)
    day = bytes_of(phone, cursors)
    assert 2_000 < day < PROMISED_BYTES
    assert bytes_of(phone, cursors) < 2_000 < day < whole * 2


def test_a_day_at_the_gate_of_two_thousand_dwellings_is_under_fifty_kilobytes(
    laid: community.Community, page_of: PageOf
) -> None:
    phone = Phone(laid.community).enrol(page_of, laid.keeper)
    cursor = phone.snapshot("gate")["cursor"]
    community.a_day(laid, passed=DWELLINGS, permits=DWELLINGS // 2)
    answer = phone.snapshot("gate", since=cursor)
    assert answer["whole"] is False and len(answer["tables"]["permits"]["rows"]) == DWELLINGS // 2
    assert 2_000 < answer["bytes"] < PROMISED_BYTES
