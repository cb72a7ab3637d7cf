"""Loading the tree of places, from our own columns or from the five files of the npm package."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command

from fangxian.areas import scope
from fangxian.areas.models import Area
from tests.shared import shared

OURS = "level,code,name,parent\n1,37,山东省,\n2,3711,日照市,37\n3,371103,岚山区,3711\n"


def load(path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, object]]:
    """Exit status and JSON of the command."""
    status = 0
    try:
        call_command("import_divisions", path, json=True)
    except SystemExit as left:
        status = int(str(left.code))
    out = capsys.readouterr().out
    return status, json.loads(out) if out else {}


@pytest.fixture
def everywhere(db: None) -> object:
    with scope.opened(scope.whole(scope.EVERYWHERE)):
        yield


def test_a_file_of_ours_becomes_a_tree(tmp_path: Path, capsys: pytest.CaptureFixture[str], everywhere: None) -> None:
    file = tmp_path / "d.csv"
    file.write_text("\ufeff" + OURS)
    assert load(file, capsys) == (0, {"levels": {"1": 1, "2": 1, "3": 1}, "problems": []})
    assert Area.objects.get(code="371103").parent == Area.objects.get(code="3711")


def test_loading_again_renames_and_adds_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], everywhere: None
) -> None:
    file = tmp_path / "d.csv"
    file.write_text(OURS)
    load(file, capsys)
    file.write_text(OURS.replace("岚山区", "新名区"))
    load(file, capsys)
    assert list(Area.objects.values_list("name", flat=True)) == ["山东省", "日照市", "新名区"]


def test_bad_rows_and_orphans_are_named_and_the_rest_comes_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], everywhere: None
) -> None:
    file = tmp_path / "d.csv"
    file.write_text(OURS + "4,37110315x,坏镇,371103\n5,371104150201,孤村,371104150\n3,371104,,3711\n")
    status, told = load(file, capsys)
    assert status == 1
    assert told["problems"] == [
        {"file": "d.csv", "line": 5, "reason": "not_digits"},
        {"file": "d.csv", "line": 7, "reason": "no_name"},
        {"code": "371104150201", "reason": "no_parent"},
    ]
    assert Area.objects.count() == 3


def test_the_five_files_of_the_package_load_from_a_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], everywhere: None
) -> None:
    (tmp_path / "provinces.csv").write_text('"code","name"\n"37","山东省"\n')
    (tmp_path / "cities.csv").write_text('"code","name","provinceCode"\n"3711","日照市","37"\n')
    (tmp_path / "areas.csv").write_text('"code","name","cityCode","provinceCode"\n"371103","岚山区","3711","37"\n')
    (tmp_path / "streets.csv").write_text('"code","name","areaCode"\n"371103002","某街道","371103"\n')
    (tmp_path / "villages.csv").write_text('"code","name","streetCode"\n"371103002001","某社区","371103002"\n')
    status, told = load(tmp_path, capsys)
    assert (status, told["levels"]) == (0, {"1": 1, "2": 1, "3": 1, "4": 1, "5": 1})


@pytest.mark.parametrize("content", ["a,b\n1,2\n", "", "\x00\x01"])
def test_a_file_that_is_no_table_of_divisions_is_said_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], db: None, content: str
) -> None:
    file = tmp_path / "d.csv"
    file.write_text(content)
    with pytest.raises(SystemExit) as left:
        call_command("import_divisions", file)
    said = capsys.readouterr().err
    assert left.value.code == 2
    assert len(said.strip().splitlines()) == 1 and "Traceback" not in said


def test_the_real_district_has_its_241_villages_and_communities(
    capsys: pytest.CaptureFixture[str], everywhere: None
) -> None:
    status, told = load(shared("data/divisions-371103.csv"), capsys)
    assert (status, told["levels"]) == (0, {"1": 1, "2": 1, "3": 1, "4": 9, "5": 241})
