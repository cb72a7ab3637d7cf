"""Nothing of one machine or one registry gets into a tracked file."""

from pathlib import Path

import pytest

from tools import tracked

# Put together here, so that this file is clean by the rule it tests.
BAD = [
    "https://registry." + "npmjs.org/vite",
    "--index-url https://py" + "pi.org/simple",
    "https://files.python" + "hosted.org/packages/x",
    "https://registry.np" + "mmirror.com",
    "https://mirrors.example.cn/py" + "pi/simple",
    "cd /ro" + "ot/project",
    "see /ho" + "me/wei/notes",
]


@pytest.mark.parametrize("line", BAD)
def test_an_address_of_a_registry_or_a_path_of_one_machine_is_found(line: str) -> None:
    assert list(tracked.broken(line))


@pytest.mark.parametrize("line", ["http://127.0.0.1:8000/", "var/lib", "https://example.org/homes/", "the simple way"])
def test_ordinary_lines_are_left_alone(line: str) -> None:
    assert list(tracked.broken(line)) == []


def test_a_lock_file_with_addresses_is_named_with_its_line(tmp_path: Path) -> None:
    lock = tmp_path / "package-lock.json"
    lock.write_text('{\n  "resolved": "x"\n}\n', encoding="utf-8")
    other = tmp_path / "notes.json"
    other.write_text('{"resolved": "x"}', encoding="utf-8")
    assert list(tracked.findings([lock, other], root=tmp_path)) == [
        "package-lock.json:2: a resolved address in a lock file"
    ]
