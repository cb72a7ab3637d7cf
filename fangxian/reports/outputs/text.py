"""The digest as Markdown, to be pasted into a message, and as JSON."""

import json
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from fangxian.reports.outputs.document import Document


def as_json(made: Document) -> bytes:
    """The document itself."""
    return (json.dumps(made, ensure_ascii=False, indent=2) + "\n").encode()


def as_markdown(made: Document) -> bytes:
    """A heading, the moment of the cut, and a table for each part."""
    return ("\n".join(lines_of(made)) + "\n").encode()


def lines_of(made: Document) -> Iterator[str]:
    """The lines of the text."""
    yield f"# {title(made)}"
    yield ""
    yield cut(made)
    for part in made["parts"]:
        yield ""
        yield f"## {part['title']}"
        yield ""
        yield "| {} | {} | {} |".format(_("Figure"), _("On the day"), _("Against the day before"))
        yield "|---|---:|---:|"
        for figure in part["figures"]:
            yield f"| {figure['label']} | {value(figure)} | {change(figure)} |"


def title(made: Document) -> str:
    """Which place's digest of which day it is."""
    return _("%(place)s: digest of %(day)s") % {"place": made["place"]["name"], "day": made["on"]}


def cut(made: Document) -> str:
    """Up to which moment it was counted."""
    moment = made["at"][:16].replace("T", " ")
    if made["final"]:
        return _("Counted for the whole day, up to %(moment)s.") % {"moment": moment}
    return _("The day is not over: counted up to %(moment)s.") % {"moment": moment}


def value(figure: dict[str, Any]) -> str:
    """The value with its unit, or why there is none."""
    if figure["value"] is None:
        return str(figure["why"])
    return f"{figure['value']} {figure['unit']}".strip()


def change(figure: dict[str, Any]) -> str:
    """The difference from the day before, with its sign."""
    if figure["change"] is None:
        return "—"
    return f"{figure['change']:+}" if figure["change"] else "0"
