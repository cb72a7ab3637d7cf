"""Figures of sweeps door to door."""

from django.utils.translation import gettext_lazy as _

from fangxian.canvass import queries
from fangxian.canvass.rules import Outcome
from fangxian.reports.figures.registry import Day, NotCollected, figure


@figure("canvass.visited", label=_("Doors visited"), unit=_("dwellings"), source="canvass.queries.knocked",
        page="canvass:doors")  # fmt: skip
def visited(day: Day) -> int:
    """Dwellings somebody stood at on the day, each once however often."""
    return queries.knocked(day.area.span, since=day.since, until=day.at)


@figure("canvass.opened", label=_("Doors that opened"), unit=_("dwellings"), source="canvass.queries.knocked",
        page="canvass:doors")  # fmt: skip
def opened(day: Day) -> int:
    """Dwellings that opened on the day, each once."""
    return queries.knocked(day.area.span, since=day.since, until=day.at, outcome=Outcome.OPENED)


@figure("canvass.asked_twice", label=_("Asked again although they had answered"), unit=_("dwellings"),
        source="canvass.queries.asked_twice", page="canvass:doors")  # fmt: skip
def asked_twice(day: Day) -> int:
    """Dwellings that opened on the day and had opened in the same sweep before; domain-rules L wants it at nought."""
    return queries.asked_twice(day.area.span, since=day.since, until=day.at)


@figure("canvass.never", label=_("Doors not yet visited"), unit=_("dwellings"), source="canvass.queries.standings",
        page="canvass:doors")  # fmt: skip
def never(day: Day) -> int:
    """Dwellings of the running sweeps that nobody had been to at the cut."""
    found = queries.left_at(day.area, at=day.at)
    if found is None:
        raise NotCollected(_("No sweep was being walked."))
    return found
