"""Cuts into grids: whole, even, kept as they were, and honest where they cannot be."""

import random
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangxian.calc.grids import Building, GridError, Problem, cut, links
from tests.calc.grids.checker import faults, hangs_together
from tests.calc.grids.towns import town

# By effort, not by the clock: no test is decided by how busy the machine is.
LONG = 3600.0


def rows(*loads: int) -> tuple[Building, ...]:
    return tuple(Building(f"{at + 1}", load, number=str(at + 1)) for at, load in enumerate(loads))


def test_the_communitys_331_buildings_become_63_even_grids_that_hang_together() -> None:
    problem = Problem(town(), 63)
    found = cut(problem, seconds=LONG)
    assert faults(problem, found) == []
    assert found.ended == "even"
    assert found.heaviest <= 1.10
    assert found.lightest >= 0.90


@pytest.mark.parametrize("seed", [2, 3])
def test_uneven_buildings_are_cut_evenly_too(seed: int) -> None:
    problem = Problem(town(120, seed=seed, load=(20, 150)), 23)
    found = cut(problem, seconds=LONG)
    assert faults(problem, found) == []
    assert found.heaviest <= 1.12


def test_the_same_problem_gives_the_same_cut() -> None:
    problem = Problem(town(60), 11)
    assert cut(problem, seconds=LONG, seed=5).grids == cut(problem, seconds=LONG, seed=5).grids


def test_along_one_street_the_cut_is_the_best_there_is() -> None:
    loads = [random.Random(7).randint(10, 90) for _ in range(12)]
    found = cut(Problem(rows(*loads), 4), seconds=LONG)
    best = min(
        max(sum(loads[a:b]) for a, b in zip((0, *ends), (*ends, 12), strict=True))
        for ends in combinations(range(1, 12), 3)
    )
    assert max(grid.load for grid in found.grids) == best


def test_a_street_with_fewer_heavy_parts_than_grids_still_has_no_empty_grid() -> None:
    problem = Problem(rows(100, 1, 1, 1), 4)
    assert [grid.load for grid in cut(problem).grids] == [100, 1, 1, 1]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 60), min_size=2, max_size=9), st.integers(1, 4), st.integers(0, 3))
def test_small_towns_are_cut_as_well_as_trying_everything(loads: list[int], grids: int, seed: int) -> None:
    if grids > len(loads) or not any(loads):
        return
    draw = random.Random(seed)
    buildings = tuple(
        Building(str(at), load, (draw.uniform(0, 100), draw.uniform(0, 100))) for at, load in enumerate(loads)
    )
    problem = Problem(buildings, grids, tolerance=0.0)
    found = cut(problem, seconds=LONG)
    assert faults(problem, found) == []
    assert max(grid.load for grid in found.grids) >= found.bound
    assert max(grid.load for grid in found.grids) <= best_of_all(problem, found.neighbours) * 1.2 + 1


def best_of_all(problem: Problem, pairs: tuple[tuple[str, str], ...]) -> int:
    """The lightest heaviest grid of any cut, by trying every one."""
    touching: dict[str, set[str]] = {building.id: set() for building in problem.buildings}
    for a, b in pairs:
        touching[a].add(b)
        touching[b].add(a)
    names = [building.id for building in problem.buildings]
    loads = {building.id: building.load for building in problem.buildings}
    best = sum(loads.values())
    for number in range(problem.grids ** len(names)):
        groups: dict[int, list[str]] = {}
        rest = number
        for name in names:
            rest, group = divmod(rest, problem.grids)
            groups.setdefault(group, []).append(name)
        heaviest = max(sum(map(loads.__getitem__, group)) for group in groups.values())
        if len(groups) == problem.grids and heaviest < best:
            best = heaviest if all(hangs_together(tuple(group), touching) for group in groups.values()) else best
    return best


def test_a_wall_parts_neighbours_and_a_bridge_joins_them() -> None:
    four = tuple(Building(str(at), 10, (at * 10.0, 0.0)) for at in range(4))
    wall = ((15.0, -5.0), (15.0, 5.0))
    assert links(Problem(four, 2)) == {(0, 1), (1, 2), (2, 3)}
    assert links(Problem(four, 2, walls=(wall,))) == {(0, 1), (2, 3)}
    assert links(Problem(four, 2, walls=(wall,), joined=(("0", "3"),))) == {(0, 1), (2, 3), (0, 3)}


def test_no_grid_crosses_an_existing_border() -> None:
    buildings = tuple(
        replace(one, border="east" if at % 10 < 4 else "west") for at, one in enumerate(town(50, columns=10))
    )
    problem = Problem(buildings, 9)
    found = cut(problem, seconds=LONG)
    assert faults(problem, found) == []
    assert len({frozenset(one.border for one in buildings if one.id in grid.buildings) for grid in found.grids}) == 2


def test_buildings_kept_together_stay_in_one_grid_and_parted_ones_do_not_touch() -> None:
    problem = Problem(town(40, columns=8), 8, together=(("1", "2", "3"), ("20", "40")), parted=(("4", "5"),))
    found = cut(problem, seconds=LONG)
    assert faults(problem, found) == []
    assert ("4", "5") not in found.neighbours


def test_a_cut_that_is_even_already_moves_nobody() -> None:
    problem = Problem(town(60), 11)
    first = cut(problem, seconds=LONG)
    old = {one: str(number) for number, grid in enumerate(first.grids) for one in grid.buildings}
    again = cut(replace(problem, old=old), seconds=LONG)
    assert again.moved == 0
    assert {(grid.worker, grid.buildings) for grid in again.grids} == {
        (old[grid.buildings[0]], grid.buildings) for grid in first.grids
    }


def test_one_grid_more_leaves_most_people_with_their_worker() -> None:
    problem = Problem(town(100), 18)
    first = cut(problem, seconds=LONG)
    old = {one: f"w{number}" for number, grid in enumerate(first.grids) for one in grid.buildings}
    again = cut(replace(problem, grids=19, old=old), seconds=LONG)
    assert faults(replace(problem, grids=19, old=old), again) == []
    assert sum(grid.worker == "" for grid in again.grids) == 1
    assert 0 < again.moved < 0.2 * sum(one.load for one in problem.buildings)


def test_a_building_that_is_too_heavy_is_named() -> None:
    found = cut(Problem(rows(10, 10, 200, 10, 10), 3))
    assert [remark.code for remark in found.remarks] == ["heavy"]
    assert dict(found.remarks[0].params)["building"] == "3"
    assert found.ended == "proven"


def test_counting_says_when_even_loads_cannot_be_even() -> None:
    found = cut(Problem(rows(*[66] * 11), 2))
    assert (found.bound, [remark.code for remark in found.remarks]) == (396, [])
    found = cut(Problem(rows(*[66] * 16), 3))
    assert [remark.code for remark in found.remarks] == ["uneven"]
    assert found.ended == "proven"


def test_a_piece_that_makes_no_whole_grids_is_named() -> None:
    apart = (*rows(100, 100, 100, 100), Building("x", 40, number="1", border="island"))
    found = cut(Problem(apart, 3))
    assert ("piece", "x") in [(remark.code, dict(remark.params)["buildings"]) for remark in found.remarks]


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"buildings": ()}, "buildings", "nothing to cut"),
        ({"buildings": rows(1, -2)}, "load", "building 2"),
        ({"buildings": (*rows(1), *rows(1))}, "buildings", "1 is there twice"),
        ({"buildings": rows(0, 0, 0)}, "load", "nobody lives"),
        ({"grids": 0}, "grids", "at least 1"),
        ({"grids": 9}, "grids", "only 3 buildings"),
        ({"tolerance": 1.5}, "tolerance", "below 1"),
        ({"joined": (("1", "9"),)}, "joined", "building 9"),
        ({"together": (("1", "1"),)}, "together", "beside itself"),
        ({"old": {"7": "w"}}, "old", "building 7"),
        ({"neighbours": (("1", "2"),), "grids": 1}, "grids", "the smallest is 3"),
        ({"together": (("1", "2", "3"),), "grids": 2}, "grids", "kept together"),
    ],
)
def test_what_cannot_be_cut_is_said_by_field_and_building(change: dict[str, object], field: str, words: str) -> None:
    with pytest.raises(GridError, match=words) as fault:
        cut(replace(Problem(rows(1, 2, 3), 2), **change))  # type: ignore[arg-type]
    assert fault.value.field == field


def test_an_exception_over_a_border_is_contradictory() -> None:
    apart = (Building("1", 5, border="a"), Building("2", 5, border="b"))
    with pytest.raises(GridError, match="1 lies in a and 2 in b"):
        cut(Problem(apart, 2, together=(("1", "2"),)))


def test_doubled_positions_and_a_straight_line_are_no_trouble() -> None:
    same = tuple(Building(str(at), 5, (0.0, 0.0)) for at in range(6))
    line = tuple(Building(str(at), 5, (at * 1.0, at * 1.0)) for at in range(6))
    for buildings in (same, line):
        problem = Problem(buildings, 3)
        assert faults(problem, cut(problem)) == []


def test_buildings_without_a_position_stand_beside_the_ones_in_their_street() -> None:
    street = (
        Building("2", 1, street="A", number="2"), Building("10", 1, street="A", number="10"),
        Building("1", 1, (0.0, 0.0), street="A", number="1"), Building("b1", 1, street="B", number="1"),
    )  # fmt: skip
    assert links(Problem(street, 2)) == {(0, 2), (0, 1), (1, 3)}


def test_far_parts_of_a_large_town_are_joined_by_their_shortest_link() -> None:
    near = tuple(Building(f"a{at}", 1, (float(at % 16), float(at // 16))) for at in range(240))
    far = tuple(Building(f"b{at}", 1, (900.0 + at % 16, float(at // 16))) for at in range(240))
    problem = Problem((*near, *far), 2)
    assert faults(problem, cut(problem)) == []
