"""Whatever stands in a roster's file: an answer or one sentence, never a traceback."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.calc.roster.hood import hood
from tests.calc.roster.test_public_instances import SMALL
from tests.solve.test_roster_files import GATE

ODD = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 10**7), st.floats(allow_nan=True), st.text(max_size=6), st.just([]),
    st.just({}), st.just("2020-02-10T07:00:00+08:00"), st.just("24:00"), st.just(10**40),
)  # fmt: skip
FEW = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))

WHOLE: dict[str, Any] = GATE | {
    "wishes": [{"person": "p1", "day": 0, "weight": 2}],
    "pinned": [{"person": "p2", "post": "gate", "start": "2020-02-10T07:00:00", "end": "2020-02-10T15:00:00"}],
    "rules": {"min_rest_h": 11}, "weights": {"night": 3}, "cold_days": [0],
}  # fmt: skip


def places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a nested file."""
    inside = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [path, *(deep for key, value in inside for deep in places(value, (*path, key)))] if path or inside else []


def changed(data: Any, path: tuple[Any, ...], value: Any) -> Any:
    """The file with one place changed."""
    found = deepcopy(data)
    here = found
    for step in path[:-1]:
        here = here[step]
    here[path[-1]] = value
    return found


def answered(folder: Path, text: str, *more: str) -> None:
    """There is an answer, or one sentence."""
    (folder / "in").write_text(text)
    try:
        call_command("solve", "roster", str(folder / "in"), "-o", str(folder / "out"), "--seconds", "0.3", *more)
    except CommandError as fault:
        assert "\n" not in str(fault) and str(fault).endswith(".")
        assert fault.returncode in (1, 2)


@FEW
@given(data=st.data())
def test_one_odd_value_anywhere_in_the_file_is_said_or_done_without(tmp_path: Path, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from([p for p in places(WHOLE) if p]))
    answered(tmp_path, json.dumps(changed(WHOLE, path, data.draw(ODD))))


@FEW
@given(data=st.data())
def test_nor_in_a_plain_file(tmp_path: Path, data: st.DataObject) -> None:
    plain = hood(people=5, days=1)
    path = data.draw(st.sampled_from([p for p in places(plain) if p]))
    answered(tmp_path, json.dumps(changed(plain, path, data.draw(ODD))))


@FEW
@given(
    line=st.integers(0, SMALL.count("\n")),
    put=st.sampled_from(["", "x", "1,2", "A,,", "SECTION_STAFF", "-1", "A,E=|,1"]),
)
def test_nor_in_a_public_instance(tmp_path: Path, line: int, put: str) -> None:
    lines = SMALL.splitlines()
    lines[line : line + 1] = [put]
    answered(tmp_path, "\n".join(lines), "--format", "nrp")


@pytest.mark.parametrize("text", ["null", "[]", "3", '"x"', "{}", '{"shifts": {}, "unavail": []}'])
def test_files_of_another_kind_are_answered_too(tmp_path: Path, text: str) -> None:
    answered(tmp_path, text)
