"""The budgets are measured as they are written: what is over is named, what is under is left alone."""

from pathlib import Path
from textwrap import dedent

import pytest

from tools import measure


def house(tmp_path: Path, **files: str) -> list[measure.Module]:
    """Build a little `fangxian` folder; `a__b="…"` becomes a/b.py."""
    for name, text in files.items():
        path = tmp_path / "fangxian" / (name.replace("__", "/") + ".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
    return measure.modules(tmp_path / "fangxian")


def line(code: list[measure.Module], what: str) -> measure.Line:
    return next(each for each in measure.judge(code, []) if each.what.startswith(what))


def long_function(lines: int) -> str:
    body = "\n".join(f"    x{n} = {n}" for n in range(lines - 1))
    return f"def long() -> None:\n{body}\n"


@pytest.mark.parametrize(
    ("counts", "share", "expected"),
    [
        ([], 0.95, 0),
        ([7], 0.5, 7),
        ([1, 2, 3, 4], 0.5, 2),
        (list(range(1, 101)), 0.95, 95),
        ([1, 1, 9], 0.95, 9),
    ],
)
def test_a_percentile_is_a_value_that_occurs(counts: list[int], share: float, expected: int) -> None:
    assert measure.percentile(counts, share) == expected


@pytest.mark.parametrize(("lines", "over"), [(40, False), (41, True)])
def test_forty_lines_are_the_longest_function(tmp_path: Path, lines: int, over: bool) -> None:
    short = "\n".join(f"def f{n}() -> None: ..." for n in range(60))
    found = line(house(tmp_path, a=long_function(lines), b=short), "functions, lines")
    assert found.over is over
    assert found.found == f"1/1/{lines}"
    assert found.worst == (f"fangxian/a.py:1 long: {lines} lines",)


def test_the_95th_percentile_binds_before_the_longest(tmp_path: Path) -> None:
    found = line(house(tmp_path, a=long_function(25), b="def f() -> None: ..."), "functions, lines")
    assert found.found == "1/25/25"
    assert found.over


def test_a_file_of_401_lines_is_over(tmp_path: Path) -> None:
    rest = {f"m{n}": "x = 1\n" for n in range(40)}
    assert not line(house(tmp_path, big="x = 1\n" * 400, **rest), "files").over
    assert line(house(tmp_path, big="x = 1\n" * 401, **rest), "files").over


@pytest.mark.parametrize(
    ("text", "over"),
    [
        ("def f(a: int, *b: int, c: int, **d: int) -> None: ...", False),
        ("def f(a) -> None: ...", True),
        ("def f(a: int): ...", True),
        ("def f(a: int, *, c) -> None: ...", True),
        ("def f(*a) -> None: ...", True),
        ("class A:\n    def f(self, a: int) -> None: ...", False),
        ("class A:\n    @classmethod\n    def f(cls) -> None: ...", False),
        ("class A:\n    async def f(self, a) -> None: ...", True),
    ],
)
def test_typed_means_every_argument_and_the_answer(tmp_path: Path, text: str, over: bool) -> None:
    assert line(house(tmp_path, a=text), "functions fully typed").over is over


def test_an_import_inside_a_function_is_named_once_even_when_functions_nest(tmp_path: Path) -> None:
    text = """
        import os
        def outer() -> None:
            def inner() -> None:
                from pathlib import Path
    """
    found = line(house(tmp_path, a=text), "imports inside")
    assert (found.found, found.worst) == ("1", ("fangxian/a.py:5",))


@pytest.mark.parametrize(
    "text",
    [
        "@receiver(post_save)\ndef f() -> None: ...",
        "@dispatch.receiver(post_save)\ndef f() -> None: ...",
        "post_save.connect(f)",
        "signals.user_logged_in.connect(f)",
    ],
)
def test_a_signal_receiver_is_over(tmp_path: Path, text: str) -> None:
    assert line(house(tmp_path, a=text), "signal").over


def test_connecting_to_a_data_base_is_no_signal(tmp_path: Path) -> None:
    assert not line(house(tmp_path, a="sqlite3.connect('x')\ndriver.connect()"), "signal").over


@pytest.mark.parametrize(("uses", "over"), [(10, False), (11, True)])
def test_the_escape_may_be_used_ten_times(tmp_path: Path, uses: int, over: bool) -> None:
    found = line(house(tmp_path, a="whole_house(reason='why')\n" * uses), "whole_house")
    assert (found.found, found.over) == (str(uses), over)


def test_settings_have_a_budget_of_their_own(tmp_path: Path) -> None:
    assert line(house(tmp_path, settings="A = 1\n" * 201), "settings").over
    assert not line(house(tmp_path, settings="A = 1\n" * 200), "settings").over


def test_migrations_are_left_out(tmp_path: Path) -> None:
    code = house(tmp_path, areas__migrations__0001="x = 1\n" * 999, areas__models="x = 1\n")
    assert [module.path for module in code] == ["fangxian/areas/models.py"]


def test_the_table_names_the_offenders_and_the_exit_code_follows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    house(tmp_path, a="def f(a) -> None: ...")
    (tmp_path / "tests").mkdir()
    monkeypatch.setattr(measure, "ROOT", tmp_path)
    assert measure.main() == 1
    out = capsys.readouterr().out
    assert "OVER functions fully typed" in out
    assert "fangxian/a.py:1 f" in out
    house(tmp_path, a="def f(a: int) -> None: ...")
    assert measure.main() == 0
