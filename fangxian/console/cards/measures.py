"""Whether the place is closed, and when that must be looked at again."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fangxian.areas import scope
from fangxian.areas.roles import Can
from fangxian.console.cards.card import Card, Glance
from fangxian.console.shell import address
from fangxian.measures.queries import days_until_review


def card(seen: Glance) -> Card | None:
    """Open or closed; a closure whose review is due is urgent."""
    if not scope.current().may(Can.SEE_ORDERS, seen.area.pk):
        return None
    closure, url = seen.closure, address("measures:overview", seen.area)
    if closure is None:
        return Card(_("Closure"), _("open"), _("No closure is in force."), url)
    due = days_until_review(closure, on=timezone.localdate(seen.at)) <= 0
    note = _("To be reviewed by %(day)s") % {"day": date_format(closure.review_on)}
    return Card(_("Closure"), _("closed"), note, url, urgent=due)
