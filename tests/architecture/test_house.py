"""The house stands as it is drawn: floors, rooms, words, and nothing of one machine."""

import ast
import contextlib
import io
import tomllib
from pathlib import Path

import pytest
from importlinter import cli

from tools import measure, tracked

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "fangxian"
STOREYS = {"models", "rules", "queries", "acts", "forms", "views", "urls"}
FORBIDDEN_NAMES = {"utils", "helpers", "services", "common", "core", "misc"}


def rooms() -> list[Path]:
    return sorted(path.parent for path in PACKAGE.glob("*/__init__.py"))


def python_files() -> list[Path]:
    """Every file that says something; an empty `__init__` only makes a folder a package."""
    files = (path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
    return sorted(path for path in files if path.read_text(encoding="utf-8").strip())


def test_imports_go_down_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        code = cli.lint_imports(config_filename="pyproject.toml", no_cache=True)
    assert code == cli.EXIT_STATUS_SUCCESS, said.getvalue()


def test_every_room_stands_on_a_floor() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    floors = " ".join(next(each["layers"] for each in contracts if each["type"] == "layers"))
    placed = {word.strip("()").removeprefix("fangxian.") for word in floors.split()}
    assert {room.name for room in rooms()} - placed == set()


@pytest.mark.parametrize("path", python_files(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_every_module_says_in_a_sentence_what_it_is(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    said = ast.get_docstring(ast.parse(text))
    assert said, f"{path.name} has no docstring"
    assert said.split("\n\n")[0].rstrip().endswith((".", "。", ":", "?")), said


def test_no_module_is_called_by_a_name_that_says_nothing() -> None:
    assert [path for path in python_files() if path.stem in FORBIDDEN_NAMES] == []


def test_a_storey_is_a_file_or_a_folder_never_both() -> None:
    both = [
        room / name for room in rooms() for name in STOREYS if (room / name).is_dir() and (room / f"{name}.py").exists()
    ]
    assert both == []


def test_nothing_of_one_machine_is_tracked() -> None:
    assert list(tracked.findings(tracked.tracked(ROOT), root=ROOT)) == []


def test_budgets_that_count_places_are_kept() -> None:
    lines = measure.judge(measure.modules(PACKAGE), [])
    counted = [
        line for line in lines if line.what.startswith(("imports inside", "signal", "whole_house", "functions fully"))
    ]
    assert len(counted) == 4
    assert [line for line in counted if line.over] == []


def test_templates_have_no_inline_script_style_or_handler() -> None:
    """The security policy refuses them, so a page that needs one would be broken without a word."""
    found = []
    for path in PACKAGE.rglob("*.html"):
        text = path.read_text(encoding="utf-8").lower()
        found += [
            (path.name, bad)
            for bad in (" style=", "<style", " onclick=", " onchange=", " onsubmit=", "javascript:")
            if bad in text
        ]
        found += [(path.name, "<script>")] if "<script>" in text else []
        found += [(path.name, "cdn")] if "//cdn" in text or "unpkg.com" in text else []
    assert found == []
