"""The words of `words.toml`: what people write in their ledgers."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import Any

TABLE: dict[str, Any] = tomllib.loads(
    files("fangxian.register.ledger").joinpath("words.toml").read_text(encoding="utf-8")
)


def words(name: str) -> tuple[str, ...]:
    """The words of one list, in the order they are written."""
    return tuple(TABLE["words"][name].split())


def column_words() -> dict[str, tuple[str, ...]]:
    """The known headers of every field."""
    return {field: tuple(text.split()) for field, text in TABLE["columns"].items()}


def header_patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Patterns for headers no list knows, with their fields, in the order they are tried."""
    return tuple((alternatives(entry["match"]), entry["field"]) for entry in TABLE["patterns"])


def foreign(kind: str) -> re.Pattern[str]:
    """What a `header` or a `group` heading about somebody else looks like."""
    return alternatives(TABLE["foreign"][kind])


def alternatives(text: str) -> re.Pattern[str]:
    """One pattern from several separated by spaces."""
    return re.compile("|".join(text.split()))
