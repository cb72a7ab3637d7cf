"""Who stands where now."""

from django.utils.translation import gettext as _

from fangxian.areas import scope
from fangxian.areas.roles import Can
from fangxian.console.cards.card import Card, Glance
from fangxian.console.shell import address
from fangxian.duty.queries import duty_posts, on_duty


def card(seen: Glance) -> Card | None:
    """How many are on duty; posts without anybody on the roster are urgent for whoever plans."""
    eyes = scope.current()
    if not eyes.may(Can.SEE_DUTY, seen.area.pk):
        return None
    standing = on_duty(seen.area, at=seen.at)
    if not standing and not duty_posts(seen.area).exists():
        return None
    note = "" if standing else _("No published roster covers this hour.")
    urgent = not standing and eyes.may(Can.PLAN_DUTY, seen.area.pk)
    return Card(_("On duty at this hour"), len(standing), note, address("duty:board", seen.area), urgent=urgent)
