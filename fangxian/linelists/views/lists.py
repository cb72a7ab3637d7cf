"""Taking a list in: send it, look at what was understood, take it in, see what waits."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fangxian.areas import scope
from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.roles import Can
from fangxian.areas.rules import Level
from fangxian.cases.queries import onsets_proposed
from fangxian.door.act import Act
from fangxian.door.forms import ActForm
from fangxian.door.models import Entry
from fangxian.door.submit import submit
from fangxian.door.words import sentence_of
from fangxian.linelists import queries
from fangxian.linelists.acts import DiscardList, RememberListLayout, SendList, TakeInList, TryListAgain
from fangxian.linelists.forms import ListForm
from fangxian.linelists.models import KINDS, OUTCOMES, TABLES, ListFile, ListRow
from fangxian.linelists.rules.matching import Found
from fangxian.linelists.rules.reading import Line, Listing, ListUnreadable
from fangxian.linelists.words import FIELD_NAMES, reason

LINES_SHOWN, PER_PAGE = 50, 50


@area_page(Can.SEE_HEALTH, Can.SEE_COUNTS)
def overview(request: Request, area: Area) -> HttpResponse:
    """The lists that were sent, the form to send one, and what may be given out."""
    eyes = scope.current()
    may_keep = eyes.may(Can.KEEP_HEALTH, area.pk) and area.level >= Level.COMMUNITY
    form = ListForm(request.POST or None, request.FILES or None) if may_keep else None
    if form is not None and request.method == "POST" and form.is_valid():
        entry = form.send(SendList, by=request.user, area=area.pk)
        if entry.written:
            return redirect("linelists:list", area, entry.answer["list"])
    sent = queries.lists_in(area) if area.level >= Level.COMMUNITY else ListFile.objects.none()
    shown = {
        "area": area, "form": form, "page": Paginator(sent, PER_PAGE).get_page(request.GET.get("page")),
        "kinds": KINDS, "out_form": ActForm(), "tables": TABLES.items(),
        "may_export": eyes.may(Can.EXPORT, area.pk) and eyes.may(Can.SEE_HEALTH, area.pk),
        "may_count": eyes.may(Can.SEE_COUNTS, area.pk),
    }  # fmt: skip
    return render(request, "linelists/overview.html", shown, status=422 if form and form.errors else 200)


@area_page(Can.SEE_HEALTH)
def sent_list(request: Request, area: Area, key: int) -> HttpResponse:
    """A list: what was understood of it as long as it waits, afterwards its rows and what became of them."""
    file = file_or_404(area, key)
    if file.taken_at or file.discarded_at:
        return taken(request, area, file)
    if request.method == "POST":
        remember(request, area, file)
        return redirect("linelists:list", area, key)
    return preview(request, area, file)


def file_or_404(area: Area, key: int) -> ListFile:
    """A list of the community of a place. Raises Http404."""
    file = queries.file_with(area, key)
    if file is None:
        raise Http404
    return file


def preview(request: Request, area: Area, file: ListFile) -> HttpResponse:
    """What was understood: columns that can be changed, who is meant, what is wrong. Nothing is recorded yet."""
    try:
        listing = queries.listing_of(file)
    except ListUnreadable as wrong:
        messages.error(request, str(sentence_of(f"list_{wrong.code}", {"most": LINES_SHOWN})))
        return redirect("linelists:overview", area)
    lines = listing.lines[:LINES_SHOWN]
    people = queries.register_for(file.area, lines)
    shown = {
        "area": area, "file": file, "listing": listing, "form": ActForm(), "kind": KINDS[file.kind],
        "field_names": FIELD_NAMES.items(), "rows": [preview_row(line, people.find(line)) for line in lines],
        "more": len(listing.lines) - len(lines), "faults": [fault_row(*one) for one in listing.faults[:LINES_SHOWN]],
        "may_keep": scope.current().may(Can.KEEP_HEALTH, area.pk), "persons": file.kind != "relationships",
    }  # fmt: skip
    return render(request, "linelists/preview.html", shown)


def preview_row(line: Line, found: Found) -> dict[str, Any]:
    """A row of the preview: the name read, and the resident it means."""
    return {"row": line.row, "name": line.name, "known": found.known, "namesakes": found.namesakes}


def fault_row(row: int, fault: Any) -> tuple[int, str, str]:
    """A fault with its row, its column and a sentence."""
    return row, fault.column, reason(fault.code, {})


def remember(request: Request, area: Area, file: ListFile) -> None:
    """Keep what the visitor says the columns hold."""
    listing: Listing = queries.listing_of(file)
    said = {column.letter: request.POST.get(f"column-{column.letter}", "") or "ignored" for column in listing.columns}
    act = RememberListLayout(area=area.pk, signature=listing.signature, columns=said)
    entry = submit(act, by=request.user)
    if not entry.written:
        messages.error(request, str(entry.sentence))


def taken(request: Request, area: Area, file: ListFile) -> HttpResponse:
    """The rows of a list that was taken in, those that wait first."""
    page = Paginator(queries.rows_of(file), PER_PAGE).get_page(request.GET.get("page"))
    rows = [shown_row(one) for one in page]
    said = onsets_proposed(row["case"] for row in rows if row.get("case"))
    shown = {
        "area": area, "file": file, "page": page, "rows": rows, "form": ActForm(), "said": set(said),
        "kind": KINDS[file.kind], "waits": queries.waiting_rows(area).filter(of=file).count(),
        "may_keep": scope.current().may(Can.KEEP_HEALTH, area.pk),
    }  # fmt: skip
    return render(request, "linelists/taken.html", shown)


def shown_row(one: ListRow) -> dict[str, Any]:
    """A row with its end, or with the name it carries and why it waits."""
    end = getattr(one, "end", None)
    if end is None:
        return {"one": one, "name": queries.line_of(one).name, "why": reason(one.why, one.params)}
    case = end.case or (end.contact.case if end.contact else None)
    who = end.contact.resident or end.contact if end.contact else one.resident
    return {"one": one, "end": end, "case": case, "name": who.name if who else "", "outcome": OUTCOMES[end.outcome]}


@area_page(Can.KEEP_HEALTH)
@require_POST
def take_in(request: Request, area: Area, key: int) -> HttpResponse:
    """Take the list in."""
    entry = pressed(request, TakeInList, list_file=key)
    if entry is not None:
        messages.success(request, said_of(entry.answer))
    return redirect("linelists:list", area, key)


@area_page(Can.KEEP_HEALTH)
@require_POST
def again(request: Request, area: Area, key: int) -> HttpResponse:
    """Try the rows that wait again."""
    entry = pressed(request, TryListAgain, list_file=key)
    if entry is not None:
        messages.success(request, said_of(entry.answer))
    return redirect("linelists:list", area, key)


@area_page(Can.KEEP_HEALTH)
@require_POST
def discard(request: Request, area: Area, key: int) -> HttpResponse:
    """Throw the list away."""
    pressed(request, DiscardList, list_file=key)
    return redirect("linelists:overview", area)


def said_of(answer: dict[str, Any]) -> str:
    """What became of the rows, in a sentence."""
    told = _("Recorded: %(recorded)s. Classified anew: %(changed)s. Known already: %(known)s. Waiting: %(waiting)s.")
    if answer.get("onset"):
        told += " " + _("Another day of first symptoms proposed: %(onset)s.")
    return told % answer


def pressed(request: Request, kind: type[Act], **values: Any) -> Entry | None:
    """Submit a button's act once; a refusal is said on the next page."""
    form = ActForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Please try again."))
        return None
    entry = form.send(kind, by=request.user, **values)
    if entry.written:
        return entry
    messages.error(request, str(entry.sentence))
    return None
