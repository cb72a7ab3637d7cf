"""What the response came to: the frozen counts, their checksum, and whether they can still be computed."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.apps import apps
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fangxian.areas import scope
from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.roles import Can
from fangxian.door.forms import ActForm
from fangxian.rulepacks.schema import VOCABULARIES
from fangxian.standdown.acts import FreezeFigures
from fangxian.standdown.queries.figures import latest_frozen, reproduces
from fangxian.standdown.words import COLUMNS, TABLES, coded

# The register keeps a letter; it is told in the reader's language.
SEXES = {"f": gettext_lazy("female"), "m": gettext_lazy("male")}


@area_page(Can.SEE_COUNTS)
def figures(request: Request, area: Area) -> HttpResponse:
    """The latest record, and the button that freezes a new one."""
    form = ActForm(request.POST or None)
    may_freeze = scope.current().may(Can.DECIDE, area.pk)
    if request.method == "POST" and may_freeze and form.is_valid():
        entry = form.send(FreezeFigures, by=request.user, area=area.pk)
        if not entry.written:
            messages.error(request, str(entry.sentence))
        return redirect("standdown:figures", area)
    frozen = latest_frozen(area)
    holds = None
    if frozen is not None:
        with scope.counting(area.span):
            holds = reproduces(frozen)
    shown = {
        "area": area, "frozen": frozen, "reproduces": holds, "form": form, "may_freeze": may_freeze,
        "figures": list(lines_of(frozen.figures["figures"])) if frozen else [],
    }  # fmt: skip
    return render(request, "standdown/figures.html", shown)


def lines_of(record: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> Iterator[dict[str, Any]]:
    """The figures people ask for, in the words of the house; a hidden count comes as None."""
    for label, word in TABLES.items():
        counts = record.get(label)
        if counts is not None:
            parts = [
                (COLUMNS[column], [(code_word(label, column, code), cell) for code, cell in cells.items()])
                for column, cells in counts.items()
                if column in COLUMNS and cells
            ]
            yield {"word": word, "total": counts[""][""], "parts": parts}


def code_word(label: str, column: str, code: str) -> str:
    """What a code is called: by the choices of its column, else by the vocabularies of the packs."""
    if column.startswith("+"):
        return ""
    if column == "sex":
        return str(SEXES.get(code, _("not said")))
    choices = dict(apps.get_model(label)._meta.get_field(column).choices or ())
    return str(choices[code]) if code in choices else coded(code, VOCABULARIES)
