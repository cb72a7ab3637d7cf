"""Figures of the gates: who is inside, what passed, what was turned back."""

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from fangxian.gates.models import Passage
from fangxian.gates.queries.passages import at_place, counting, inside_count
from fangxian.gates.rules import Way
from fangxian.reports.figures.registry import Day, figure


@figure("gates.inside", label=_("People inside"), source="gates.queries.passages.inside_count", page="gates:passages")
def inside(day: Day) -> int:
    """Register, plus in, minus out, at the cut."""
    return inside_count(day.area, day.at).inside


@figure("gates.persons_in", label=_("People who came in"), source="gates.queries.passages.counting",
        page="gates:passages")  # fmt: skip
def persons_in(day: Day) -> int:
    """Persons who passed inwards on the day."""
    return persons(counting(day.area).filter(way=Way.IN), day)


def persons(passages: QuerySet[Passage], day: Day) -> int:
    """The persons of the day's passages."""
    total = passages.filter(at__gte=day.since, at__lt=day.at).order_by().aggregate(sum=Sum("persons", default=0))
    return int(total["sum"])


@figure("gates.persons_out", label=_("People who went out"), source="gates.queries.passages.counting",
        page="gates:passages")  # fmt: skip
def persons_out(day: Day) -> int:
    """Persons who passed outwards on the day."""
    return persons(counting(day.area).filter(way=Way.OUT), day)


@figure("gates.turned_back", label=_("Turned back at the gate"), source="gates.queries.passages.at_place",
        page="gates:passages")  # fmt: skip
def turned_back(day: Day) -> int:
    """Whatever came to a gate on the day and was turned back: persons, vehicles, animals or goods."""
    found = at_place(day.area).filter(outcome=Passage.TURNED_BACK, taken_back=None)
    return found.filter(at__gte=day.since, at__lt=day.at).count()
