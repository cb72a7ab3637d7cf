"""How far the sweep door to door is."""

from django.utils.translation import gettext as _

from fangxian.areas import scope
from fangxian.areas.roles import Can
from fangxian.areas.rules import Level
from fangxian.canvass.queries import running, tally_of
from fangxian.console.cards.card import Card, Glance
from fangxian.console.shell import address


def card(seen: Glance) -> Card | None:
    """How many dwellings nobody has been to yet; nothing where no sweep is walked."""
    if seen.area.level < Level.COMMUNITY or not scope.current().may(Can.CANVASS, seen.area.pk):
        return None
    sweep = running(seen.area)
    if sweep is None:
        return None
    tally = tally_of(sweep, seen.area)
    note = _("%(name)s: %(visited)s of %(total)s visited") % {
        "name": sweep.name, "visited": tally.attempted, "total": tally.total,
    }  # fmt: skip
    return Card(_("Doors not yet visited"), tally.never, note, address("canvass:doors", seen.area))
