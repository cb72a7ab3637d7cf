"""The shared sample ledgers come out exactly as expected; 22,000 people are read in seconds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from fangxian.register.ledger import Reading, read_ledger
from tests.register.ledger.ledgers import neighbours, workbook
from tests.shared import shared

SAMPLES = ("ledger-a", "ledger-b")


def sample(name: str) -> tuple[Reading, dict[str, Any]]:
    path = shared(f"data/ledgers/{name}.xlsx")
    expected: dict[str, Any] = json.loads(path.with_suffix(".expected.json").read_text("utf-8"))
    return read_ledger(path.read_bytes(), filename=path.name), expected


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_holds_who_it_should(name: str) -> None:
    reading, expected = sample(name)
    for count in ("residents", "households", "buildings", "returned"):
        if count in expected:
            assert getattr(reading, count) == expected[count], count


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_has_exactly_its_problems(name: str) -> None:
    reading, expected = sample(name)
    found = [{"sheet": p.sheet, "row": p.row, "code": str(p.code)} for p in reading.problems]
    wanted = expected["problems"]
    assert [{key: problem[key] for key in wanted[0]} for problem in found] == wanted


def test_the_row_without_a_place_is_kept_whole() -> None:
    reading, _ = sample("ledger-b")
    assert [(u.row, u.cells["门牌"]) for u in reading.unplaced] == [(69, "八单元楼上")]


def test_twenty_two_thousand_people_are_read_and_none_is_lost(tmp_path: Path) -> None:
    people = neighbours(344, floors=8)
    header = ("楼号", "单元", "室", "姓名", "与户主关系", "身份证号", "联系电话")
    rows = [(p.building, p.unit, p.room, p.name, p.relation, p.citizen_id, p.phone) for p in people]
    data = workbook(台账=[header, *rows])
    reading = read_ledger(data)
    assert (len(people), reading.buildings) == (22016, 344)
    assert len({p.dwelling for p in reading.people}) == 344 * 32
