"""What the notebook still holds today."""

from django.utils.translation import gettext as _

from fangxian.areas import scope
from fangxian.areas.roles import Can
from fangxian.console.cards.card import Card, Glance
from fangxian.console.shell import address
from fangxian.tasks.queries import still_open


def card(seen: Glance) -> Card | None:
    """How many lines of today are open; one past its time is urgent."""
    if not scope.current().may(Can.SEE_TASKS, seen.area.pk):
        return None
    left = still_open(seen.area, at=seen.at)
    note = _("%(late)s past their time") % {"late": left.late} if left.late else ""
    return Card(_("Open in the notebook"), left.count, note, address("tasks:day", seen.area), urgent=left.late > 0)
