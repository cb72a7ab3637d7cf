"""The village's households speak for themselves: their pages are opened, and one link is shown to visitors."""

from django.urls import reverse
from django.utils import timezone

from fangxian.areas import scope
from fangxian.areas.models import Person
from fangxian.areas.queries import area_with, scope_of
from fangxian.demo.ground import NICKNAMES
from fangxian.demo.stage import Stage
from fangxian.door.acts import AppointPost
from fangxian.households.queries import homes_bound
from fangxian.households.views.slips import VOICE
from fangxian.register.links import links_for, voice_name, voice_of


def open_pages(stage: Stage) -> None:
    """On the day of the closure the secretary lets the households of the village speak through their links."""
    village = stage.places["village"]
    act = AppointPost(
        area=village.pk, username=voice_name(village), name=VOICE, role="resident", happened_at=stage.at(1, 11)
    )
    stage.do(act, by="cunzhi")


def page_of_a_household() -> str:
    """The path of one household's page in the village; empty in a demo whose pages are not open."""
    now, secretary = timezone.now(), Person.objects.filter(username="cunzhi").first()
    if secretary is None:
        return ""
    with scope.opened(scope_of(secretary, at=now)):
        village = area_with(NICKNAMES["village"])
        if village is None or voice_of(village, at=now) is None:
            return ""
        links = links_for(homes_bound(village, "", at=now)[:1], on=timezone.localdate(now))
    return next((reverse("households:page", args=[link]) for link in links.values()), "")
