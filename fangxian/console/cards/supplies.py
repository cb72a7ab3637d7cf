"""What a household still waits for."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from fangxian.areas import scope
from fangxian.areas.models import Area
from fangxian.areas.roles import Can
from fangxian.console.cards.card import Card
from fangxian.console.shell import address
from fangxian.supplies.queries.counts import medicines_waiting, unmet

LOOKED_BACK = timedelta(days=1)


def card(area: Area, *, at: datetime) -> Card | None:
    """Medicines not handed over yet, and needs reported unmet since yesterday."""
    if not scope.current().may(Can.SEE_SUPPLY, area.pk):
        return None
    waiting = medicines_waiting(area.span, at=at)
    missed = unmet(area.span, since=at - LOOKED_BACK, until=at)
    note = _("%(waiting)s medicines to bring, %(missed)s needs unmet since yesterday")
    return Card(
        _("Needs waiting"), waiting + missed, note % {"waiting": waiting, "missed": missed},
        address("supplies:needs", area), urgent=waiting + missed > 0,
    )  # fmt: skip
