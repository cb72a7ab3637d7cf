"""What the notebook still holds today."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from fangxian.areas import scope
from fangxian.areas.models import Area
from fangxian.areas.roles import Can
from fangxian.console.cards.card import Card
from fangxian.console.shell import address
from fangxian.tasks.queries import Line, day_view


def card(area: Area, *, at: datetime) -> Card | None:
    """How many lines of today are open; one past its time is urgent."""
    if not scope.current().may(Can.SEE_TASKS, area.pk):
        return None
    sections = day_view(area, on=timezone.localdate(at))
    late = sum(past_due(one.line, at) for section in sections for one in section.lines)
    note = _("%(late)s past their time") % {"late": late} if late else ""
    waiting = sum(section.open for section in sections)
    return Card(_("Open in the notebook"), waiting, note, address("tasks:day", area), urgent=late > 0)


def past_due(line: Line, at: datetime) -> bool:
    """Whether an open line's time has passed."""
    return line.ended is None and line.due_at is not None and line.due_at < at
