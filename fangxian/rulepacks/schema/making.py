"""Short ways to write the schema down, so that its pages read as a list and not as a program."""

from decimal import Decimal

from .types import Column, Content, Exact, Key, Label, PackKind, Plain, Whole


def key(kind: PackKind, name: str, content: Content, unit: str, zh: str, en: str) -> Key:
    """A key every pack of this kind must set, itself or through the pack it extends."""
    return Key(name, kind, content, unit, Label(zh, en))


def optional_key(kind: PackKind, name: str, content: Content, unit: str, zh: str, en: str) -> Key:
    """A key a pack of this kind may leave out."""
    return Key(name, kind, content, unit, Label(zh, en), required=False)


def column(name: str, content: Plain, zh: str, en: str, *, unit: str = "none") -> Column:
    """A column every row fills."""
    return Column(name, content, Label(zh, en), unit)


def optional_column(name: str, content: Plain, zh: str, en: str, *, unit: str = "none") -> Column:
    """A column a row may leave out."""
    return Column(name, content, Label(zh, en), unit, required=False)


def whole(low: int, high: int) -> Whole:
    """A whole number in a range."""
    return Whole(low, high)


def exact(low: str, high: str) -> Exact:
    """An exact decimal in a range; the ends are written as text so that they are exact too."""
    return Exact(Decimal(low), Decimal(high))
