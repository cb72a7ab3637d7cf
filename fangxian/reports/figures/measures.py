"""Figures of closures and stay-at-home orders."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from fangxian.measures import queries
from fangxian.reports.figures.registry import Day, figure


@figure("measures.confined_households", label=_("Households told to stay at home"), page="measures:overview",
        source="measures.queries.confined_count")  # fmt: skip
def confined_households(day: Day) -> int:
    """The households under an order at the cut."""
    return day.once(bound).households


def bound(day: Day) -> queries.Counted:
    """Households and people under an order at the cut."""
    return queries.counted(day.area, day.at)


@figure("measures.confined_people", label=_("People told to stay at home"), page="measures:overview",
        source="measures.queries.confined_count")  # fmt: skip
def confined_people(day: Day) -> int:
    """The people who live in them."""
    return day.once(bound).people


@figure("measures.exceptions", label=_("Exceptions in force"), page="measures:overview",
        source="measures.queries.exceptions_in")  # fmt: skip
def exceptions(day: Day) -> int:
    """Leave to go out or to be visited, running at the cut."""
    return len(queries.exceptions_in(day.area, day.at))


@figure("measures.open_gates", label=_("Gates open"), page="measures:overview", source="measures.queries.open_gates")
def open_gates(day: Day) -> int:
    """The gates of this very place that were open at the cut."""
    return len(queries.open_gates(day.area, day.at))


@figure("measures.complaints_waiting", label=_("Complaints waiting for an answer"), page="measures:complaints",
        source="measures.queries.waiting_complaints")  # fmt: skip
def complaints_waiting(day: Day) -> int:
    """Complaints, appeals and questions nobody had answered at the cut."""
    return queries.waiting_complaints(day.area, day.at).count()


@figure("measures.complaints_late", label=_("Of these, past their time"), page="measures:complaints",
        source="measures.queries.waiting_complaints")  # fmt: skip
def complaints_late(day: Day) -> int:
    """Those whose time had passed."""
    return queries.waiting_complaints(day.area, day.at).filter(due_at__lte=day.at).count()


@figure("measures.topics_repeated", label=_("Topics several households raised, seven days"), page="measures:complaints",
        source="measures.queries.topics_raised")  # fmt: skip
def topics_repeated(day: Day) -> int:
    """Topics raised by as many households as the pack says, in seven days (S-26)."""
    enough = queries.rules_for(day.area, on=day.on).int("situation.repeat_households")
    raised = queries.topics_raised(day.area, since=day.at - timedelta(days=7), until=day.at)
    return sum(households >= enough for households in raised.values())
