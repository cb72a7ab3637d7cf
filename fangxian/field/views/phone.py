"""The phone's own addresses (docs/field-wire.md): who am I, what do I hold, and here is what I did."""

import gzip
import json
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from fangxian.areas.models import Person
from fangxian.areas.pages import Request
from fangxian.areas.queries import area_with
from fangxian.field.middleware import Caller
from fangxian.field.queries import all_words, shelf_answer, shelves_of
from fangxian.field.sync import fates_of, kept_from

MOST_ITEMS = 500
NEWEST, OLDEST = 1, 1


def told(values: dict[str, Any], status: int = 200) -> JsonResponse:
    """An answer with the server's clock in it: without one the phone takes it for no answer."""
    now = timezone.now().isoformat(timespec="milliseconds").replace("+00:00", "Z")
    answer = JsonResponse({"now": now, **values}, status=status, json_dumps_params={"ensure_ascii": False})
    answer["Cache-Control"] = "no-store"
    return answer


def caller_of(request: HttpRequest) -> Caller:
    """Who asks: by the phone's secret, or by a session in a browser."""
    by_secret: Caller | None = getattr(request, "caller", None)
    return by_secret or Caller("ok" if isinstance(request.user, Person) else "sign_in")


@login_not_required
@require_GET
def hello(request: Request) -> HttpResponse:
    """Who is asking, from which phone, and which lists their posts need."""
    caller = caller_of(request)
    signed_in = caller.state == "ok"
    person = request.user if signed_in else None
    return told({
        "protocol": {"newest": NEWEST, "oldest": OLDEST}, "csrf": get_token(request), "state": caller.state,
        "person": {"id": person.pk, "name": person.name} if person else None,
        "phone": {"id": str(caller.key.phone), "name": caller.key.name} if caller.key and signed_in else None,
        "shelves": shelves_of(request.held) if signed_in else [],
    })  # fmt: skip


@login_not_required
@require_POST
def sync(request: Request) -> HttpResponse:
    """Take `{"items": [{"kind", "id", "happened_at", …}]}` and answer one fate an item, in the same order.

    Items beyond the first 500 are left for the next call. A body that is no such list is 400: the phone keeps it all.
    """
    caller = caller_of(request)
    if caller.state == "sign_in":
        return told({"code": "sign_in"}, status=401)
    try:
        items = json.loads(request.body)["items"]
    except (ValueError, KeyError, TypeError):
        return told({"code": "no_items"}, status=400)
    if not isinstance(items, list):
        return told({"code": "no_items"}, status=400)
    taken = items[:MOST_ITEMS]
    revoked = caller.key if caller.state == "revoked" else None
    fates = kept_from(taken, key=revoked) if revoked else fates_of(taken, by=request.user)
    return told({"state": caller.state, "fates": fates, "left": max(0, len(items) - MOST_ITEMS)})


@login_not_required
@require_GET
def snapshot(request: Request, kind: str) -> HttpResponse:
    """One list, whole or what changed since a cursor. 410 for what this person's posts do not include any longer."""
    caller = caller_of(request)
    if caller.state != "ok":
        return told({"code": caller.state}, status=410 if caller.state == "revoked" else 401)
    area = area_with(request.GET.get("area", ""))
    answer = shelf_answer(kind, area, holder=request.user, since=request.GET.get("since", "")) if area else None
    return compressed(request, told({"code": "post_ended"}, status=410) if answer is None else told(answer))


@login_not_required
@require_GET
def words(request: HttpRequest) -> HttpResponse:
    """The sentences behind every code, in both languages."""
    body = json.dumps(all_words(), ensure_ascii=False)
    answer = HttpResponse(body, content_type="application/json")
    answer["Cache-Control"] = "no-cache"
    return compressed(request, answer)


def compressed(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """The same answer, smaller on the way, for whoever can read that."""
    answer["Vary"] = "Accept-Encoding, Authorization, Cookie"
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        answer.content = gzip.compress(answer.content, compresslevel=6, mtime=0)
        answer["Content-Encoding"] = "gzip"
    return answer
