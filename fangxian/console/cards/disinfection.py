"""Places to disinfect today."""

from django.utils.translation import gettext as _

from fangxian.areas import scope
from fangxian.areas.roles import Can
from fangxian.console.cards.card import Card, Glance
from fangxian.console.shell import address
from fangxian.disinfection.queries import places
from fangxian.disinfection.rules.due import Condition


def card(seen: Glance) -> Card | None:
    """How many places are due or overdue; nothing where no round is walked."""
    if not scope.current().may(Can.SEE_ROUNDS, seen.area.pk):
        return None
    conditions = [place.condition for place in places(seen.area, at=seen.at)]
    if not conditions:
        return None
    late = conditions.count(Condition.OVERDUE)
    note = _("%(late)s past their time") % {"late": late} if late else ""
    waiting = late + conditions.count(Condition.DUE)
    return Card(_("Places to disinfect"), waiting, note, address("disinfection:today", seen.area), urgent=late > 0)
