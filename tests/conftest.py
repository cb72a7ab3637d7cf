"""Fixtures every room's tests share: the cast, and pages as somebody sees them."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings as house
from django.test import Client
from django.utils import translation
from pytest_django import Settings

from fangxian.areas.models import Person
from tests.world import World, people_the_world


@pytest.fixture(autouse=True)
def quick_passwords(settings: Settings) -> None:
    """Argon2 is slow on purpose; the tests sign in hundreds of times."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """A page leaves its reader's language on in the thread; no test may hear it from the one before."""
    with translation.override("en"):
        yield


@pytest.fixture
def world(db: None) -> World:
    """Two communities of one township and everybody who serves there. No scope is open."""
    return people_the_world()


@pytest.fixture
def page_of() -> Callable[[Person], Client]:
    """A browser in which a person is signed in: `page_of(world.an).get(url)`."""

    def sign_in(person: Person) -> Client:
        client = Client(headers={"accept-language": "en"})
        client.force_login(person, backend=house.AUTHENTICATION_BACKENDS[-1])
        return client

    return sign_in
