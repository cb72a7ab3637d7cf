"""Who stands where now."""

from datetime import datetime

from django.utils.translation import gettext as _

from fangxian.areas import scope
from fangxian.areas.models import Area
from fangxian.areas.roles import Can
from fangxian.console.cards.card import Card
from fangxian.console.shell import address
from fangxian.duty.queries import duty_posts, on_duty


def card(area: Area, *, at: datetime) -> Card | None:
    """How many are on duty; posts without anybody on the roster are urgent for whoever plans."""
    eyes = scope.current()
    if not eyes.may(Can.SEE_DUTY, area.pk) or not duty_posts(area).exists():
        return None
    standing = on_duty(area, at=at)
    note = "" if standing else _("No published roster covers this hour.")
    urgent = not standing and eyes.may(Can.PLAN_DUTY, area.pk)
    return Card(_("On duty at this hour"), len(standing), note, address("duty:board", area), urgent=urgent)
