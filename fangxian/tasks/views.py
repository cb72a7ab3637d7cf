"""The notebook's pages: the day with its one big input, one task, and the sheet for paper."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fangxian.areas import scope
from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.roles import Can
from fangxian.door.act import Act
from fangxian.door.forms import ActForm
from fangxian.tasks import queries
from fangxian.tasks.acts import CorrectTask, FinishTask, HandOverTask, NoteTask, PostponeTask
from fangxian.tasks.forms import CorrectForm, FinishForm, HandOverForm, NoteForm, PostponeForm
from fangxian.tasks.models import HEADING_NAMES, KIND_NAMES, Task
from fangxian.tasks.rules.words import Kind

Filled = Callable[[QueryDict | None, Task], ActForm]


@area_page(Can.SEE_TASKS)
def day(request: Request, area: Area) -> HttpResponse:
    """The notebook of a day under the five headings, with the line to write; or what a search finds."""
    return day_with(request, area, NoteForm(), status=200)


def day_with(request: Request, area: Area, form: NoteForm, *, status: int) -> HttpResponse:
    """The day with this form on top."""
    on, words = day_asked(request), request.GET.get("q", "").strip()
    page = {"area": area, "form": form, "on": on, "today": timezone.localdate(), "words": words}
    page |= {"before": on - timedelta(days=1), "after": on + timedelta(days=1)}
    page["may_keep"] = scope.current().may(Can.KEEP_TASKS, area.pk)
    page["sections"] = named(queries.day_view(area, on=on)) if not words else []
    page["found"] = queries.found(area, words) if words else []
    return render(request, "tasks/day.html", page, status=status)


def named(sections: list[queries.Section]) -> list[dict[str, Any]]:
    """The sections with the names of their headings, and a form of its own for each line that can be finished."""
    return [
        {
            "name": HEADING_NAMES[section.heading],
            "open": section.open,
            "lines": [(one, KIND_NAMES[Kind(one.line.wording.kind)], FinishForm()) for one in section.lines],
        }
        for section in sections
    ]


def day_asked(request: Request) -> date:
    """The day in the address, else today."""
    try:
        return parse_date(request.GET.get("on", "")) or timezone.localdate()
    except ValueError:
        return timezone.localdate()


@require_POST
@area_page(Can.KEEP_TASKS)
def note(request: Request, area: Area) -> HttpResponse:
    """Write a line. Names nobody here bears are kept and pointed out."""
    form = NoteForm(request.POST)
    if not form.is_valid():
        return day_with(request, area, form, status=422)
    entry = form.send(NoteTask, by=request.user, area=area.pk)
    if entry.answer.get("unknown"):
        messages.warning(request, _("Written down. A name in it belongs to nobody who serves here; no owner was set."))
    return redirect("tasks:day", area)


@area_page(Can.SEE_TASKS)
def preview(request: Request, area: Area) -> HttpResponse:
    """How a line that is being typed is understood."""
    read = queries.reading(request.GET.get("text", "")[:500], area, at=timezone.now())
    page = {"read": read, "kind": KIND_NAMES[read.said.kind], "heading": HEADING_NAMES[read.said.heading]}
    return render(request, "tasks/preview.html", page)


@area_page(Can.SEE_TASKS)
def sheet(request: Request, area: Area) -> HttpResponse:
    """The day for paper: A4, or the size of a pocket."""
    on = day_asked(request)
    page = {"area": area, "on": on, "sections": named(queries.day_view(area, on=on))}
    page["size"] = "pocket" if request.GET.get("size") == "pocket" else "a4"
    return render(request, "tasks/sheet.html", page)


@area_page(Can.SEE_TASKS)
def task(request: Request, area: Area, pk: int) -> HttpResponse:
    """One task, what happened to it, and what can become of it."""
    return task_with(request, area, task_or_404(area, pk), {}, status=200)


def task_with(request: Request, area: Area, found: Task, faulty: dict[str, ActForm], *, status: int) -> HttpResponse:
    """The page of a task; a form that was refused stands in place of the fresh one."""
    line = queries.line_of(found)
    forms = {name: filled(None, found) for name, (filled, _act) in FATES.items()} | faulty
    page = {"area": area, "line": line, "history": queries.history(found), "forms": forms}
    page["kind"] = KIND_NAMES[Kind(line.wording.kind)]
    page["may_keep"] = scope.current().may(Can.KEEP_TASKS, found.area_id)
    return render(request, "tasks/task.html", page, status=status)


@require_POST
@area_page(Can.KEEP_TASKS)
def settle(request: Request, area: Area, pk: int, fate: str) -> HttpResponse:
    """Finish, hand over, postpone or correct a task."""
    found = task_or_404(area, pk)
    if fate not in FATES:
        raise Http404
    filled, act = FATES[fate]
    form = filled(request.POST, found)
    if not form.is_valid() or not form.send(act, by=request.user, task=found.pk).written:
        return task_with(request, area, found, {fate: form}, status=422)
    return redirect("tasks:day", area)


def task_or_404(area: Area, pk: int) -> Task:
    """A task of this place or below."""
    return get_object_or_404(queries.with_rows(queries.tasks_in(area)), pk=pk)


def finish_form(sent: QueryDict | None, found: Task) -> ActForm:
    """Done."""
    return FinishForm(sent)


def correct_form(sent: QueryDict | None, found: Task) -> ActForm:
    """The line as it stands, to be changed."""
    return CorrectForm(sent, initial={"text": queries.line_of(found).wording.text})


def hand_over_form(sent: QueryDict | None, found: Task) -> ActForm:
    """Everybody who could take it over."""
    return HandOverForm(sent, people=queries.keepers(found.area, at=timezone.now()))


def postpone_form(sent: QueryDict | None, found: Task) -> ActForm:
    """The same hour tomorrow, unless said otherwise."""
    line = queries.line_of(found)
    later = timezone.localtime(max(line.due_at or timezone.now(), timezone.now())) + timedelta(days=1)
    return PostponeForm(sent, initial={"due_at": later})


FATES: dict[str, tuple[Filled, type[Act]]] = {
    "finish": (finish_form, FinishTask),
    "correct": (correct_form, CorrectTask),
    "handover": (hand_over_form, HandOverTask),
    "postpone": (postpone_form, PostponeTask),
}
