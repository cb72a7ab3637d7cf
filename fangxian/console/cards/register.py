"""Who lives here."""

from django.utils.translation import gettext as _

from fangxian.areas import scope
from fangxian.areas.roles import Can
from fangxian.console.cards.card import Card, Glance
from fangxian.console.shell import address


def card(seen: Glance) -> Card | None:
    """How many residents the register holds; a number also for those who may only count."""
    eyes = scope.current()
    sees = eyes.may(Can.SEE_HOMES, seen.area.pk)
    if not sees and not eyes.may(Can.SEE_COUNTS, seen.area.pk):
        return None
    counts = seen.living
    note = _("in %(households)s households") % {"households": counts.households}
    return Card(_("Residents"), counts.residents, note, address("register:residents", seen.area) if sees else "")
