"""Questions to the notebook: the day under its headings, one task with its history, and what a line would mean."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import chain

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from fangxian.areas.models import Area, Person
from fangxian.areas.queries import holders_at, pack_chosen, people_serving
from fangxian.areas.roles import ROLES, Can
from fangxian.register.models import Building
from fangxian.rulepacks.packs import packaged_library
from fangxian.tasks.models import Ending, Handover, OfTask, Postponement, Task, Wording
from fangxian.tasks.rules.capture import Understood, understood
from fangxian.tasks.rules.due import Slots
from fangxian.tasks.rules.places import Spot
from fangxian.tasks.rules.standing import Dates, Standing, standing
from fangxian.tasks.rules.words import Heading

FOUND_AT_MOST = 200


@dataclass(frozen=True)
class Line:
    """A task as it stands: its latest wording, owner and due time, and when it was done."""

    task: Task
    wording: Wording
    owner: Person | None
    due_at: datetime | None
    postponed: int
    ended: Ending | None

    @property
    def dates(self) -> Dates:
        """The local days that decide where it stands."""
        return Dates(
            noted_on=local_day(self.task.noted_at),
            due_on=local_day(self.due_at) if self.due_at else None,
            done_on=local_day(self.ended.at) if self.ended else None,
        )


@dataclass(frozen=True)
class Shown:
    """A line on a day."""

    line: Line
    standing: Standing


@dataclass(frozen=True)
class Section:
    """One heading of the day view with its lines: carried over first, done last."""

    heading: Heading
    lines: list[Shown]

    @property
    def open(self) -> int:
        """How many still wait to be done."""
        return sum(one.standing is not Standing.DONE for one in self.lines)


@dataclass(frozen=True)
class Reading:
    """What a line means here: the pure understanding, the building of the register and the person it names."""

    said: Understood
    building: Building | None
    owner: Person | None

    @property
    def unknown_names(self) -> list[str]:
        """Names nobody here bears, or more than one person does."""
        doubtful = [self.said.owner] if self.said.owner and self.owner is None else []
        return [*self.said.unknown_names, *doubtful]


@dataclass(frozen=True)
class StillOpen:
    """How many tasks wait to be done today, and how many of them are past their time."""

    count: int
    late: int


_ORDER = (Standing.CARRIED, Standing.TODAY, Standing.COMING, Standing.DONE)


def day_view(area: Area, *, on: date) -> list[Section]:
    """Every task that is open or was done on a day, at the place and below, under all headings in their order."""
    after = midnight(on + timedelta(days=1))
    done_before = Q(endings__at__lt=midnight(on))
    tasks = tasks_in(area).filter(noted_at__lt=after).exclude(done_before)
    lines = [line_of(task) for task in with_rows(tasks)]
    shown = [Shown(line, standing(line.dates, on=on)) for line in lines]
    return [Section(heading, in_order(one for one in shown if under(one, heading))) for heading in Heading]


def still_open(area: Area, *, at: datetime) -> StillOpen:
    """The open lines of the day view as two numbers, in one question."""
    tasks = tasks_in(area).filter(noted_at__lt=midnight(local_day(at) + timedelta(days=1)), endings=None)
    dues = [due for (due,) in tasks.annotate(due=latest_due()).values_list("due")]
    return StillOpen(len(dues), sum(due is not None and due < at for due in dues))


def latest_due() -> Coalesce:
    """When a task is due by its latest wording, unless it was put off since: as `line_of` has it."""
    wording = Wording.objects.filter(task=OuterRef("pk")).order_by("-at", "-pk")
    worded_at = Subquery(Wording.objects.filter(task=OuterRef("task")).order_by("-at", "-pk").values("at")[:1])
    moved = Postponement.objects.filter(task=OuterRef("pk")).filter(at__gte=worded_at).order_by("-at", "-pk")
    return Coalesce(Subquery(moved.values("due_at")[:1]), Subquery(wording.values("due_at")[:1]))


def under(shown: Shown, heading: Heading) -> bool:
    """Whether a line belongs under a heading on its day."""
    return shown.line.wording.heading == heading and shown.standing is not Standing.AWAY


def in_order(lines: Iterable[Shown]) -> list[Shown]:
    """Carried over first, then today's, then what comes, done last; inside by due time, then as noted."""
    return sorted(
        lines,
        key=lambda one: (
            _ORDER.index(one.standing),
            (one.line.due_at or one.line.task.noted_at),
            one.line.task.pk,
        ),
    )


def found(area: Area, words: str) -> list[Line]:
    """The tasks, open or done, whose text in any wording holds all these words; the newest first."""
    tasks = tasks_in(area)
    for word in words.split():
        named = Q(wordings__text__icontains=word) | Q(wordings__owner__name__icontains=word)
        tasks = tasks.filter(named | Q(handovers__to__name__icontains=word))
    return [line_of(task) for task in with_rows(tasks.distinct().order_by("-noted_at", "-pk"))[:FOUND_AT_MOST]]


def tasks_in(area: Area) -> QuerySet[Task]:
    """The tasks of a place and below."""
    return Task.objects.filter(area_id__gte=area.span.first, area_id__lt=area.span.end)


def with_rows(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """The tasks with everything about them, in a fixed number of questions."""
    return tasks.select_related("noted_by", "area").prefetch_related(
        Prefetch("wordings", Wording.objects.select_related("owner", "building", "by")),
        Prefetch("handovers", Handover.objects.select_related("to", "by")),
        Prefetch("postponements", Postponement.objects.select_related("by")),
        Prefetch("endings", Ending.objects.select_related("by")),
    )


def line_of(task: Task) -> Line:
    """A task as it stands, from its rows; whichever of wording, hand-over and postponement came last counts."""
    wordings, handovers = list(task.wordings.all()), list(task.handovers.all())
    wording, postponements = wordings[-1], list(task.postponements.all())
    given = [one for one in handovers if one.at >= wording.at]
    moved = [one for one in postponements if one.at >= wording.at]
    return Line(
        task=task,
        wording=wording,
        owner=given[-1].to if given else wording.owner,
        due_at=moved[-1].due_at if moved else wording.due_at,
        postponed=len(postponements),
        ended=next(iter(task.endings.all()), None),
    )


def history(task: Task) -> list[OfTask]:
    """Everything that happened to a task, oldest first."""
    rows: Iterable[OfTask] = chain(
        task.wordings.all(), task.handovers.all(), task.postponements.all(), task.endings.all()
    )
    return sorted(rows, key=lambda row: row.at)


def reading(line: str, area: Area, *, at: datetime) -> Reading:
    """What a line written at a moment means at this place."""
    people = keepers(area, at=at)
    said = understood(
        line,
        now=timezone.localtime(at),
        slots=slots_of(area, on=local_day(at)),
        names=[person.name for person in people],
    )
    named = [person for person in people if person.name == said.owner]
    building = building_at(said.place, area) if said.place else None
    return Reading(said, building, named[0] if len(named) == 1 else None)


def keepers(area: Area, *, at: datetime) -> list[Person]:
    """Who can own a task here: whoever sees the notebook by a post at the place, above it, or in one of its grids."""
    below = [post.person for post in people_serving(area, at=at) if Can.SEE_TASKS in ROLES[post.role]]
    people = {person.pk: person for person in [*holders_at(area, Can.SEE_TASKS, at=at), *below] if person.is_active}
    return sorted(people.values(), key=lambda person: (person.name, person.pk))


def building_at(spot: Spot, area: Area) -> Building | None:
    """The building a spot speaks of, if the register knows exactly one of this number."""
    same = Building.objects.filter(number__in=[spot.building, spot.building.zfill(2), spot.building.zfill(3)])
    here = list(same.filter(area_id__gte=area.span.first, area_id__lt=area.span.end)[:2])
    return here[0] if len(here) == 1 else None


def slots_of(area: Area, *, on: date) -> Slots:
    """The parts of the day in the rest pack that governs the place."""
    pack = packaged_library().pack(pack_chosen(area, "rest", on=on))
    return {row.text("slot"): (row.clock("start"), row.clock("end")) for row in pack.table("rhythm.slots")}


def local_day(moment: datetime) -> date:
    """The day a moment lies in, where the house stands."""
    return timezone.localtime(moment).date()


def midnight(day: date) -> datetime:
    """The moment a local day begins."""
    return timezone.make_aware(datetime.combine(day, time.min))
