"""Whether the situation the cases suggest is the one that was decided."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from fangxian.areas import scope
from fangxian.areas.models import Area
from fangxian.areas.roles import Can
from fangxian.areas.rules import Level
from fangxian.cases.queries import cases_in, level_at, proposal_for
from fangxian.console.cards.card import Card
from fangxian.console.shell import address


def card(area: Area, *, at: datetime) -> Card | None:
    """How many cases there are; urgent while the proposal and the decision differ and a person must decide."""
    eyes = scope.current()
    if area.level != Level.COMMUNITY or not eyes.may(Can.SEE_HEALTH, area.pk):
        return None
    decided = level_at(area, at)
    proposal = proposal_for(area, at=at, on=timezone.localdate(at))
    settled = proposal.level == (decided.level if decided else "no_case")
    note = "" if settled else _("The proposed level differs from the decided one.")
    urgent = not settled and eyes.may(Can.DECIDE, area.pk)
    return Card(_("Cases on record"), cases_in(area).count(), note, address("cases:overview", area), urgent=urgent)
