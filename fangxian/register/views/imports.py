"""Taking a ledger in: send, look at what was understood, take in, take back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.queries import person_called
from fangxian.areas.roles import Can
from fangxian.door.apart import DONE, Report
from fangxian.door.forms import ActForm
from fangxian.door.models import Entry
from fangxian.door.submit import submit
from fangxian.door.words import sentence_of
from fangxian.register import importing, queries
from fangxian.register.acts import DiscardUpload, ImportLedger, RememberLayout, UndoImport, UploadLedger
from fangxian.register.forms import FIELD_NAMES, LedgerForm
from fangxian.register.ledger import Reading, SheetReading
from fangxian.register.models import Upload
from fangxian.register.words import problem_sentence

PER_PAGE = 50
PROBLEMS_SHOWN = 100


@area_page(Can.KEEP_REGISTER)
def imports(request: Request, area: Area) -> HttpResponse:
    """What was taken in, what waits, and the form to send a ledger."""
    form = LedgerForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        entry = form.send(UploadLedger, by=request.user, area=area.pk)
        if entry.written:
            return redirect("register:preview", area, entry.answer["upload"])
    page = {"area": area, "form": form, "waiting": queries.uploads_waiting(area), "done": queries.imports_of(area)}
    page["unplaced"] = queries.unplaced_in(area).count()
    return render(request, "register/imports.html", page, status=422 if form.errors else 200)


@area_page(Can.KEEP_REGISTER)
def preview(request: Request, area: Area, key: int) -> HttpResponse:
    """What was understood of a file: columns that can be changed, figures, problems. Nothing is written yet."""
    upload = queries.upload_waiting(area, key)
    if upload is None:
        raise Http404
    busy = importing.going_on(upload)
    if busy and busy.subject == key:
        return redirect("register:progress", area, key)
    reading = queries.reading_of(upload)
    if request.method == "POST":
        for sheet in layouts(reading):
            remember(request, area, sheet)
        return redirect("register:preview", area, key)
    page = {"area": area, "upload": upload, "reading": reading, "form": ActForm(), "field_names": FIELD_NAMES.items()}
    page["sheets"] = [(sheet, list(zip(sheet.columns, samples(sheet), strict=True))) for sheet in layouts(reading)]
    page["problems"] = sentences(reading.problems[:PROBLEMS_SHOWN])
    return render(request, "register/preview.html", page)


def layouts(reading: Reading) -> list[SheetReading]:
    """The first sheet of every layout in the file: one choice holds for all of them."""
    return list({sheet.signature: sheet for sheet in reversed(reading.sheets)}.values())[::-1]


def samples(sheet: SheetReading) -> list[str]:
    """A few cells of every column."""
    return [" · ".join(filter(None, cells))[:80] for cells in zip(*sheet.samples, strict=True)] or [""] * len(
        sheet.columns
    )


def remember(request: Request, area: Area, sheet: SheetReading) -> Entry:
    """Submit what the visitor says the columns of a layout hold."""
    said = {c.letter: request.POST.get(f"{sheet.signature}-{c.letter}", "") for c in sheet.columns}
    columns = {letter: meaning or "ignored" for letter, meaning in said.items()}
    entry = submit(RememberLayout(area=area.pk, signature=sheet.signature, columns=columns), by=request.user)
    if not entry.written:
        messages.error(request, str(entry.sentence))
    return entry


def sentences(problems: Any) -> list[tuple[Any, str]]:
    """Problems with their sentences."""
    return [(problem, problem_sentence(problem.code, problem.params)) for problem in problems]


@require_POST
@area_page(Can.KEEP_REGISTER)
def apply(request: Request, area: Area, key: int) -> HttpResponse:
    """Take the file in: a small one at once, a large one apart, with a page that says how far it is."""
    upload, form = queries.upload_waiting(area, key), ActForm(request.POST)
    if upload and form.is_valid():
        busy = importing.going_on(upload)
        if busy is None and len(upload.content) > importing.SMALL:
            busy = importing.take_in(upload, form.act(ImportLedger, upload=key), by=request.user)
            if busy is None:
                return redirect("register:progress", area, key)
        if busy is not None:
            return told_busy(request, area, key, busy)
    entry = sent(request, ImportLedger, upload=key)
    return redirect("register:result", area, entry.answer["import"]) if entry else redirect("register:imports", area)


def told_busy(request: Request, area: Area, key: int, busy: Report) -> HttpResponse:
    """Somebody is taking a ledger in: to its page if it is this one, else a word about who and since when."""
    if busy.subject == key:
        return redirect("register:progress", area, key)
    told = _("%(name)s has been taking in another ledger here since %(time)s. Yours waits: take it in afterwards.")
    since = localtime(datetime.fromtimestamp(busy.since, UTC))
    messages.warning(request, told % {"name": person_called(busy.by), "time": f"{since:%H:%M}"})
    return redirect("register:preview", area, key)


@area_page(Can.KEEP_REGISTER)
def progress(request: Request, area: Area, key: int) -> HttpResponse:
    """How far a large ledger is; what became of it as soon as it is in. Works by reloading without JavaScript."""
    upload = queries.upload_sent(area, key)
    if upload is None:
        raise Http404
    report = importing.report_on(upload)
    if report is None or report.state == DONE:
        return ended(request, area, upload)
    sentence = sentence_of(report.code, report.answer) if report.code else ""
    page = {"area": area, "upload": upload, "report": report, "sentence": sentence}
    template = "register/progress.html#stage" if request.htmx else "register/progress.html"
    return render(request, template, page)


def ended(request: Request, area: Area, upload: Upload) -> HttpResponse:
    """On to the result of a file, or back to the file if it was not taken in."""
    done = queries.import_of_upload(upload)
    if done:
        target = redirect("register:result", area, done.pk)
    else:
        target = redirect("register:imports", area)
    if request.htmx:
        target.status_code, target["HX-Redirect"] = 200, target["Location"]
    return target


@require_POST
@area_page(Can.KEEP_REGISTER)
def discard(request: Request, area: Area, key: int) -> HttpResponse:
    """Throw the file away."""
    sent(request, DiscardUpload, upload=key)
    return redirect("register:imports", area)


@require_POST
@area_page(Can.KEEP_REGISTER)
def undo(request: Request, area: Area, key: int) -> HttpResponse:
    """Take an import back, and say what stays."""
    if entry := sent(request, UndoImport, of=key):
        told = _("%(removed)s residents were removed, %(restored)s restored; %(stays)s rows stay, others use them.")
        messages.success(request, told % entry.answer)
    return redirect("register:result", area, key)


def sent(request: Request, kind: Any, **values: Any) -> Entry | None:
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


@area_page(Can.KEEP_REGISTER)
def result(request: Request, area: Area, key: int) -> HttpResponse:
    """What became of an import, its problems, and the way back."""
    done = queries.import_with(area, key)
    if done is None:
        raise Http404
    page = Paginator(queries.problems_of(done), PER_PAGE).get_page(request.GET.get("page"))
    shown = {"area": area, "done": done, "page": page, "problems": sentences(page.object_list), "form": ActForm()}
    return render(request, "register/result.html", shown)
