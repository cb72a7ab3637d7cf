"""Every page of the house, found in the URL table itself: closed to the anonymous, not there for the foreign."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from fangxian.areas.models import Person
from tests.world import World

PageOf = Callable[[Person], Client]

# What stands for each converter in a page's address; no such row exists.
STANDS_FOR = {"int": "999999", "str": "x", "uuid": "00000000-0000-7000-8000-000000000000", "slug": "x", "path": "x"}


def pages_of_a_place() -> list[str]:
    """The addresses below a place, with `{place}` where its code goes."""
    return sorted({route for route in routes(get_resolver()) if "{place}" in route})


def routes(resolver: URLResolver, before: str = "/") -> Iterator[str]:
    """Every address a resolver knows."""
    for found in resolver.url_patterns:
        route = before + filled(str(found.pattern))
        if isinstance(found, URLResolver):
            yield from routes(found, route)
        elif isinstance(found, URLPattern):
            yield route


def filled(pattern: str) -> str:
    """`<area:place>/x/<int:pk>` as `{place}/x/999999`."""
    parts = pattern.replace("<area:place>", "{place}").split("<")
    return parts[0] + "".join(stand_in(part) for part in parts[1:])


def stand_in(part: str) -> str:
    """`int:pk>/edit` as `999999/edit`."""
    converter, rest = part.split(">", 1)
    return STANDS_FOR[converter.partition(":")[0] if ":" in converter else "str"] + rest


def test_the_house_has_pages() -> None:
    assert len(pages_of_a_place()) > 4


@pytest.mark.parametrize("route", pages_of_a_place())
def test_a_page_asks_the_anonymous_to_sign_in(world: World, route: str) -> None:
    for answer in (
        Client().get(route.format(place=world.bamboo.code)),
        Client().post(route.format(place=world.bamboo.code)),
    ):
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("route", pages_of_a_place())
def test_a_page_of_a_place_one_cannot_see_is_not_there(world: World, page_of: PageOf, route: str) -> None:
    for stranger in (world.dou, world.dong, world.yuan):
        url = route.format(place=world.bamboo.code)
        assert page_of(stranger).get(url).status_code in (404, 405)
        assert page_of(stranger).post(url).status_code in (404, 405)


@pytest.mark.parametrize("route", pages_of_a_place())
def test_a_page_of_a_place_that_does_not_exist_is_not_there(world: World, page_of: PageOf, route: str) -> None:
    assert page_of(world.an).get(route.format(place="371103150999")).status_code in (404, 405)
    assert page_of(world.an).get(route.format(place="12345")).status_code in (404, 405)


@pytest.mark.parametrize("route", pages_of_a_place())
def test_no_page_breaks_for_anybody_who_serves_there(world: World, page_of: PageOf, route: str) -> None:
    for person in (world.an, world.gao, world.mei, world.zhen, world.shen, world.ju):
        answer = page_of(person).get(route.format(place=world.bamboo.code))
        assert answer.status_code in (200, 302, 403, 404, 405, 422), f"{person.username}: {answer.status_code}"
