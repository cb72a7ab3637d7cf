"""The digest as plain values in the reader's language: what every file is made from, and the JSON people build upon.

Stable keys: `place` (`code`, `name`), `on`, `at`, `final`, and `parts`: `key`, `title`, and `figures` with `key`,
`label`, `unit`, `value`, `change` (against the day before), `why` (when there is no value), `bound` and `alarm` (the
pack's number for an alarm, and whether it is crossed) and `source`.
"""

from decimal import Decimal
from typing import Any, TypedDict

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fangxian.reports.figures import Number
from fangxian.reports.figures.registry import OPERATIONS, PUBLICITY
from fangxian.reports.queries import Digest, Line

PART_TITLES = {OPERATIONS: _("The day's work"), PUBLICITY: _("Words to residents")}


class Document(TypedDict):
    """The digest, ready to be written down."""

    place: dict[str, str]
    on: str
    at: str
    final: bool
    parts: list[dict[str, Any]]


def document(digest: Digest) -> Document:
    """The digest with every sentence said in the active language."""
    parts = [
        {"key": key, "title": str(title), "figures": [figure_of(line) for line in digest.part(key)]}
        for key, title in PART_TITLES.items()
    ]
    return {
        "place": {"code": digest.area.code, "name": digest.area.name},
        "on": digest.on.isoformat(),
        "at": timezone.localtime(digest.at).isoformat(timespec="minutes"),
        "final": digest.final,
        "parts": parts,
    }


def figure_of(line: Line) -> dict[str, Any]:
    """One figure; zero is a value, and what is missing says why."""
    return {
        "key": line.figure.key,
        "label": str(line.figure.label),
        "unit": str(line.figure.unit),
        "value": plain(line.value),
        "change": plain(line.change),
        "why": str(line.why),
        "bound": plain(line.bound),
        "alarm": line.alarm,
        "source": line.figure.source,
    }


def plain(number: Number | None) -> int | float | None:
    """A number as JSON and spreadsheets know it: whole where it is whole."""
    if isinstance(number, Decimal):
        return int(number) if number == number.to_integral_value() else float(number)
    return number
