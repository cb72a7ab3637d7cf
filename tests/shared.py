"""Data that may lie beside the project; tests that need it are skipped where it does not."""

import os
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("FANGXIAN_SHARED", Path(__file__).resolve().parents[2] / "shared"))


def shared(name: str) -> Path:
    """A file of the shared data; skips the test when it is not there."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"shared data {name} is not here")
    return path
