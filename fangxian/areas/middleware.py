"""Opens the scope of whoever asks, for as long as the request lasts."""

from collections.abc import Callable
from typing import cast

from django.contrib.auth.middleware import get_user
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from fangxian.areas import scope
from fangxian.areas.models import Person
from fangxian.areas.pages import Request
from fangxian.areas.prepared import remembering
from fangxian.areas.queries import places_of, scope_with
from fangxian.areas.roles import ROLES

Answerer = Callable[[HttpRequest], HttpResponseBase]


def open_scope(answer: Answerer) -> Answerer:
    """A middleware: a signed-in person sees with their posts, anybody else with no scope at all."""

    def with_scope(request: HttpRequest) -> HttpResponseBase:
        # A phone is known by its secret (fangxian.field.middleware), everybody else by their session.
        person = getattr(request, "bearer", None) or get_user(request)
        if not isinstance(person, Person):
            return answer(request)
        # The person themself from here on: Django's stand-in, which loads on first use, costs at every touch.
        request.user = person
        at = timezone.now()
        with remembering():
            held = places_of(person, at=at)
            cast(Request, request).held = held
            grants = [(ROLES[post.role], post.area.span) for post in held]
            with scope.opened(scope_with(grants, person, at=at)):
                return answer(request)

    return with_scope
