"""How a watch is told on a page: its state in one line, its checks as signs, never what was measured."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fangxian.monitoring.models import CATEGORIES, GROUPS
from fangxian.monitoring.queries import Standing, overdue
from fangxian.monitoring.rules.days import Slot, State

STATES: dict[State, Promise] = {
    State.DONE: _("done"),
    State.LATE: _("done late"),
    State.MISSED: _("missed"),
    State.OPEN: _("may be done now"),
    State.AHEAD: _("later"),
}
# The sign and the tone of a check that stands so.
SIGNS = {
    State.DONE: ("circle-check", "green"),
    State.LATE: ("circle-check", "yellow"),
    State.MISSED: ("circle-x", "red"),
    State.OPEN: ("clock", "azure"),
    State.AHEAD: ("minus", "secondary"),
}
QUESTIONS = {
    "last_check": _("Nobody was reached on the last day: ask once more before you decide."),
    "gaps": _("Some checks are missing: look at them before you decide."),
}


@dataclass(frozen=True)
class Sign:
    """One expected check as a page draws it."""

    slot: Slot
    icon: str
    tone: str
    word: Promise


@dataclass(frozen=True)
class Shown:
    """A watch as a page tells it."""

    standing: Standing
    category: Promise
    groups: list[Promise]
    today: list[Sign]
    day: int
    days: int
    late: bool
    search_late: bool


def shown(one: Standing, *, now: datetime) -> Shown:
    """A standing with its words; `late`: a referral nobody has acknowledged in time."""
    until = one.release.on
    return Shown(
        one, CATEGORIES[one.watch.category], [GROUPS[code] for code in one.groups], [sign(slot) for slot in one.today],
        day=(one.asked_on - one.watch.day_zero).days, days=(until - one.watch.day_zero).days - 1,
        late=overdue(one.referral, now), search_late=one.search is not None and one.search.late(now),
    )  # fmt: skip


def sign(slot: Slot) -> Sign:
    """A check as icon, tone and word."""
    icon, tone = SIGNS[slot.state]
    return Sign(slot, icon, tone, STATES[slot.state])


def by_day(found: list[Slot]) -> list[tuple[date, list[Sign]]]:
    """The checks of a watch, day by day."""
    return [(day, [sign(slot) for slot in slots]) for day, slots in groupby(found, key=lambda slot: slot.day)]
