"""Who is inside, by the register and the gates."""

from django.utils.translation import gettext as _

from fangxian.areas import scope
from fangxian.areas.roles import Can
from fangxian.areas.rules import Level
from fangxian.console.cards.card import Card, Glance
from fangxian.console.shell import address
from fangxian.gates.queries import inside_count


def card(seen: Glance) -> Card | None:
    """How many are inside a community now, and how many visitors are among them."""
    if seen.area.level != Level.COMMUNITY or not scope.current().may(Can.SEE_GATE, seen.area.pk):
        return None
    counts = inside_count(seen.area, seen.at, register=seen.living.residents)
    note = _("%(visitors)s of them visitors") % {"visitors": counts.visitors}
    return Card(_("Inside now"), counts.inside, note, address("gates:passages", seen.area))
