"""The notebook's tables. A task never changes: wording, hand-overs, postponements and ends are rows beside it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from fangxian.areas.closed import AreaBound
from fangxian.areas.models import Area, Person
from fangxian.areas.roles import Can
from fangxian.register.models import Building
from fangxian.tasks.rules.words import Heading, Kind

HEADING_NAMES = {
    Heading.SCREENING: _("People of concern"),
    Heading.CHECKPOINT: _("Checkpoints"),
    Heading.GUIDANCE: _("Words to residents"),
    Heading.PARTY: _("Party members in front"),
    Heading.HYGIENE: _("Daily hygiene and disinfection"),
    Heading.OTHER: _("Other"),
}
KIND_NAMES = {
    Kind.DISINFECTION: _("disinfection"),
    Kind.CLEANING: _("cleaning"),
    Kind.SCREENING: _("screening"),
    Kind.TEMPERATURE: _("temperature"),
    Kind.VISIT: _("visit"),
    Kind.GATE: _("gate"),
    Kind.DUTY: _("duty"),
    Kind.NOTICE: _("notice"),
    Kind.COMFORT: _("comfort"),
    Kind.PARTY: _("Party members"),
    Kind.DELIVERY: _("delivery"),
    Kind.SUPPLIES: _("supplies"),
    Kind.MEETING: _("meeting"),
    Kind.REPAIR: _("repair"),
    Kind.OTHER: _("other"),
}


class Task(AreaBound):
    """One line of the notebook: who wrote it down, where and when."""

    area = models.ForeignKey(Area, models.PROTECT)
    noted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    sight = Can.SEE_TASKS

    class Meta:
        indexes: ClassVar = [models.Index(fields=["area", "noted_at"])]


class OfTask(AreaBound):
    """A row about a task, with who and when; it lies where the task lies."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="%(class)ss")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    sight = Can.SEE_TASKS

    class Meta:
        abstract = True
        ordering: ClassVar = ["at", "pk"]

    @property
    def what(self) -> str:
        """Which row it is, for the history."""
        return self._meta.model_name or ""


class Wording(OfTask):
    """What the line says, and how it was understood. The latest wording counts; a correction adds one."""

    text = models.CharField(max_length=500)
    kind = models.CharField(max_length=20, choices=list(KIND_NAMES.items()))
    heading = models.CharField(max_length=20, choices=list(HEADING_NAMES.items()))
    building = models.ForeignKey(Building, models.PROTECT, null=True, related_name="+")
    # As written, when the building is not in the register: shown, never lost.
    place = models.CharField(max_length=60, blank=True)
    owner = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    unknown_names = models.JSONField(default=list)
    due_at = models.DateTimeField(null=True)
    slot = models.CharField(max_length=12, blank=True)


class Handover(OfTask):
    """Somebody else owns the task from now on."""

    to = models.ForeignKey(Person, models.PROTECT, related_name="+")
    why = models.CharField(max_length=200, blank=True)


class Postponement(OfTask):
    """The task is wanted later than it was."""

    due_at = models.DateTimeField()
    why = models.CharField(max_length=200)


class Ending(OfTask):
    """The task is done, with what shows it."""

    proof = models.CharField(max_length=200, blank=True)
