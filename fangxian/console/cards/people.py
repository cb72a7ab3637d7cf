"""Who serves here."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from fangxian.areas import scope
from fangxian.areas.models import Area
from fangxian.areas.queries import people_serving
from fangxian.areas.roles import Can
from fangxian.console.cards.card import Card


def card(area: Area, *, at: datetime) -> Card | None:
    """How many persons hold a post here or below, for whoever gives posts."""
    if not scope.current().may(Can.APPOINT, area.pk):
        return None
    serving = {post.person_id for post in people_serving(area, at=at)}
    return Card(_("People in service"), len(serving), "", reverse("console:people", args=[area]))
