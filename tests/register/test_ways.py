"""Ways on the map: lines and numbers where buildings have a place, and a count of those that have none."""

from fangxian.register.models import Building
from fangxian.register.ways import Way, drawing_of, metres_of, named


def house(key: int, lon: float | None = None) -> Building:
    return Building(pk=key, number=f"{key}号", lon=lon, lat=None if lon is None else 35.0)


def test_a_way_is_a_line_with_its_stops_numbered_and_a_building_visited_twice_has_both_numbers() -> None:
    near, far = house(1, 119.0), house(2, 119.001)
    drawn = drawing_of([Way("甲", [near, near, far, near])])
    assert drawn.shapes is not None
    line, *dots = drawn.shapes["features"]
    assert line["geometry"] == {"type": "LineString", "coordinates": [[119.0, 35.0], [119.001, 35.0], [119.0, 35.0]]}
    assert [dot["properties"]["label"] for dot in dots] == ["1–2, 4", "3"]
    assert drawn.unplaced == 0


def test_each_way_has_a_colour_and_what_has_no_place_is_counted_once_and_keeps_its_number() -> None:
    drawn = drawing_of([Way("甲", [house(1, 119.0)]), Way("乙", [house(3), house(3), house(2, 119.1)])])
    assert drawn.shapes is not None
    told = [(each["properties"]["label"], each["properties"]["colour"]) for each in drawn.shapes["features"]]
    assert told == [("1", 0), ("3", 1)]
    assert drawn.unplaced == 1


def test_without_any_place_there_is_nothing_to_draw() -> None:
    assert drawing_of([Way("甲", [house(1)])]).shapes is None
    assert drawing_of([]).unplaced == 0


def test_numbers_in_few_signs() -> None:
    assert [named([1]), named([1, 2, 3]), named([1, 3, 4])] == ["1", "1–3", "1, 3–4"]


def test_a_degree_east_is_shorter_than_a_degree_north() -> None:
    at = metres_of([house(1, 119.0), house(2, 119.01), house(3)])
    one, other = at[1], at[2]
    assert one is not None and other is not None and at[3] is None
    assert 900 < other[0] - one[0] < 920
