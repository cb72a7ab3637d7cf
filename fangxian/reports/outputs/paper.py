"""The digest on a sheet of A4, set by typst."""

from pathlib import Path

from django.utils.translation import gettext as _

from fangxian.areas.paper import typeset
from fangxian.reports.outputs.document import Document
from fangxian.reports.outputs.text import change, cut, title, value

SHEET = Path(__file__).with_name("digest.typ")


def as_pdf(made: Document) -> bytes:
    """The sheet."""
    return typeset(
        SHEET,
        {
            "title": title(made),
            "cut": cut(made),
            "head": [_("Figure"), _("On the day"), _("Against the day before")],
            "parts": [{"title": part["title"], "rows": rows(part["figures"])} for part in made["parts"]],
        },
    )


def rows(figures: list[dict[str, object]]) -> list[list[str]]:
    """The cells of a part's table."""
    return [[str(figure["label"]), value(figure), change(figure)] for figure in figures]
