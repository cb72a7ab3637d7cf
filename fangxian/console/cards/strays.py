"""Uploads that wait for a person."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from fangxian.areas import scope
from fangxian.areas.models import Area
from fangxian.areas.roles import Can
from fangxian.console.cards.card import Card
from fangxian.door.queries import open_strays


def card(area: Area, *, at: datetime) -> Card | None:
    """How many wait; nothing when none does."""
    waiting = open_strays(area).count() if scope.current().may(Can.MEND, area.pk) else 0
    if not waiting:
        return None
    return Card(
        _("Uploads to put right"), waiting, _("Phones sent them; they could not be taken in."),
        reverse("console:strays", args=[area]), urgent=True,
    )  # fmt: skip
