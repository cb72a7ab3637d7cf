"""Whether the place is closed, and what must be looked at again."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fangxian.areas import scope
from fangxian.areas.roles import Can
from fangxian.console.cards.card import Card, Glance
from fangxian.console.shell import address
from fangxian.measures.queries import reviews_due_count


def card(seen: Glance) -> Card | None:
    """Open or closed; an order here whose review is due, of a place, a stair, a building or a home, is urgent."""
    if not scope.current().may(Can.SEE_ORDERS, seen.area.pk):
        return None
    closure, url = seen.closure, address("measures:overview", seen.area)
    due = reviews_due_count(seen.area, on=timezone.localdate(seen.at))
    notes = [_("To be reviewed by %(day)s") % {"day": date_format(closure.review_on)}] if closure else []
    if due:
        notes = [
            ngettext("%(count)s order is to be looked at again.", "%(count)s orders are to be looked at again.", due)
            % {"count": due}
        ]
    word = _("closed") if closure else _("open")
    return Card(_("Closure"), word, " ".join(notes) or _("No closure is in force."), url, urgent=bool(due))
