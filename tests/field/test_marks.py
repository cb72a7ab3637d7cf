"""Marks of rows: whatever a list goes through, differences put together are the list."""

import json
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxian.field.rules import Marks, Table, Tables, difference, digest_of, marked, overgrown
from tests.field.phone import put

KEY = b"k" * 32
LISTS = st.lists(
    st.dictionaries(st.sampled_from("ab"), st.dictionaries(st.integers(0, 6), st.integers(0, 2))),
    min_size=1,
    max_size=8,
)


def tables(of: dict[str, dict[int, int]]) -> Tables:
    return {name: Table(("id", "value"), list(rows.items())) for name, rows in of.items()}


@given(LISTS, st.data())
def test_whoever_skips_what_arrives_at_the_same_list(
    lists: list[dict[str, dict[int, int]]], data: st.DataObject
) -> None:
    stamps, marks = count(), Marks()
    held: dict[str, dict[int, int]] = {}
    cursor = ""
    for of in lists:
        now = tables(of)
        marks = Marks.unpacked(marked(now, marks, key=KEY, stamp=lambda: f"{next(stamps):x}").packed())
        if not data.draw(st.booleans()) and of is not lists[-1]:
            continue
        since = marks.since(cursor)
        if since is None:
            held = {name: dict(rows) for name, rows in of.items()}
        else:
            changed, gone = difference(now, marks, since=since)
            for name, table in changed.items():
                held.setdefault(name, {}).update(dict(table.rows))
            for name, keys in gone.items():
                for key in keys:
                    held.get(name, {}).pop(key, None)
        cursor = marks.cursor
        assert {k: v for k, v in held.items() if v} == {k: v for k, v in of.items() if v}


def test_what_did_not_change_keeps_its_marks() -> None:
    first = marked(tables({"a": {1: 1}}), Marks(), key=KEY, stamp=lambda: "x")
    assert marked(tables({"a": {1: 1}}), first, key=KEY, stamp=lambda: "y") is first


def test_a_number_of_another_history_is_a_stranger() -> None:
    ours = marked(tables({"a": {1: 1}}), Marks(), key=KEY, stamp=lambda: "x")
    theirs = marked(tables({"a": {1: 1}}), Marks(), key=KEY, stamp=lambda: "y")
    assert ours.since(theirs.cursor) is None and ours.since(ours.cursor) == 1


def test_a_digest_tells_nothing_without_the_key() -> None:
    assert digest_of((1, "李青"), key=KEY) != digest_of((1, "李青"), key=b"j" * 32)
    assert digest_of((1, "李青"), key=KEY) == digest_of((1, "李青"), key=KEY)


def test_a_list_of_gone_things_begins_anew() -> None:
    gone = Marks({"a": {str(n): ("", 1) for n in range(1200)}}, ("x",))
    assert overgrown(gone, rows=50) and not overgrown(gone, rows=500)


GOLDEN = Path(__file__).parents[1] / "golden" / "difference.json"


@pytest.mark.parametrize("case", json.loads(GOLDEN.read_text(encoding="utf-8"))["cases"], ids=lambda case: case["name"])
def test_a_snapshot_applied(case: dict[str, Any]) -> None:
    before = {name: {str(row[0]): row for row in rows} for name, rows in case["in"]["before"].items()}
    after = put(before, case["in"]["answer"])
    assert {name: [rows[key] for key in sorted(rows)] for name, rows in after.items() if rows} == case["out"]["after"]
