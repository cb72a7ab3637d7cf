"""Figures of closures and stay-at-home orders."""

from django.utils.translation import gettext_lazy as _

from fangxian.measures import queries
from fangxian.reports.figures.registry import Day, figure


@figure("measures.confined_households", label=_("Households told to stay at home"), page="measures:overview",
        source="measures.queries.confined_count")  # fmt: skip
def confined_households(day: Day) -> int:
    """The households under an order at the cut."""
    return queries.counted(day.area, day.at).households


@figure("measures.confined_people", label=_("People told to stay at home"), page="measures:overview",
        source="measures.queries.confined_count")  # fmt: skip
def confined_people(day: Day) -> int:
    """The people who live in them."""
    return queries.counted(day.area, day.at).people


@figure("measures.exceptions", label=_("Exceptions in force"), page="measures:overview",
        source="measures.queries.exceptions_in")  # fmt: skip
def exceptions(day: Day) -> int:
    """Leave to go out or to be visited, running at the cut."""
    return len(queries.exceptions_in(day.area, day.at))


@figure("measures.open_gates", label=_("Gates open"), page="measures:overview", source="measures.queries.open_gates")
def open_gates(day: Day) -> int:
    """The gates of this very place that were open at the cut."""
    return len(queries.open_gates(day.area, day.at))
