"""Opens the scope of whoever asks, for as long as the request lasts."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from fangxian.areas import scope
from fangxian.areas.models import Person
from fangxian.areas.queries import scope_of

Answerer = Callable[[HttpRequest], HttpResponseBase]


def open_scope(answer: Answerer) -> Answerer:
    """A middleware: a signed-in person sees with their posts, anybody else with no scope at all."""

    def with_scope(request: HttpRequest) -> HttpResponseBase:
        if not isinstance(request.user, Person):
            return answer(request)
        with scope.opened(scope_of(request.user, at=timezone.now())):
            return answer(request)

    return with_scope
