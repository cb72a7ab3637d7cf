"""The console's words for what the ledger and strays hold: fields, values, and what is wrong with them."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from fangxian.areas.roles import ROLE_NAMES
from fangxian.console.field_words import FIELDS

# Not shown in the ledger: the entry itself already says them.
SAID_ALREADY = {"id", "happened_at", "area"}

REASONS: dict[str, str | Promise] = {
    "not_understood": _("Some of its values could not be read."),
    "out_of_reach": _("It is about something outside the sender's places. It may have moved meanwhile."),
    "revoked_phone": _("The phone was taken away before this arrived. Ask the person whether they entered it."),
    "unknown_kind": _("Its kind is not known here."),
    "failed": _("It was understood, but a fault of the system kept it from being written."),
}

# What pydantic finds wrong, by the beginning of its error type.
FAULTS: list[tuple[str, str | Promise]] = [
    ("missing", _("This is needed.")),
    ("extra_forbidden", _("This kind knows no such field; it is left out.")),
    ("timezone", _("Write the moment with its time zone, for example 2026-02-03T08:30+08:00.")),
    ("datetime", _("This is not a moment. Write it like 2026-02-03T08:30+08:00.")),
    ("date", _("This is not a day. Write it like 2026-02-03.")),
    ("uuid", _("This is not a receipt number.")),
    ("int", _("This must be a whole number.")),
    ("float", _("This must be a number.")),
    ("decimal", _("This must be a number.")),
    ("bool", _("Write true or false.")),
    ("string_too_long", _("This is too long.")),
    ("string_too_short", _("This is too short.")),
    ("greater_than", _("This number is too small.")),
    ("less_than", _("This number is too large.")),
    ("literal_error", _("This is none of the possible values.")),
    ("enum", _("This is none of the possible values.")),
]


def field_word(name: str) -> str:
    """What a field is called on a page."""
    return str(FIELDS.get(name, name.replace("_", " ")))


def fault_word(kind: str) -> str:
    """What is wrong with a value, in one sentence."""
    found = [sentence for beginning, sentence in FAULTS if kind.startswith(beginning)]
    return str(found[0]) if found else now("This does not fit here.")


def lines_of(payload: Mapping[str, Any] | None) -> list[tuple[str, str]]:
    """A payload as pairs of word and value; what is empty or said already is left out."""
    return worded({name: value for name, value in (payload or {}).items() if name not in SAID_ALREADY})


def worded(values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Every value that is not empty with the word of its field."""
    said = {name: value for name, value in values.items() if value not in (None, "", [])}
    return [(field_word(name), value_word(name, value)) for name, value in said.items()]


def value_word(name: str, value: Any) -> str:
    """A value as text: a sealed one is only named so, a role by its name, what lies inside it by its own words."""
    if isinstance(value, str) and value.startswith("sealed:"):
        return now("sealed")
    if name == "role" and value in ROLE_NAMES:
        return str(ROLE_NAMES[value])
    if isinstance(value, bool):
        return now("yes") if value else now("no")
    if isinstance(value, Mapping):
        return now(", ").join(f"{word} {text}" for word, text in worded(value))
    if isinstance(value, list):
        between = now("; ") if any(isinstance(each, (list, Mapping)) for each in value) else now(", ")
        return between.join(value_word(name, each) for each in value)
    return str(value)
