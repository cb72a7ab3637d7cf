"""Clusters by domain-rules A-10: from two cases on in the 2020 plan, from five in its 7th edition."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from fangxian.areas.models import Person
from fangxian.cases.acts import ClassifyCase, LinkCases, RecordCase
from fangxian.cases.rules.clusters import clusters
from fangxian.cases.rules.situation import Confirmed, Link
from tests.homes import settle
from tests.world import World

DAY = date(2020, 2, 1)
SMALL = frozenset({"household", "worksite"})


def case(number: int, day: int = 0) -> Confirmed:
    return Confirmed(number, DAY + timedelta(days=day), "none")


def found(cases: list[Confirmed], links: list[Link], *, at_least: int = 2) -> list[tuple[int, ...]]:
    groups = clusters(cases, links, at_least=at_least, window_days=14, settings=SMALL)
    return [one.numbers for one in groups]


@pytest.mark.parametrize(
    ("days", "at_least", "is_cluster"),
    [((0, 14), 2, True), ((0, 15), 2, False), ((0, 10, 20), 3, False), ((0, 20, 30), 2, True), ((0, 1, 2, 3), 5, False),
     ((0, 1, 2, 3, 14), 5, True)],
)  # fmt: skip
def test_so_many_cases_within_the_window_make_a_cluster(days: tuple[int, ...], at_least: int, is_cluster: bool) -> None:
    cases = [case(number, day) for number, day in enumerate(days)]
    links = [Link(number, number + 1, "household") for number in range(len(days) - 1)]
    assert bool(found(cases, links, at_least=at_least)) is is_cluster


def test_only_a_small_setting_joins_and_the_largest_group_comes_first() -> None:
    cases = [case(number, number) for number in range(1, 7)]
    links = [Link(1, 2, "worksite"), Link(3, 4, "household"), Link(4, 5, "worksite"), Link(5, 6, "train")]
    assert found(cases, links) == [(3, 4, 5), (1, 2)]
    one = clusters(cases, links, at_least=2, window_days=14, settings=SMALL)[0]
    assert (one.first_day, one.last_day, one.settings) == (case(3, 3).on, case(5, 5).on, ("household", "worksite"))


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=12), st.randoms())
def test_the_order_in_which_links_were_found_changes_nothing(pairs: list[tuple[int, int]], random: object) -> None:
    cases = [case(number, number) for number in range(9)]
    links = [Link(first, second, "household") for first, second in pairs if first < second]
    groups = found(cases, links)
    assert groups == found(cases, links[::-1])
    together = [set(group) for group in groups]
    assert sum(map(len, together)) == len(set().union(*together)), "nobody is in two clusters"
    assert all(any({link.first, link.second} <= group for group in together) for link in links)


def test_the_chain_page_names_the_cluster_and_how_to_make_one(
    world: World, page_of: Callable[[Person], Client]
) -> None:
    homes = settle(world)
    cases = []
    with world.all_eyes():
        people = [homes.li.pk, homes.zhang.pk]
    url = reverse("cases:chain", args=[world.bamboo])
    assert "Link two cases" in page_of(world.mei).get(url).content.decode()
    for pk in people:
        key = world.written(RecordCase(area=world.bamboo.pk, resident=pk), by=world.mei)["case"]
        world.written(ClassifyCase(case=key, classification="confirmed", on=DAY), by=world.mei)
        cases.append(key)
    world.written(LinkCases(case=cases[0], other=cases[1], setting="household"), by=world.mei)
    (one,) = page_of(world.mei).get(url).context["clusters"]
    assert [each.pk for each in one["cases"]] == cases and one["settings"] == ["household"]
