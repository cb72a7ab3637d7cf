"""Who infected whom, the curve of cases, and the escalation table of a pack: as laws, tables and pages."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from fangxian.cases import queries
from fangxian.cases.acts import ClassifyCase, NameSource
from fangxian.cases.models import Case
from fangxian.cases.rules.ladder import Home, Rung, proposals
from fangxian.cases.rules.tree import Grown, comes_from, curve, tree
from fangxian.cases.views.drawing import drawn_curve, drawn_tree
from fangxian.door.acts import AdoptPack
from fangxian.monitoring.acts import OpenWatch
from tests.cases.test_contacts import days_ago, recorded, traced
from tests.cases.test_contacts import decide as decide_contacts
from tests.homes import Homes, settle
from tests.world import World

DAY = date(2020, 2, 10)
LADDER = [
    Rung("building_unit", "home_observation", 1, "household"),
    Rung("building_unit", "home_observation", 2, "building_unit"),
    Rung("building_unit", "home_observation", 3, "building"),
    Rung("building_unit", "case", 1, "building_unit"),
    Rung("building_unit", "case", 2, "building"),
    Rung("village_group", "home_observation", 1, "household"),
    Rung("village_group", "home_observation", 2, "village_group"),
    Rung("village", "home_observation", 3, "village"),
    Rung("village_group", "case", 1, "village_group"),
]


@pytest.fixture
def homes(world: World) -> Homes:
    return settle(world)


forests = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 11)), max_size=12).map(
    lambda rows: [
        Grown(key, DAY + timedelta(days=on), source if source < key else None) for key, (on, source) in enumerate(rows)
    ]
)


@given(forests)
def test_every_case_has_one_row_and_stands_below_its_source(cases: list[Grown]) -> None:
    nodes = tree(cases)
    place = {node.key: node for node in nodes}
    assert sorted(node.row for node in nodes) == list(range(len(cases))) and set(place) == {c.key for c in cases}
    for node in nodes:
        if node.source is not None:
            assert place[node.source].row < node.row and node.generation == place[node.source].generation + 1


@given(forests, st.randoms())
def test_the_order_in_which_cases_are_told_does_not_matter(cases: list[Grown], chance: Any) -> None:
    mixed = list(cases)
    chance.shuffle(mixed)
    assert tree(mixed) == tree(cases)


def test_a_source_that_is_not_there_is_none() -> None:
    (node,) = tree([Grown(1, DAY, 9)])
    assert node.source is None


def test_a_case_comes_from_its_source_however_far_back() -> None:
    sources = {3: 2, 2: 1}
    assert comes_from(1, 3, sources=sources) and not comes_from(3, 1, sources=sources)
    assert comes_from(1, 1, sources={}) and not comes_from(9, 1, sources={1: 2, 2: 1})


@given(st.lists(st.tuples(st.integers(0, 20), st.sampled_from(["confirmed", "suspected", "discarded"])), max_size=20))
def test_the_curve_counts_every_case_once_and_leaves_no_day_out(cases: list[tuple[int, str]]) -> None:
    days = [(DAY + timedelta(days=on), kind) for on, kind in cases]
    bars = curve(days, classes=("confirmed", "suspected"), until=DAY + timedelta(days=20))
    assert sum(bar.total for bar in bars) == sum(kind != "discarded" for _on, kind in cases)
    assert [bar.on for bar in bars] == [bars[0].on + timedelta(days=n) for n in range(len(bars))]


@pytest.mark.parametrize(
    ("observed", "ill", "close"),
    [
        (0, 0, []),
        (1, 0, ["household"]),
        (2, 0, ["building_unit"]),
        (3, 0, ["building"]),
        (5, 0, ["building"]),
        (0, 1, ["building_unit"]),
        (0, 2, ["building"]),
        (1, 2, ["building", "household"]),
    ],
)
def test_the_table_of_a_building_step_by_step(observed: int, ill: int, close: list[str]) -> None:
    homes = [Home(n, 1, "1", "", "home_observation") for n in range(observed)]
    homes += [Home(100 + n, 1, "1", "", "case") for n in range(ill)]
    assert [rise.rung.close for rise in proposals(homes, LADDER)] == close


def test_two_people_of_one_household_are_one_household() -> None:
    homes = [Home(7, 1, "1", "", "home_observation")] * 2
    (rise,) = proposals(homes, LADDER)
    assert (rise.count, rise.rung.close, rise.households) == (1, "household", (7,))


def test_the_table_of_a_village_counts_groups_and_the_whole() -> None:
    homes = [Home(n, n, "", f"{n}组", "home_observation") for n in range(3)]
    assert [rise.rung.close for rise in proposals(homes, LADDER)] == ["village", "household", "household", "household"]


def test_without_a_table_nothing_is_proposed() -> None:
    assert proposals([Home(1, 1, "1", "", "case")], []) == []


def test_a_source_is_named_drawn_and_then_known(world: World, homes: Homes) -> None:
    first, second = recorded(world, homes.li, "confirmed"), recorded(world, homes.zhang, "confirmed")
    world.written(NameSource(case=second, infected_by=first, setting="household"), by=world.mei)
    with world.all_eyes():
        chain = queries.chain_of(world.bamboo, at=timezone.now())
        assert [(node.key, node.source) for node in chain.nodes] == [(first, None), (second, first)]
        assert chain.known[second].source == "known" and chain.settings == {second: "household"}
        drawing = drawn_tree(chain)
    assert drawing is not None and [bool(dot.line) for dot in drawing.parts] == [False, True]  # type: ignore[union-attr]


def test_a_contact_who_fell_ill_is_proposed_to_come_from_the_case(world: World, homes: Homes) -> None:
    first = recorded(world, homes.li, "confirmed")
    traced(world, first)
    decide_contacts(world, first)
    with world.all_eyes():
        hong = homes.households[0].residents.get(name="李红")
    second = recorded(world, hong, "confirmed")
    with world.all_eyes():
        likely = queries.source_proposed(Case.objects.get(pk=second))
        assert likely is not None and likely.pk == first
        assert queries.source_proposed(Case.objects.get(pk=first)) is None


def test_a_circle_of_sources_is_refused(world: World, homes: Homes) -> None:
    first, second = recorded(world, homes.li), recorded(world, homes.zhang)
    world.written(NameSource(case=second, infected_by=first), by=world.mei)
    refused = [
        world.submit(NameSource(case=first, infected_by=other), by=world.mei).refused for other in (second, first, 999)
    ]
    assert refused == ["source_in_circle", "source_elsewhere", "source_elsewhere"]
    assert world.submit(NameSource(case=first, setting="moon"), by=world.mei).refused == "unknown_setting"


def test_an_excluded_case_is_in_neither_drawing(world: World, homes: Homes) -> None:
    case = recorded(world, homes.li)
    world.written(ClassifyCase(case=case, classification="discarded"), by=world.mei)
    with world.all_eyes():
        chain = queries.chain_of(world.bamboo, at=timezone.now())
        bars = queries.curve_of(chain.known.values(), until=days_ago(0))
    assert (chain.nodes, bars, drawn_tree(chain), drawn_curve(bars)) == ([], [], None, None)


def test_the_table_is_off_until_the_place_adopts_its_pack(world: World, homes: Homes) -> None:
    with world.all_eyes():
        zhao = homes.households[2].residents.get()
    world.written(OpenWatch(resident=zhao.pk, category="returnee"), by=world.an)

    def proposed() -> list[tuple[str, str]]:
        with world.all_eyes():
            known = queries.known_cases(world.bamboo, at=timezone.now())
            risen = queries.escalations(world.bamboo, known, at=timezone.now())
        return [(rise.rung.close, place) for rise, place in risen]

    assert proposed() == []
    pack = AdoptPack(area=world.bamboo.pk, pack_kind="disease", pack="cn-2020-ladder", since=days_ago(0))
    world.written(pack, by=world.an)
    assert proposed() == [("household", "3 1")]
