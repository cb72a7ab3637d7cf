"""A household under an order with its pages open, as tests of its own page ask for it."""

from datetime import date, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from fangxian.door.acts import AppointPost
from fangxian.register.links import links_for, voice_name
from fangxian.register.models import Household, Resident
from tests.homes import Homes
from tests.measures.orders import confine
from tests.world import World


def open_pages(world: World) -> None:
    """Let the households of Bamboo speak through their links."""
    wish = AppointPost(area=world.bamboo.pk, username=voice_name(world.bamboo), name="住户", role="resident")
    world.written(wish, by=world.an)


def stays(world: World, homes: Homes) -> None:
    """The Li household stays at home, and its page is open."""
    world.written(confine(world, homes), by=world.an)
    open_pages(world)


def link(world: World, who: Resident | Household, *, on: date | None = None, days_ago: int = 0) -> str:
    """The link of somebody's household, as it was printed."""
    home = who.household if isinstance(who, Resident) else who
    day = (on or timezone.localdate()) - timedelta(days=days_ago)
    with world.all_eyes():
        return links_for([home], on=day)[home.pk]


def carried(world: World, who: Resident, **more: Any) -> dict[str, Any]:
    """What every act by this household's link carries."""
    return {"area": who.area_id, "household": who.household_id, "link": link(world, who), **more}


def press(text: str, **sent: Any) -> Any:
    """Send a form of the page, from a phone nobody is signed in on."""
    return Client(enforce_csrf_checks=True).post(f"/h/{text}/", sent)
