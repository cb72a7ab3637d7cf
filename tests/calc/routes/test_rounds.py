"""Walking rounds: every door once, buildings together, stairs climbed in order, loads fair, promises kept in order."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxian.calc.routes import Door, RouteError, promise, split, walking_order

doors = st.lists(
    st.builds(
        Door,
        id=st.integers(0, 999).map(str),
        building=st.integers(1, 12).map(lambda n: f"{n}号楼"),
        unit=st.sampled_from(["", "1", "2", "10"]),
        floor=st.integers(1, 20),
        number=st.integers(1, 4).map(str),
        xy=st.none() | st.tuples(st.integers(0, 500).map(float), st.integers(0, 500).map(float)),
        load=st.integers(1, 5),
        urgent=st.booleans(),
    ),
    unique_by=lambda d: d.id,
    max_size=40,
)


def test_the_second_building_comes_before_the_tenth_and_stairs_are_climbed() -> None:
    walk = walking_order(
        [
            Door("a", "10号楼", "1", 1, "101"),
            Door("b", "2号楼", "2", 1, "101"),
            Door("c", "2号楼", "1", 5, "502"),
            Door("d", "2号楼", "1", 5, "501"),
            Door("e", "2号楼", "1", 2, "201"),
        ]
    )
    assert [d.id for d in walk] == ["e", "d", "c", "b", "a"]


def test_buildings_on_the_map_are_walked_nearest_first() -> None:
    far, near, nearest = Door("f", "1", xy=(100, 0)), Door("n", "2", xy=(60, 0)), Door("x", "3", xy=(10, 0))
    assert [d.id for d in walking_order([far, near, nearest])] == ["x", "n", "f"]
    assert [d.id for d in walking_order([far, near, nearest], start=(120, 0))] == ["f", "n", "x"]


@given(doors)
def test_every_door_is_walked_once_and_buildings_stay_together(some: list[Door]) -> None:
    walk = walking_order(some)
    assert sorted(d.id for d in walk) == sorted(d.id for d in some)
    changes = sum(a.building != b.building for a, b in pairwise(walk))
    assert changes == max(0, len({d.building for d in some}) - 1)


@given(doors, st.integers(1, 6))
def test_each_door_has_exactly_one_deliverer_and_loads_are_fair(some: list[Door], people: int) -> None:
    names = [f"送货员{n}" for n in range(people)]
    rounds = split(some, names)
    assert sorted(d.id for r in rounds for d in r.doors) == sorted(d.id for d in some)
    if some:
        fair = sum(d.load for d in some) / people
        assert max(r.load for r in rounds) <= fair + 2 * max(d.load for d in some)


@given(doors, st.integers(1, 5), st.randoms(use_true_random=False))
def test_the_order_of_entry_changes_nothing(some: list[Door], people: int, random) -> None:  # type: ignore[no-untyped-def]
    names = [str(n) for n in range(people)]
    mixed = list(some)
    random.shuffle(mixed)
    unplaced = [[Door(d.id, d.building, d.unit, d.floor, d.number, load=d.load) for d in ds] for ds in (some, mixed)]
    assert split(unplaced[0], names) == split(unplaced[1], names)


def test_a_household_keeps_its_deliverer_from_day_to_day() -> None:
    some = [Door(str(n), "1号楼", number=str(n)) for n in range(12)]
    keep = {str(n): "bo" if n % 2 else "an" for n in range(12)}
    rounds = {r.deliverer: {d.id for d in r.doors} for r in split(some, ["an", "bo"], keep=keep)}
    assert rounds == {"an": {str(n) for n in range(0, 12, 2)}, "bo": {str(n) for n in range(1, 12, 2)}}


def test_when_a_deliverer_drops_out_the_doors_go_to_the_others() -> None:
    some = [Door(str(n), "1号楼", number=str(n)) for n in range(12)]
    keep = {str(n): ("an", "bo", "chen")[n % 3] for n in range(12)}
    rounds = {r.deliverer: {d.id for d in r.doors} for r in split(some, ["an", "bo"], keep=keep)}
    assert {str(n) for n in range(0, 12, 3)} <= rounds["an"]
    assert len(rounds["an"]) == len(rounds["bo"]) == 6


def test_insulin_comes_before_vegetables() -> None:
    [one] = split([Door("veg", "1"), Door("insulin", "9", urgent=True)], ["an"])
    assert [d.id for d in one.doors] == ["insulin", "veg"]


def test_promised_slots_follow_the_walk_and_begin_at_the_hour() -> None:
    rounds = split([Door(str(n), "1号楼", number=f"{n:02}") for n in range(10)], ["an"])
    slots = promise(rounds, begin=9 * 60, each=10, slot=60)
    assert [p.start for p in slots] == [540] * 6 + [600] * 4
    assert all(p.end - p.start == 60 and p.deliverer == "an" for p in slots)


@pytest.mark.parametrize("names", [[], ["an", "an"]])
def test_without_a_clear_name_nothing_is_promised(names: list[str]) -> None:
    with pytest.raises(RouteError, match=r"deliverers"):
        split([Door("1", "1")], names)
