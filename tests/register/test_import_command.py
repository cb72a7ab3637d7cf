"""`fangxian import-ledger`: figures as JSON, one sentence when it cannot, nothing written on a dry run."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from fangxian.register.ledger import Code
from fangxian.register.models import Import, Resident
from fangxian.register.words import PROBLEMS, problem_sentence
from tests.register.test_imports import ROWS, ledger
from tests.shared import shared
from tests.world import World

BAMBOO = "371103150201"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(ledger(*ROWS, ("9-9-909", "王伟", "", "37119919900101999X", "", "", "")))
    return path


def run(path: Path, *options: str, area: str = BAMBOO) -> dict[str, Any]:
    out = io.StringIO()
    call_command("import_ledger", str(path), "--area", area, "--json", *options, stdout=out)
    report: dict[str, Any] = json.loads(out.getvalue())
    return report


def refused(path: Path, *options: str, area: str = BAMBOO) -> tuple[int, str]:
    err = io.StringIO()
    with pytest.raises(SystemExit) as exit_:
        call_command("import_ledger", str(path), "--area", area, *options, stderr=err)
    return int(exit_.value.code or 0), err.getvalue().strip()


def test_a_dry_run_says_what_would_happen_and_writes_nothing(world: World, file: Path) -> None:
    report = run(file, "--dry-run")
    assert (report["residents"], report["created"], report["unchanged"]) == (33, 33, 0)
    assert [(p["row"], p["column"], p["code"]) for p in report["problems"]] == [(34, "身份证号", "id_checksum")]
    assert report["problems"][0]["message"]
    with world.all_eyes():
        assert not Resident.objects.exists()


def test_an_import_writes_through_the_door_and_a_second_finds_everything_unchanged(world: World, file: Path) -> None:
    assert run(file)["created"] == 33
    again = run(file)
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 33)
    assert run(file, "--dry-run")["unchanged"] == 33
    with world.all_eyes():
        assert {done.imported_by.username for done in Import.objects.all()} == {"command-line"}


def test_a_named_person_answers_for_the_import(world: World, file: Path) -> None:
    run(file, "--by", "an")
    with world.all_eyes():
        assert Import.objects.get().imported_by == world.an


def test_figures_for_people_to_read(world: World, file: Path) -> None:
    out = io.StringIO()
    call_command("import_ledger", str(file), "--area", BAMBOO, "--dry-run", stdout=out)
    assert out.getvalue().startswith("33 residents in 17 households, 3 buildings: 33 created")


def test_what_cannot_be_done_is_said_in_one_sentence_with_its_status(world: World, file: Path, tmp_path: Path) -> None:
    no_ledger = tmp_path / "bild.xlsx"
    no_ledger.write_bytes(b"PK\x03\x04 nothing")
    cases = [
        (refused(tmp_path / "none.xlsx"), 2),
        (refused(file, area="371103150"), 2),
        (refused(file, area="371103999999"), 2),
        (refused(file, area="abc"), 2),
        (refused(file, "--by", "nobody"), 2),
        (refused(no_ledger), 1),
        (refused(file, "--by", "gao"), 1),
    ]
    for (status, sentence), expected in cases:
        assert status == expected, sentence
        assert len(sentence.splitlines()) == 1
        assert "Traceback" not in sentence


@pytest.mark.parametrize("name", ["ledger-a", "ledger-b"])
def test_the_shared_samples_on_a_place_nobody_loaded(db: None, name: str) -> None:
    path = shared(f"data/ledgers/{name}.xlsx")
    expected = json.loads(path.with_suffix(".expected.json").read_text("utf-8"))
    report = run(path, "--dry-run", area="371103002001")
    assert {k: report[k] for k in ("residents", "households", "buildings")} == {
        k: expected[k] for k in ("residents", "households", "buildings")
    }
    found = [{k: p[k] for k in expected["problems"][0]} for p in report["problems"]]
    assert found == expected["problems"]


def test_every_code_has_its_sentence() -> None:
    params = {"earlier_row": 1, "earlier_sheet": "", "stated": 3, "listed": 2}
    for code in Code:
        assert problem_sentence(code, params).endswith(".")
    assert set(PROBLEMS) == {str(code) for code in Code}
