"""Deliveries on files: what comes in is named when it is wrong, and what goes out is whole."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.calc.routes.test_public_instances import SMALL

LANE: dict[str, Any] = {
    "stops": [
        {"id": "h1", "place": "1号楼", "load": 2, "service_s": 60, "until": "12:00"},
        {"id": "h2", "place": "2号楼", "service_s": 60, "urgent": True},
        {"id": "h3", "place": "2号楼", "service_s": 60, "unit": "2", "floor": 3},
    ],
    "deliverers": [{"id": "田"}, {"id": "安", "mode": "tricycle"}],
    "places": {"base": [0, 0], "1号楼": [100, 0], "2号楼": [0, 200]},
}


def solved(folder: Path, data: Any, *more: str, out: str = "out") -> str:
    """The answer to a file, as text."""
    (folder / "in").write_text(data if isinstance(data, str) else json.dumps(data))
    call_command("solve", "routes", str(folder / "in"), "-o", str(folder / out), "--seconds", "1", *more)
    return (folder / out).read_text()


def planned(folder: Path, data: Any, *more: str) -> dict[str, Any]:
    """The answer to a file."""
    found: dict[str, Any] = json.loads(solved(folder, data, *more))
    return found


def stops_of(answer: dict[str, Any]) -> dict[str, str]:
    """Who brings what."""
    return {
        visit["stop"]: tour["deliverer"]
        for tour in answer["tours"]
        for trip in tour["trips"]
        for visit in trip["visits"]
    }


def test_a_lane_is_delivered_and_urgent_things_go_alone(tmp_path: Path) -> None:
    answer = planned(tmp_path, LANE)
    assert set(stops_of(answer)) == {"h1", "h2", "h3"}
    trips = [trip for tour in answer["tours"] for trip in tour["trips"] if trip["urgent"]]
    assert [[visit["stop"] for visit in trip["visits"]] for trip in trips] == [["h2"]]
    assert answer["unmet"] == []
    assert answer["metres"] == pytest.approx(sum(tour["metres"] for tour in answer["tours"]), abs=0.2)


def test_what_is_not_met_has_its_reason_and_repairs(tmp_path: Path) -> None:
    heavy = {**LANE, "stops": [{"id": "h1", "place": "1号楼", "load": 99}]}
    (unmet,) = planned(tmp_path, heavy)["unmet"]
    assert unmet["reason"]["code"] == "too_heavy"
    assert unmet["repairs"][0] == {"code": "split_load", "parts": 4, "load": 30}


def test_with_the_old_tours_only_what_must_changes_hands(tmp_path: Path) -> None:
    old = {"h1": "安", "h3": "安", "h2": "gone"}
    answer = planned(tmp_path, {**LANE, "old": old, "now": "10:00", "done": ["h1"]})
    assert set(stops_of(answer)) == {"h2", "h3"}
    assert stops_of(answer)["h3"] == "安"
    assert all(trip["leaves"] >= "10:00" for tour in answer["tours"] for trip in tour["trips"])


def test_a_plain_delivery_file_is_known_by_its_shape(tmp_path: Path) -> None:
    plain = {
        "depot": [0, 0], "couriers": 2, "cap": 6, "speed": 1.2, "load": 300, "shift": [28000, 45000], "detour": 1.3,
        "stops": [{"b": 1, "xy": [100, 50], "parcels": 2, "service": 240, "tw": [28800, 43200]}],
    }  # fmt: skip
    assert set(stops_of(planned(tmp_path, plain))) == {"1"}
    with pytest.raises(CommandError, match="xy of 1"):
        solved(tmp_path, {**plain, "stops": [{"b": 1}]})
    with pytest.raises(CommandError, match="speed of the file"):
        solved(tmp_path, {**plain, "speed": "fast"})
    with pytest.raises(CommandError, match="shift: it is missing"):
        solved(tmp_path, {key: value for key, value in plain.items() if key != "shift"})


def test_a_public_instance_is_answered_in_json_and_as_sol(tmp_path: Path) -> None:
    answer = planned(tmp_path, SMALL, "--format", "vrplib")
    assert sorted(map(sorted, answer["routes"])) == [[1, 2], [3, 4]]
    assert (answer["cost"], answer["convention"], answer["feasible"]) == (30, "rounded", True)
    sol = solved(tmp_path, SMALL, "--format", "vrplib", out="out.sol")
    assert sol.splitlines()[-1] == "Cost 30"


def test_the_convention_may_be_said(tmp_path: Path) -> None:
    assert planned(tmp_path, SMALL, "--format", "vrplib-exact")["convention"] == "exact"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"stops": [{"id": "h1", "place": "3号楼"}]}, "3号楼"),
        ({"stops": [{"id": "h1", "place": "1号楼", "until": "25:00"}]}, "until of h1"),
        ({"deliverers": [{"id": "田", "since": "8"}]}, "since of 田"),
        ({"deliverers": [{"id": "田", "mode": "car"}]}, "deliverers[田].mode"),
        ({"deliverers": []}, "deliverers is empty"),
        ({"stops": [{"id": "h1", "place": "1号楼", "load": "two"}]}, "stops[h1].load"),
        ({"colour": "red"}, "colour"),
        ({"now": "99:99", "old": {}}, "now"),
        ({"paths": [{"a": "base", "b": "1号楼", "metres": -1}]}, "paths"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, change: dict[str, Any], words: str) -> None:
    with pytest.raises(CommandError) as fault:
        solved(tmp_path, {**LANE, **change})
    assert words in str(fault.value)


def test_the_schema_is_published(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("solve", "routes", "--schema")
    schema = json.loads(capsys.readouterr().out)
    assert {"stops", "deliverers", "old"} <= set(schema["input"]["properties"])
    assert {"tours", "unmet", "routes"} <= set(schema["output"]["properties"])
