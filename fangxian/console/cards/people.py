"""Who serves here."""

from django.urls import reverse
from django.utils.translation import gettext as _

from fangxian.areas import scope
from fangxian.areas.roles import Can
from fangxian.console.cards.card import Card, Glance


def card(seen: Glance) -> Card | None:
    """How many persons hold a post here or below, for whoever gives posts."""
    if not scope.current().may(Can.APPOINT, seen.area.pk):
        return None
    serving = {post.person_id for post in seen.serving}
    return Card(_("People in service"), len(serving), "", reverse("console:people", args=[seen.area]))
