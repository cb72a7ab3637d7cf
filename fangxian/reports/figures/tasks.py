"""Figures of the notebook: what was noted, done, and is late; and the words that went to residents."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from fangxian.reports.figures.registry import PUBLICITY, Day, figure
from fangxian.tasks.models import Ending, Task
from fangxian.tasks.queries import line_of, tasks_in, with_rows
from fangxian.tasks.rules.words import Heading


@figure("tasks.noted", label=_("Tasks written down"), source="tasks.queries.tasks_in", page="tasks:day")
def noted(day: Day) -> int:
    """Lines written in the notebook on the day."""
    return tasks_in(day.area).filter(noted_at__gte=day.since, noted_at__lt=day.at).count()


@figure("tasks.done", label=_("Tasks done"), source="tasks.queries.tasks_in", page="tasks:day")
def done(day: Day) -> int:
    """Tasks finished on the day."""
    return ended(day).order_by().values("task").distinct().count()


def ended(day: Day) -> QuerySet[Ending]:
    """The endings of the day."""
    inside = Ending.objects.filter(area_id__gte=day.area.span.first, area_id__lt=day.area.span.end)
    return inside.filter(at__gte=day.since, at__lt=day.at)


@figure("tasks.open", label=_("Tasks open"), source="tasks.queries.tasks_in", page="tasks:day")
def still_open(day: Day) -> int:
    """Tasks noted and not finished at the cut."""
    return open_at(day).count()


def open_at(day: Day) -> QuerySet[Task]:
    """The tasks that were open at the cut."""
    over = Ending.objects.filter(at__lt=day.at).values("task")
    return tasks_in(day.area).filter(noted_at__lt=day.at).exclude(pk__in=over)


@figure("tasks.overdue", label=_("Tasks overdue"), source="tasks.queries.line_of", page="tasks:day")
def overdue(day: Day) -> int:
    """Open tasks whose latest due time had passed at the cut."""
    lines = [line_of(task) for task in with_rows(open_at(day))]
    return sum(1 for line in lines if line.due_at is not None and line.due_at < day.at)


@figure("tasks.words_done", label=_("Words to residents: tasks done"), source="tasks.queries.tasks_in",
        page="tasks:day", part=PUBLICITY)  # fmt: skip
def words_done(day: Day) -> int:
    """Finished tasks under the heading of words to residents."""
    spoken = Q(task__wordings__heading=Heading.GUIDANCE)
    return ended(day).filter(spoken).order_by().values("task").distinct().count()


@figure("tasks.words_open", label=_("Words to residents: tasks open"), source="tasks.queries.tasks_in",
        page="tasks:day", part=PUBLICITY)  # fmt: skip
def words_open(day: Day) -> int:
    """Open tasks under the heading of words to residents."""
    return open_at(day).filter(wordings__heading=Heading.GUIDANCE).order_by().values("pk").distinct().count()
