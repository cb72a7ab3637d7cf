"""What a household still waits for."""

from datetime import timedelta

from django.utils.translation import gettext as _

from fangxian.areas import scope
from fangxian.areas.roles import Can
from fangxian.console.cards.card import Card, Glance
from fangxian.console.shell import address
from fangxian.supplies.queries.counts import waiting_and_unmet

LOOKED_BACK = timedelta(days=1)


def card(seen: Glance) -> Card | None:
    """Medicines not handed over yet, and needs reported unmet since yesterday."""
    if not scope.current().may(Can.SEE_SUPPLY, seen.area.pk):
        return None
    waiting, missed = waiting_and_unmet(seen.area.span, since=seen.at - LOOKED_BACK, until=seen.at)
    note = _("%(waiting)s medicines to bring, %(missed)s needs unmet since yesterday")
    return Card(
        _("Needs waiting"), waiting + missed, note % {"waiting": waiting, "missed": missed},
        address("supplies:needs", seen.area), urgent=waiting + missed > 0,
    )  # fmt: skip
