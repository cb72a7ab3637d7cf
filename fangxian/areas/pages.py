"""What every page about a place does first: find the place with the visitor's eyes, and ask the role table."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django_htmx.middleware import HtmxDetails

from fangxian.areas import scope
from fangxian.areas.models import Area, Person, Post
from fangxian.areas.queries import area_with
from fangxian.areas.roles import Can


class Request(HttpRequest):
    """A request of a signed-in person, as pages see it: the posts they hold, and the area the page is about, if any."""

    user: Person
    htmx: HtmxDetails
    place: Area | None
    held: list[Post]


Page = Callable[..., HttpResponseBase]


def area_page(*needs: Can) -> Callable[[Page], Page]:
    """A page about a place: `view(request, place, …)`. The URL carries the place's code as `place`.

    404 for a place the visitor cannot see, 403 for one where their posts give none of the abilities.
    """

    def wrap(view: Page) -> Page:
        @wraps(view)
        def page(request: Request, place: str, **parts: Any) -> HttpResponseBase:
            area = area_with(place)
            if area is None:
                raise Http404
            if not any(scope.current().may(ability, area.pk) for ability in needs):
                raise PermissionDenied
            request.place = area
            return view(request, area, **parts)

        page.needs = needs  # type: ignore[attr-defined]
        return page

    return wrap


class AreaCode:
    """URL converter for division codes: 2 to 15 digits."""

    regex = "[0-9]{2,15}"

    def to_python(self, value: str) -> str:
        """The code as it stands; whether it exists is the page's question."""
        return value

    def to_url(self, value: object) -> str:
        """The code of an area, or the code itself."""
        return value.code if isinstance(value, Area) else str(value)
