"""Opens the scope of whoever asks, for as long as the request lasts."""

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from fangxian.areas import scope
from fangxian.areas.models import Person
from fangxian.areas.pages import Request
from fangxian.areas.queries import places_of, scope_with
from fangxian.areas.roles import ROLES

Answerer = Callable[[HttpRequest], HttpResponseBase]


def open_scope(answer: Answerer) -> Answerer:
    """A middleware: a signed-in person sees with their posts, anybody else with no scope at all."""

    def with_scope(request: HttpRequest) -> HttpResponseBase:
        if not isinstance(request.user, Person):
            return answer(request)
        at = timezone.now()
        held = places_of(request.user, at=at)
        cast(Request, request).held = held
        grants = [(ROLES[post.role], post.area.span) for post in held]
        with scope.opened(scope_with(grants, request.user, at=at)):
            return answer(request)

    return with_scope
