"""The check runs everything, says one line each, and fails when anything failed."""

import sys
from pathlib import Path

import pytest

from tools import check


def python(name: str, code: str) -> check.Check:
    return check.Check(name, (sys.executable, "-c", code), Path.cwd())


def test_all_checks_run_even_when_one_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    three = [python("first", ""), python("second", "print('why'); raise SystemExit(3)"), python("third", "")]
    monkeypatch.setattr(check, "checks", lambda: three)
    assert check.main([]) == 1
    out = capsys.readouterr().out
    assert [line.split()[:2] for line in out.splitlines()[:3]] == [["ok", "first"], ["FAIL", "second"], ["ok", "third"]]
    assert "── second ──\nwhy" in out
    assert "2 of 3 checks passed" in out


def test_words_choose_checks_and_a_word_that_chooses_none_is_a_failure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(check, "checks", lambda: [python("good", ""), python("bad", "raise SystemExit(1)")])
    assert check.main(["good"]) == 0
    assert "bad" not in capsys.readouterr().out
    assert check.main(["neither"]) == 1


def test_a_command_that_is_not_there_has_failed() -> None:
    result = check.run(check.Check("none", ("no-such-command-here",), Path.cwd()))
    assert not result.passed
    assert result.said
