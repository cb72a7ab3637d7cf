"""Uploads that wait for a person."""

from django.urls import reverse
from django.utils.translation import gettext as _

from fangxian.areas import scope
from fangxian.areas.roles import Can
from fangxian.console.cards.card import Card, Glance
from fangxian.door.queries import open_strays


def card(seen: Glance) -> Card | None:
    """How many wait; nothing when none does."""
    waiting = open_strays(seen.area).count() if scope.current().may(Can.MEND, seen.area.pk) else 0
    if not waiting:
        return None
    return Card(
        _("Uploads to put right"), waiting, _("Phones sent them; they could not be taken in."),
        reverse("console:strays", args=[seen.area]), urgent=True,
    )  # fmt: skip
