"""The paper gate book: print it, and type it in later."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from uuid_utils.compat import uuid7

from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.roles import Can
from fangxian.door.submit import submit
from fangxian.gates.acts import BookLine, RecordGateBook
from fangxian.gates.forms import BookForm
from fangxian.gates.queries import Filter, passages_of, residents_named
from fangxian.gates.rules import Written, read_book
from fangxian.gates.views.showing import gates_here, row
from fangxian.gates.words import BOOK_PROBLEMS
from fangxian.register.models import Resident

PAPER_ROWS = 26
MOST_ON_PAPER = 500
SEVERAL = gettext_lazy("Several people here have this name. Write the house behind the name.")


@dataclass(frozen=True)
class Read:
    """A line of the page as it was understood: the resident it means, or what must be put right."""

    written: Written
    resident: Resident | None
    problem: Promise | str

    def line(self) -> BookLine:
        """The line as the act takes it."""
        seen = self.written
        who: dict[str, Any] = {"resident": self.resident.pk} if self.resident else {"guest": seen.who}
        return BookLine(
            at=seen.at, way=seen.way, moving=seen.kind, plate=seen.plate, persons=seen.persons, animals=seen.animals,
            temperature=seen.temperature, outcome="turned_back" if seen.turned_back else "passed", note=seen.note[:200],
            **who,
        )  # fmt: skip


@area_page(Can.WORK_GATE)
def book(request: Request, area: Area) -> HttpResponse:
    """Type in a page; what is understood is shown first, and what is not stays in the field until it is put right."""
    gates = [(gate.pk, gate.name) for gate in gates_here(area, timezone.now())]
    if request.method != "POST":
        form = BookForm(gates=gates, initial={"on": timezone.localdate()})
        return render(request, "gates/book.html", {"area": area, "form": form})
    form = BookForm(request.POST, gates=gates)
    if not form.is_valid():
        return render(request, "gates/book.html", {"area": area, "form": form}, status=422)
    lines = read(area, form.cleaned_data["text"], on=form.cleaned_data["on"])
    if "save" in request.POST and any(not line.problem for line in lines):
        return saved(request, area, form, lines, gates)
    return render(request, "gates/book.html", {"area": area, "form": form, "lines": lines, "good": good(lines)})


def good(lines: list[Read]) -> int:
    """How many lines can be entered as they are."""
    return sum(not line.problem for line in lines)


def saved(
    request: Request, area: Area, form: BookForm, lines: list[Read], gates: list[tuple[int, str]]
) -> HttpResponse:
    """Enter the lines that are understood; the others stay on the page under a new number."""
    values = form.cleaned_data
    act = RecordGateBook(
        id=values["act_id"], gate=values["gate"], lines=tuple(each.line() for each in lines if not each.problem),
        paper_inside=values["paper_inside"],
    )  # fmt: skip
    entry = submit(act, by=request.user)
    if not entry.written:
        form.add_error(None, str(entry.sentence))
        return render(request, "gates/book.html", {"area": area, "form": form, "lines": lines}, status=422)
    say(request, entry.answer)
    left = [each for each in lines if each.problem]
    if not left:
        return redirect("gates:passages", area)
    text = "\n".join(each.written.line.text for each in left)
    again = BookForm(gates=gates, initial={**values, "act_id": uuid7(), "text": text, "paper_inside": None})
    return render(request, "gates/book.html", {"area": area, "form": again, "lines": left, "good": 0})


def say(request: Request, answer: dict[str, Any]) -> None:
    """How many lines were entered, and whether the count is that of the paper."""
    words = {"lines": answer["lines"], "inside": answer["inside"], "paper": answer["paper_inside"]}
    if answer["paper_inside"] in (None, answer["inside"]):
        messages.success(request, _("%(lines)s lines entered. %(inside)s persons inside.") % words)
    else:
        told = _(
            "%(lines)s lines entered. %(inside)s persons inside, the paper says %(paper)s. Look for the difference."
        )
        messages.warning(request, told % words)


def read(area: Area, text: str, *, on: date) -> list[Read]:
    """The lines with the residents they name."""
    now = timezone.now()
    written = read_book(text, on=on, zone=timezone.get_current_timezone(), latest=now)
    known = residents_named(area, [each.who for each in written if each.who], now)
    return [understood(each, known.get(each.who, [])) for each in written]


def understood(written: Written, named: list[Resident]) -> Read:
    """One line with its resident; of several with one name, the one whose house is written beside it."""
    if written.problem:
        return Read(written, None, BOOK_PROBLEMS[written.problem])
    if len(named) > 1:
        named = [each for each in named if str(each.household) in written.note.split()]
        if len(named) != 1:
            return Read(written, None, SEVERAL)
    return Read(written, named[0] if named else None, "")


@area_page(Can.SEE_GATE)
def paper(request: Request, area: Area) -> HttpResponse:
    """The gate book on A4: the passages of a day, or empty lines to write on when the power is out."""
    day = parse_date(request.GET.get("on", "")) if "on" in request.GET else None
    found = passages_of(area, Filter(on=day)).order_by("at", "id")[:MOST_ON_PAPER] if day else []
    lines = [row(each) for each in found]
    blank = range(0 if lines else PAPER_ROWS)
    printed: datetime = timezone.now()
    return render(
        request, "gates/paper.html", {"area": area, "day": day, "rows": lines, "blank": blank, "printed": printed}
    )
