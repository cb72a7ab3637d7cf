"""Every write of the notebook: note, finish, hand over, postpone, correct."""

from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import AwareDatetime, Field

from fangxian.areas.models import Area, Person
from fangxian.areas.roles import Can
from fangxian.door.act import Act, Answer, Decision, Doing, Fact, Refusal, Sealed, handles
from fangxian.door.words import refusals
from fangxian.tasks import queries
from fangxian.tasks.models import Ending, Handover, Postponement, Task, Wording

REFUSALS = refusals(
    task_done=_("This task is already done."),
    not_serving_here=_("This person does not serve here. Choose somebody with a post in this place."),
    due_in_the_past=_("The new time has already passed. Choose a later one."),
)

# A line of the notebook, and the short words beside it: they name people, so the ledger keeps fingerprints.
LineText = Annotated[str, Sealed(), Field(min_length=1, max_length=500)]
ShortText = Annotated[str, Sealed(), Field(max_length=200)]


class NoteTask(Fact):
    """Write one line into the notebook; whatever is not understood stays in it as text."""

    needs = Can.KEEP_TASKS
    sight = Can.SEE_TASKS
    area: int
    text: LineText

    def place(self) -> Area:
        """The place whose notebook it is."""
        return Area.objects.get(pk=self.area)


@handles(NoteTask)
def note_task(act: NoteTask, doing: Doing) -> Answer:
    """The task with its first wording."""
    task = Task.objects.create(area=doing.place, noted_by=doing.by, noted_at=doing.at)
    wording = word(task, act.text, doing)
    return {"task": task.pk, "kind": wording.kind, "owner": wording.owner_id, "unknown": len(wording.unknown_names)}


def word(task: Task, text: str, doing: Doing) -> Wording:
    """A wording of a task, read as of when it was written."""
    read = queries.reading(text, doing.place, at=doing.at)
    place = next((part.text for part in read.said.parts if part.role == "place"), "")
    return Wording.objects.create(
        task=task,
        area=doing.place,
        by=doing.by,
        at=doing.at,
        text=text,
        kind=read.said.kind,
        heading=read.said.heading,
        building=read.building,
        place=place[:60],
        owner=read.owner,
        unknown_names=read.unknown_names,
        due_at=read.said.due.at if read.said.due else None,
        slot=read.said.due.slot if read.said.due else "",
    )


class AboutTask(Act):
    """An act about one task."""

    needs = Can.KEEP_TASKS
    sight = Can.SEE_TASKS
    task: int

    def place(self) -> Area:
        """The place whose notebook holds the task."""
        return Task.objects.select_related("area").get(pk=self.task).area


class FinishTask(AboutTask, Fact):
    """Say that a task is done, and what shows it."""

    proof: ShortText = ""


@handles(FinishTask)
def finish_task(act: FinishTask, doing: Doing) -> Answer:
    """The end of the task; a second report adds nothing but a remark."""
    task = Task.objects.get(pk=act.task)
    if task.endings.exists():
        return {"task": task.pk, "remarks": ["already_done"]}
    Ending.objects.create(task=task, area=doing.place, by=doing.by, at=doing.at, proof=act.proof)
    return {"task": task.pk, "remarks": []}


class HandOverTask(AboutTask, Decision):
    """Give a task to somebody else who serves here."""

    to: int
    why: ShortText = ""


@handles(HandOverTask)
def hand_over_task(act: HandOverTask, doing: Doing) -> Answer:
    """A new owner, from now on."""
    task = open_task(act.task)
    if act.to not in {person.pk for person in queries.keepers(doing.place, at=doing.at)}:
        raise Refusal("not_serving_here")
    to = Person.objects.get(pk=act.to)
    Handover.objects.create(task=task, area=doing.place, by=doing.by, at=doing.at, to=to, why=act.why)
    return {"task": task.pk, "owner": to.pk}


class PostponeTask(AboutTask, Decision):
    """Want a task later, and say why."""

    due_at: AwareDatetime
    why: Annotated[str, Sealed(), Field(min_length=1, max_length=200)]


@handles(PostponeTask)
def postpone_task(act: PostponeTask, doing: Doing) -> Answer:
    """A new due time; the former one stays in the history."""
    task = open_task(act.task)
    if act.due_at <= doing.at:
        raise Refusal("due_in_the_past")
    Postponement.objects.create(task=task, area=doing.place, by=doing.by, at=doing.at, due_at=act.due_at, why=act.why)
    return {"task": task.pk, "due_at": act.due_at.isoformat()}


class CorrectTask(AboutTask, Decision):
    """Write a task's line anew; it is understood again, and the former wording stays in the history."""

    text: LineText


@handles(CorrectTask)
def correct_task(act: CorrectTask, doing: Doing) -> Answer:
    """A later wording of the same task."""
    task = open_task(act.task)
    wording = word(task, act.text, doing)
    return {"task": task.pk, "kind": wording.kind}


def open_task(key: int) -> Task:
    """A task that is not done yet. Raises Refusal."""
    task = Task.objects.get(pk=key)
    if task.endings.exists():
        raise Refusal("task_done")
    return task
