"""A small complete pack on disk, to be spoilt one way at a time."""

from collections.abc import Callable
from pathlib import Path

import pytest

from fangxian.rulepacks.packs import PACKAGED

Spoil = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that holds the Chinese rest pack only."""
    (tmp_path / "rest-cn.toml").write_text((PACKAGED / "rest-cn.toml").read_text("utf-8"), "utf-8")
    return tmp_path


@pytest.fixture
def spoil(folder: Path) -> Spoil:
    """Replaces text in the pack of the folder; the text must be there."""

    def replace(old: str, new: str) -> Path:
        path = folder / "rest-cn.toml"
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")
        return folder

    return replace


@pytest.fixture
def sibling(folder: Path) -> Spoil:
    """Adds a second pack file made from the first by replacements."""

    def add(name: str, **header: str) -> Path:
        text = (folder / "rest-cn.toml").read_text("utf-8")
        for entry, line in header.items():
            start = text.index(f"{entry} = ") if f"{entry} = " in text else text.index("\n[sources]")
            end = text.index("\n", start) if text[start] != "\n" else start
            text = text[:start] + f"{entry} = {line}" + ("\n" if start == end else "") + text[end:]
        (folder / name).write_text(text, "utf-8")
        return folder

    return add
