"""Rosters on files: what comes in is named when it is wrong, and what goes out is whole."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.calc.roster.hood import hood
from tests.calc.roster.test_public_instances import SMALL

GATE: dict[str, Any] = {
    "first_day": "2020-02-10",
    "days": 2,
    "people": [{"id": "p1"}, {"id": "p2"}, {"id": "p3", "pregnant_month": 8}],
    "posts": [
        {
            "id": "gate",
            "needs": [{"start": "07:00", "end": "23:00", "people": 1}],
            "patterns": [{"start": "07:00", "hours": 8}, {"start": "15:00", "hours": 8}],
        }
    ],
}


def solved(folder: Path, data: Any, *more: str) -> dict[str, Any]:
    """The answer to a file."""
    (folder / "in").write_text(data if isinstance(data, str) else json.dumps(data))
    call_command("solve", "roster", str(folder / "in"), "-o", str(folder / "out"), "--seconds", "10", *more)
    found: dict[str, Any] = json.loads((folder / "out").read_text())
    return found


def test_a_gate_is_staffed_and_the_answer_says_how_good_it_is(tmp_path: Path) -> None:
    answer = solved(tmp_path, GATE)
    assert answer["covered"]
    assert len(answer["duties"]) == 4
    assert answer["duties"][0]["start"] == "2020-02-10T07:00:00"
    assert answer["bound"] <= answer["cost"] == sum(answer["costs"].values())
    assert {load["person"] for load in answer["fairness"]} == {"p1", "p2", "p3"}


def test_when_nobody_is_there_the_gap_has_reasons_and_repairs(tmp_path: Path) -> None:
    answer = solved(tmp_path, GATE | {"people": [{"id": "p1"}]})
    assert not answer["covered"]
    assert all(gap["reasons"] and gap["repairs"] for gap in answer["gaps"])


def test_two_more_people_close_the_gap(tmp_path: Path) -> None:
    answer = solved(tmp_path, GATE | {"people": [{"id": "p1"}], "extra": [{"id": "m1"}, {"id": "m2"}]})
    assert answer["covered"]


def test_with_the_old_roster_the_fewest_days_change(tmp_path: Path) -> None:
    old = solved(tmp_path, GATE)["duties"]
    gone = old[0]["person"]
    left = [p for p in GATE["people"] if p["id"] != gone]
    answer = solved(tmp_path, GATE | {"people": left, "old": old})
    assert answer["changed"] <= sum(d["person"] == gone for d in old) * 2


def test_a_plain_planning_file_is_known_by_its_shape(tmp_path: Path) -> None:
    assert solved(tmp_path, hood(people=14, days=2))["duties"]


def test_a_public_instance_is_read_with_its_format(tmp_path: Path) -> None:
    answer = solved(tmp_path, SMALL, "--format", "nrp")
    assert set(answer["lines"]) == set("ABCDEF")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"people": [{"id": "p1", "age": "old"}]}, "people[p1].age"),
        ({"wishes": [{"person": "nobody", "day": 0, "weight": 1}]}, "nobody"),
        ({"days": 0}, "days"),
        ({"colour": "red"}, "colour"),
        ({"posts": [{"id": "gate", "needs": [{"start": "25:00", "end": "07:00", "people": 1}]}]}, "gate"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(tmp_path: Path, change: dict[str, Any], words: str) -> None:
    with pytest.raises(CommandError) as fault:
        solved(tmp_path, GATE | change)
    assert words in str(fault.value)
    assert "\n" not in str(fault.value)


@pytest.mark.parametrize("text", ["", "[1", "\x00", "{"])
def test_a_file_that_is_no_json_is_no_crash(tmp_path: Path, text: str) -> None:
    with pytest.raises(CommandError):
        solved(tmp_path, text)


def test_the_schema_names_every_part(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("solve", "roster", "--schema")
    schema = json.loads(capsys.readouterr().out)
    assert {"people", "posts", "rules", "wishes", "pinned", "derogations"} <= set(schema["input"]["properties"])
    assert {"duties", "costs", "bound", "gaps", "fairness"} <= set(schema["output"]["properties"])
