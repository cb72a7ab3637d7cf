"""Places to disinfect today."""

from datetime import datetime

from django.utils.translation import gettext as _

from fangxian.areas import scope
from fangxian.areas.models import Area
from fangxian.areas.roles import Can
from fangxian.console.cards.card import Card
from fangxian.console.shell import address
from fangxian.disinfection.queries import places
from fangxian.disinfection.rules.due import Condition


def card(area: Area, *, at: datetime) -> Card | None:
    """How many places are due or overdue; nothing where no round is walked."""
    if not scope.current().may(Can.SEE_ROUNDS, area.pk):
        return None
    conditions = [place.condition for place in places(area, at=at)]
    if not conditions:
        return None
    late = conditions.count(Condition.OVERDUE)
    note = _("%(late)s past their time") % {"late": late} if late else ""
    waiting = late + conditions.count(Condition.DUE)
    return Card(_("Places to disinfect"), waiting, note, address("disinfection:today", area), urgent=late > 0)
