"""Figures of disinfection: what was done and what is due."""

from django.utils.translation import gettext_lazy as _

from fangxian.disinfection import queries
from fangxian.disinfection.models import DoorDone
from fangxian.disinfection.rules.due import Condition
from fangxian.reports.figures.registry import Day, figure


@figure("disinfection.done", label=_("Places disinfected"), source="disinfection.models.DoorDone",
        page="disinfection:today")  # fmt: skip
def done(day: Day) -> int:
    """Places treated on the day, each once however often."""
    found = DoorDone.objects.filter(queries.inside(day.area), at__gte=day.since, at__lt=day.at)
    return found.order_by().values("stop").distinct().count()


@figure("disinfection.due", label=_("Places due for disinfection"), source="disinfection.queries.places",
        page="disinfection:today")  # fmt: skip
def due(day: Day) -> int:
    """Places of running rounds that were due or overdue at the cut."""
    late = (Condition.DUE, Condition.OVERDUE)
    return sum(1 for place in queries.places(day.area, at=day.at) if place.condition in late)
