"""Whatever stands in a file: a roster, or one sentence; never anything else."""

import copy
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from fangxian.calc.roster import RosterError
from fangxian.calc.roster.nrp import read
from fangxian.solve import roster
from fangxian.solve.faults import sentence

WHOLE: dict[str, Any] = {
    "first_day": "2020-02-10",
    "days": 1,
    "people": [
        {"id": "p1", "skills": ["medic"], "age": 30, "max_weekly_h": 40, "pregnant_month": 0, "nursing_month": 1,
         "unavailable": [{"since": "2020-02-12T00:00:00", "until": "2020-02-13T00:00:00"}],
         "past": [{"person": "p1", "post": "gate", "start": "2020-02-08T07:00:00", "end": "2020-02-08T15:00:00"}]},
        {"id": "p2", "never": ["gate"], "home_post": "gate"},
    ],
    "posts": [{"id": "gate", "min_team": 1, "min_age": 0, "some": {"medic": 1}, "outdoor": True,
               "needs": [{"start": "07:00", "end": "15:00", "people": 1, "days": [0], "some": {"medic": 1}}],
               "patterns": [{"start": "07:00", "hours": 8}]}],
    "rules": {"min_rest_h": 11, "max_weekly_h": 48, "max_daily_h": 8, "max_shift_h": 8, "max_nights_in_row": 3,
              "max_days_in_row": 6, "days_off_per_7": 1, "night_min_h": 3, "max_cold_h": 4},
    "weights": {"uncovered_hour": 125, "night": 20, "wish": 1},
    "wishes": [{"person": "p1", "day": 0, "weight": -1, "start": "07:00"}],
    "pinned": [],
    "derogations": [{"person": "p1", "since": "2020-02-10T00:00:00", "until": "2020-02-11T00:00:00", "rest_h": 9,
                     "decided_by": "安书记", "reason": "storm",
                     "compensation": {"since": "2020-02-11T08:00:00", "until": "2020-02-11T20:00:00"}}],
    "cold_days": [3],
    "old": None,
}  # fmt: skip
ODD: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, "", "x", "07:61", "25:00", "2020-13-01", "0001-01-01T00:00:00", -1, 0, 2, 10**9, 10**30, -0.5, 1e308,
     [], {},
     [0], [-1], ["x"], [[]], {"x": 1}, "9999-12-31T23:59:59", "2020-02-10T07:00:00+08:00"]
)  # fmt: skip


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a file."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(p for key, part in inside for p in places(part, (*path, key)))]


@given(st.lists(st.tuples(st.sampled_from(places(WHOLE)[1:]), ODD), min_size=1, max_size=2))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_file_with_odd_values_gets_a_roster_or_one_sentence(changes: list[tuple[tuple[Any, ...], Any]]) -> None:
    data = copy.deepcopy(WHOLE)
    for path, odd in changes:
        put(data, path, odd)
    said = answer(json.dumps(data))
    assert said == "" or (said.endswith(".") and "\n" not in said)


def put(data: Any, path: tuple[Any, ...], odd: Any) -> None:
    """Write an odd value at a place, if the place is still there."""
    for step in path[:-1]:
        if not isinstance(data, dict | list) or (isinstance(step, int) and step >= len(data)):
            return
        data = data.get(step) if isinstance(data, dict) else data[step]
    if isinstance(data, dict) or (isinstance(data, list) and path[-1] < len(data)):
        data[path[-1]] = odd


def answer(text: str) -> str:
    """What is said against a file; empty when it was planned."""
    try:
        roster.solve(roster.Input.model_validate_json(text), seconds=0.2, seed=1)
    except ValidationError as fault:
        return sentence(fault, json.loads(text))
    except RosterError as fault:
        return str(fault)
    return ""


SECTIONS = (
    "SECTION_HORIZON\n7\n"
    "SECTION_SHIFTS\nD,480,\nN,480,D\n"
    "SECTION_STAFF\nA,D=7|N=7,3360,480,5,1,1,1\nB,D=7|N=7,3360,480,5,1,1,1\n"
    "SECTION_DAYS_OFF\nA,2\n"
    "SECTION_SHIFT_ON_REQUESTS\nA,1,D,2\n"
    "SECTION_SHIFT_OFF_REQUESTS\nB,1,N,2\n"
    "SECTION_COVER\n0,D,1,100,1\n1,N,1,100,1\n"
)


@given(
    st.lists(st.tuples(st.integers(0, len(SECTIONS) - 1), st.sampled_from(list("0,-x|=9\n ²"))), min_size=1, max_size=3)
)
@settings(max_examples=300, deadline=None)
def test_a_public_instance_with_odd_characters_is_read_or_refused_in_one_sentence(odd: list[tuple[int, str]]) -> None:
    text = list(SECTIONS)
    for at, letter in odd:
        text[at] = letter
    try:
        read("".join(text))
    except RosterError as fault:
        assert str(fault).endswith(".")
        assert "\n" not in str(fault)


def test_the_files_these_tests_begin_with_are_good() -> None:
    assert answer(json.dumps(WHOLE)) == ""
    assert read(SECTIONS).days == 7


@pytest.mark.parametrize(("field", "value"), [("days", 10**9), ("days", 10**30)])
def test_a_length_nobody_plans_is_refused(field: str, value: int) -> None:
    assert "days" in answer(json.dumps({**WHOLE, field: value}))
