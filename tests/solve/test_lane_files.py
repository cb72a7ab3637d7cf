"""Lanes on files: hours in, lanes and staff out, and whatever is wrong said with its hour."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st


def solved(folder: Path, data: Any) -> dict[str, Any]:
    """The answer to a file."""
    (folder / "in").write_text(data if isinstance(data, str) else json.dumps(data))
    call_command("solve", "lanes", str(folder / "in"), "-o", str(folder / "out"))
    found: dict[str, Any] = json.loads((folder / "out").read_text())
    return found


def test_400_vehicles_an_hour_want_four_lanes(tmp_path: Path) -> None:
    answer = solved(tmp_path, {"vehicles": [400]})
    assert (answer["lanes"], answer["staff"], answer["kept"]) == ([4], [12], True)


def test_with_four_lanes_at_17_the_queue_is_told_with_its_uncertainty(tmp_path: Path) -> None:
    answer = solved(tmp_path, {"vehicles": [400, 520, 430], "lanes": [4, 4, 4], "start": "16:00"})
    at_17 = next(step for step in answer["steps"] if step["at"] == "17:00")
    assert at_17["low"] < at_17["queue"] < at_17["high"]
    assert not answer["kept"]
    assert "vehicles at 17:00" in answer["short"]
    assert len(answer["curve"]) == 3 * 12 + 1


def test_freight_has_its_own_lanes(tmp_path: Path) -> None:
    answer = solved(tmp_path, {"vehicles": [200, 200], "freight": [40, 50], "freight_service_s": 120})
    assert len(answer["freight_lanes"]) == 2
    assert answer["staff"][0] == 3 * (answer["lanes"][0] + answer["freight_lanes"][0])


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"vehicles": []}, "vehicles"),
        ({"vehicles": [10, -5], "start": "17:00"}, "vehicles at 18:00 is -5"),
        ({"vehicles": ["many"]}, "vehicles[0]"),
        ({"vehicles": [10], "lanes": [1, 2]}, "lanes"),
        ({"vehicles": [10], "freight": [1, 2]}, "freight has 2 steps"),
        ({"vehicles": [10], "freight_lanes": [1]}, "no freight"),
        ({"vehicles": [10], "freight": [1], "lanes": [1]}, "both be given"),
        ({"vehicles": [10], "start": "25:00"}, "start"),
        ({"vehicles": [10] * 300}, "at most a week"),
        ({"vehicles": [10], "max_lanes": 0}, "max_lanes"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(tmp_path: Path, data: dict[str, Any], words: str) -> None:
    with pytest.raises(CommandError) as fault:
        solved(tmp_path, data)
    assert words in str(fault.value)
    assert "\n" not in str(fault.value)


odd = st.none() | st.booleans() | st.integers(-3, 60) | st.floats() | st.text(max_size=5)


@settings(max_examples=60, deadline=None, suppress_health_check=[*HealthCheck])
@given(
    st.fixed_dictionaries(
        {"vehicles": st.lists(st.integers(-1, 90) | odd, max_size=3) | odd, "step_min": st.just(5)},
        optional=dict.fromkeys(("service_s", "wait_min", "share", "max_lanes", "start", "lanes", "waiting"), odd),
    )
)
def test_no_file_brings_it_down(tmp_path: Path, data: Any) -> None:
    """Either an answer or one sentence: nothing else ever comes out."""
    try:
        answer = solved(tmp_path, data)
        assert len(answer["lanes"]) == len(answer["staff"]) == len(data["vehicles"])
    except CommandError as fault:
        assert "\n" not in str(fault) and "Traceback" not in str(fault)
