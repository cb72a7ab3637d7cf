"""Who lives here."""

from datetime import datetime

from django.utils.translation import gettext as _

from fangxian.areas import scope
from fangxian.areas.models import Area
from fangxian.areas.roles import Can
from fangxian.console.cards.card import Card
from fangxian.console.queries import living
from fangxian.console.shell import address


def card(area: Area, *, at: datetime) -> Card | None:
    """How many residents the register holds; a number also for those who may only count."""
    eyes = scope.current()
    sees = eyes.may(Can.SEE_HOMES, area.pk)
    if not sees and not eyes.may(Can.SEE_COUNTS, area.pk):
        return None
    counts = living(area)
    note = _("in %(households)s households") % {"households": counts.households}
    return Card(_("Residents"), counts.residents, note, address("register:residents", area) if sees else "")
