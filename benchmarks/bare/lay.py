"""Lays eight closed villages of fifty people, each with a gate and a signed-in gatekeeper; prints them as JSON."""

# ruff: noqa: E402
import json
from datetime import timedelta

import django

django.setup()

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.management import call_command
from django.middleware.csrf import _get_new_csrf_string
from django.utils import timezone

from fangxian.areas import scope
from fangxian.areas.divisions import Division
from fangxian.areas.loading import load_divisions
from fangxian.areas.models import Area, Person, Post
from fangxian.areas.sessions import SessionStore
from fangxian.measures.models import Closure, Gate
from fangxian.register.models import Building, Dwelling, Household, Resident

VILLAGES, PEOPLE, PER_HOME = 8, 50, 3
ABOVE = {"37": "省", "3711": "市", "371103": "区", "371103150": "镇"}


def laid() -> list[dict[str, object]]:
    """The villages, as their clients need them."""
    call_command("migrate", verbosity=0)
    codes = [f"371103150{number:03}" for number in range(201, 201 + VILLAGES)]
    load_divisions(
        [Division(code, name) for code, name in (ABOVE | {code: f"村{code[-3:]}" for code in codes}).items()]
    )
    with scope.opened(scope.whole(scope.EVERYWHERE)):
        return [village(Area.objects.get(code=code)) for code in codes]


def village(area: Area) -> dict[str, object]:
    """One closed village with its people and its gatekeeper at work."""
    now = timezone.now()
    keeper = Person.objects.create_user(f"gate{area.code}", "守门", None)
    Post.objects.create(person=keeper, role="gatekeeper", area=area, since=now - timedelta(days=9))
    gate = Gate.objects.create(area=area, name="村口", kind="village_gate", added_by=keeper, added_at=now)
    Closure.objects.create(
        area=area, open_gate=gate, level="outbreak", basis="-", document_no="-", body="-", decided_by=keeper,
        decided_level=5, decided_at=now, announced_at=now, since=now - timedelta(days=3), review_on=now.date(),
        alternatives_considered="-", supply_owner=keeper, contact_phone="-",
    )  # fmt: skip
    people = settled(area)
    session, token = signed_in(keeper), _get_new_csrf_string()
    return {
        "area": area.pk, "gate": gate.pk, "by": keeper.pk, "people": [person.pk for person in people],
        "household": people[0].household_id, "token": token,
        "cookies": f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={token}",
    }  # fmt: skip


def settled(area: Area) -> list[Resident]:
    """The people in their homes."""
    building = Building.objects.create(area=area, community=area, number="1")
    homes = [
        Household.objects.create(
            area=area, dwelling=Dwelling.objects.create(area=area, building=building, room=str(number))
        )
        for number in range(-(-PEOPLE // PER_HOME))
    ]
    return [Resident.objects.create(area=area, household=homes[n // PER_HOME], name=f"住户{n}") for n in range(PEOPLE)]


def signed_in(person: Person) -> str | None:
    """A session as signing in makes it."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return session.session_key


if __name__ == "__main__":
    print(json.dumps(laid()))
