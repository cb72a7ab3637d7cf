"""Who is under observation, and who of them asks for somebody now."""

from django.utils.translation import gettext as _

from fangxian.areas import scope
from fangxian.areas.roles import Can
from fangxian.areas.rules import Level
from fangxian.console.cards.card import Card, Glance
from fangxian.console.shell import address
from fangxian.monitoring.queries import Standing, standings, unwatched_in_numbers


def card(seen: Glance) -> Card | None:
    """How many are under observation; urgent while somebody cannot be found, or a check or the medic is waited for.

    Whoever was referred without being under observation, as at a gate, asks for somebody just the same.
    """
    if seen.area.level < Level.COMMUNITY or not scope.current().may(Can.SEE_WATCH, seen.area.pk):
        return None
    found, beside = standings(seen.area, at=seen.at), unwatched_in_numbers(seen.area, at=seen.at)
    if not found and not beside.open:
        return None
    waiting, late = sum(one.calls for one in found) + beside.open, sum(one.late for one in found) + beside.late
    note = _("%(count)s ask for somebody now.") % {"count": waiting} if waiting else _("Every check due is done.")
    if late:
        note = _("%(count)s not found or not taken over in time.") % {"count": late}
    urgent = bool(beside.waiting) or any(one.late or one.silent or one.missing or waits(one) for one in found)
    return Card(_("Under observation"), len(found), note, address("monitoring:today", seen.area), urgent=urgent)


def waits(one: Standing) -> bool:
    """Whether a referral waits to be taken over."""
    return one.referral is not None and not hasattr(one.referral, "acknowledgement")
