"""What a value in a rule pack may be: its type, its range, its unit and its name on the page."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

PackKind = Literal["disease", "rest"]


@dataclass(frozen=True)
class Label:
    """One name in the two languages of the house."""

    zh: str
    en: str

    def spoken(self, *, language: str) -> str:
        """The name for a reader of `language` (a code such as `zh-hans` or `en`)."""
        return self.zh if language.startswith("zh") else self.en


@dataclass(frozen=True)
class Whole:
    """A whole number from `low` to `high`, both allowed."""

    low: int
    high: int


@dataclass(frozen=True)
class Exact:
    """An exact decimal number from `low` to `high`, both allowed."""

    low: Decimal
    high: Decimal


@dataclass(frozen=True)
class Flag:
    """Yes or no."""


@dataclass(frozen=True)
class Clock:
    """A time of day without seconds."""


@dataclass(frozen=True)
class Text:
    """One line of plain text that is not empty."""


@dataclass(frozen=True)
class Word:
    """One code of the named vocabulary."""

    among: str


@dataclass(frozen=True)
class Words:
    """A list of codes of the named vocabulary, each once; empty only where `may_be_empty` says so."""

    among: str
    may_be_empty: bool = False


Plain = Whole | Exact | Flag | Clock | Text | Word | Words


@dataclass(frozen=True)
class Column:
    """One column of a table; an optional column may be left out of a row where the source says nothing."""

    name: str
    content: Plain
    label: Label
    unit: str = "none"
    required: bool = True


@dataclass(frozen=True)
class Table:
    """Rows of the same columns, at least one; no two rows agree in all of the `unique` columns."""

    columns: tuple[Column, ...]
    unique: tuple[str, ...] = ()


Content = Plain | Table


@dataclass(frozen=True)
class Key:
    """A key some pack may set: `name` is `group.word`; packs of `kind` must set it when it is required."""

    name: str
    kind: PackKind
    content: Content
    unit: str
    label: Label
    required: bool = True

    @property
    def group(self) -> str:
        """The part before the dot."""
        return self.name.partition(".")[0]
