"""Grids on files: cut from JSON or GeoJSON, and whatever is wrong said in a sentence."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

SIX: dict[str, Any] = {
    "grids": 2,
    "buildings": [{"id": f"{n}号楼", "load": 60 + n, "xy": [n * 40, 0], "number": str(n)} for n in range(1, 7)],
}


def solved(folder: Path, data: Any) -> dict[str, Any]:
    """The answer to a file."""
    (folder / "in").write_text(data if isinstance(data, str) else json.dumps(data))
    call_command("solve", "grids", str(folder / "in"), "-o", str(folder / "out"))
    found: dict[str, Any] = json.loads((folder / "out").read_text())
    return found


def test_six_buildings_in_a_row_become_two_grids(tmp_path: Path) -> None:
    answer = solved(tmp_path, SIX)
    assert [grid["buildings"] for grid in answer["grids"]] == [["1号楼", "2号楼", "3号楼"], ["4号楼", "5号楼", "6号楼"]]
    assert answer["ended"] == "even"
    assert answer["mean"] == sum(building["load"] for building in SIX["buildings"]) / 2


def test_the_number_of_grids_follows_from_the_load_of_a_worker(tmp_path: Path) -> None:
    data = {"buildings": [{"id": str(n), "load": 70, "number": str(n)} for n in range(1, 16)]}
    assert len(solved(tmp_path, data)["grids"]) == 3


def test_a_map_of_buildings_is_cut_as_it_is(tmp_path: Path) -> None:
    features = [
        {
            "type": "Feature", "id": n, "properties": {"load": 60},
            "geometry": {"type": "LineString", "coordinates": [[119.3 + n / 1e3, 35.1], [119.3004 + n / 1e3, 35.1]]},
        }
        for n in range(6)
    ]  # fmt: skip
    answer = solved(tmp_path, {"type": "FeatureCollection", "features": features, "grids": 3})
    assert [grid["buildings"] for grid in answer["grids"]] == [["0", "1"], ["2", "3"], ["4", "5"]]


def test_a_worker_keeps_what_need_not_change(tmp_path: Path) -> None:
    kept = [building | {"worker": "汪洋" if n < 3 else "田野"} for n, building in enumerate(SIX["buildings"])]
    answer = solved(tmp_path, SIX | {"buildings": kept})
    assert [grid["worker"] for grid in answer["grids"]] == ["汪洋", "田野"]
    assert answer["moved"] == 0


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"grids": 7}, "only 6 buildings"),
        ({"grids": 0}, "grids"),
        ({"colour": "red"}, "colour"),
        ({"buildings": [{"id": "3号楼", "load": "viele"}]}, "buildings[3号楼].load"),
        ({"buildings": [{"id": "3号楼", "load": 4, "lon": 119.0}]}, "buildings[3号楼]"),
        ({"joined": [{"buildings": ["1号楼", "9号楼"], "by": "安宁"}]}, "9号楼"),
        ({"together": [{"buildings": ["1号楼"]}]}, "together"),
        ({"walls": [[[100, -9], [100, 9]], [[180, -9], [180, 9]]], "grids": 2}, "3 pieces"),
        ({"tolerance": 2}, "tolerance"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(tmp_path: Path, change: dict[str, Any], words: str) -> None:
    with pytest.raises(CommandError) as fault:
        solved(tmp_path, SIX | change)
    assert words in str(fault.value)
    assert "\n" not in str(fault.value)


def test_the_schema_names_every_part(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("solve", "grids", "--schema")
    schema = json.loads(capsys.readouterr().out)
    assert {"buildings", "grids", "walls", "joined", "parted", "together"} <= set(schema["input"]["properties"])
    assert {"grids", "bound", "moved", "remarks", "ended"} <= set(schema["output"]["properties"])


anything = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 400) | st.floats() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
odd_building = st.fixed_dictionaries(
    {"id": st.sampled_from(["1", "2", "3"]) | anything, "load": st.integers(-1, 90) | anything},
    optional={"xy": st.tuples(st.floats(), st.floats()) | anything, "border": st.sampled_from(["a", "b"]) | anything},
)


@settings(max_examples=120, deadline=None, suppress_health_check=[*HealthCheck])
@given(
    st.fixed_dictionaries(
        {"buildings": st.lists(odd_building, max_size=5) | anything},
        optional={"grids": st.integers(-1, 5) | anything, "together": anything, "walls": anything, "joined": anything},
    )
    | anything
)
def test_no_file_brings_it_down(tmp_path: Path, data: Any) -> None:
    """Either an answer or one sentence: nothing else ever comes out."""
    try:
        answer = solved(tmp_path, data)
        assert sum(len(grid["buildings"]) for grid in answer["grids"]) == len(data["buildings"])
    except CommandError as fault:
        assert "\n" not in str(fault) and "Traceback" not in str(fault)
