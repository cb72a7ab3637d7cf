"""Figures of cases, as counts only, and the situation that was decided."""

from django.utils.translation import gettext_lazy as _

from fangxian.cases import queries
from fangxian.cases.rules import LEVELS
from fangxian.reports.figures.registry import Day, NotCollected, figure


@figure("cases.confirmed", label=_("Confirmed cases"), source="cases.queries.known_cases", page="cases:overview")
def confirmed(day: Day) -> int:
    """Cases confirmed as far as it was known at the cut."""
    return len(confirmed_on(day))


def confirmed_on(day: Day) -> list[object]:
    """The days on which the cases known at the cut were confirmed."""
    known = queries.known_cases(day.area, at=day.at)
    return [case.confirmed_on for case in known if case.confirmed_on is not None]


@figure("cases.newly_confirmed", label=_("Newly confirmed"), source="cases.queries.known_cases", page="cases:overview")
def newly_confirmed(day: Day) -> int:
    """Cases confirmed on this very day."""
    return confirmed_on(day).count(day.on)


@figure("cases.level", label=_("Situation level, 0 to 3"), source="cases.queries.level_at", page="cases:overview")
def level(day: Day) -> int:
    """The situation last decided: 0 no case, 1 case present, 2 outbreak, 3 community transmission."""
    decided = queries.level_at(day.area, day.at)
    if decided is None:
        raise NotCollected(_("Nobody has decided on the situation yet."))
    return LEVELS.index(decided.level)
