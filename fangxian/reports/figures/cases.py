"""Figures of cases, as counts only, and the situation that was decided."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from fangxian.cases import queries
from fangxian.cases.queries import indicators
from fangxian.cases.rules import LEVELS
from fangxian.monitoring.queries.counts import WEEK, percent
from fangxian.reports.figures.registry import Day, Limit, NotCollected, figure


@figure("cases.confirmed", label=_("Confirmed cases"), source="cases.queries.known_cases", page="cases:overview")
def confirmed(day: Day) -> int:
    """Cases confirmed as far as it was known at the cut."""
    return len(day.once(confirmed_on))


def confirmed_on(day: Day) -> list[object]:
    """The days on which the cases known at the cut were confirmed."""
    known = queries.known_cases(day.area, at=day.at)
    return [case.confirmed_on for case in known if case.confirmed_on is not None]


@figure("cases.newly_confirmed", label=_("Newly confirmed"), source="cases.queries.known_cases", page="cases:overview")
def newly_confirmed(day: Day) -> int:
    """Cases confirmed on this very day."""
    return day.once(confirmed_on).count(day.on)


@figure("cases.level", label=_("Situation level, 0 to 3"), source="cases.queries.level_at", page="cases:overview")
def level(day: Day) -> int:
    """The situation last decided: 0 no case, 1 case present, 2 outbreak, 3 community transmission."""
    decided = queries.level_at(day.area, day.at)
    if decided is None:
        raise NotCollected(_("Nobody has decided on the situation yet."))
    return LEVELS.index(decided.level)


@figure("cases.dealt_with_percent", label=_("Cases interviewed and isolated in time, seven days"), unit="%",
        source="cases.queries.indicators.dealt_with", page="cases:overview")  # fmt: skip
def dealt_with_percent(day: Day) -> Decimal:
    """Of the new cases of seven days, the share interviewed and isolated within the pack's hours."""
    found = indicators.dealt_with(day.area, since=day.at - WEEK, until=day.at)
    return share(found, _("No case in these days whose hours are over."))


@figure("cases.held_percent", label=_("Contacts under observation in time, seven days"), unit="%",
        source="cases.queries.indicators.held_in_time", page="cases:overview")  # fmt: skip
def held_percent(day: Day) -> Decimal:
    """Of the contacts of seven days, the share under observation within the pack's hours of being proposed."""
    found = indicators.held_in_time(day.area, since=day.at - WEEK, until=day.at)
    return share(found, _("No contact in these days who is held or waits too long."))


@figure("cases.watched_at_onset_percent", label=_("New cases already under observation at onset, seven days"),
        unit="%", source="cases.queries.indicators.watched_at_onset", page="cases:overview")  # fmt: skip
def watched_at_onset_percent(day: Day) -> Decimal:
    """Of the new cases of seven days with a day of onset, the share whom somebody watched already then."""
    found = indicators.watched_at_onset(day.area, since=day.at - WEEK, until=day.at)
    return share(found, _("No case with a day of onset in these days."))


@figure("cases.without_contacts_percent", label=_("Cases with no contact named, seven days"), unit="%",
        source="cases.queries.indicators.without_contacts", page="cases:overview",
        limit=Limit("contacts.without_contacts_alarm_percent"))  # fmt: skip
def without_contacts_percent(day: Day) -> Decimal:
    """Of the new cases of seven days, the share of whom no contact is known."""
    return share(indicators.without_contacts(day.area, since=day.at - WEEK, until=day.at), _("No case in these days."))


@figure("cases.elicited_percent", label=_("Cases with contacts named, seven days"), unit="%",
        source="cases.queries.indicators.without_contacts", page="cases:overview",
        limit=Limit("contacts.elicited_target_percent", below=True))  # fmt: skip
def elicited_percent(day: Day) -> Decimal:
    """Of the new cases of seven days, the share of whom contacts were elicited; the target is the pack's."""
    none, cases = indicators.without_contacts(day.area, since=day.at - WEEK, until=day.at)
    return share((cases - none, cases), _("No case in these days."))


def share(found: tuple[int, int], why: object) -> Decimal:
    """A share in percent. Raises NotCollected of nothing."""
    percentage = percent(*found)
    if percentage is None:
        raise NotCollected(str(why))
    return percentage
