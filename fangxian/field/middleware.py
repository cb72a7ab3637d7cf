"""Knows a phone by its secret: `Authorization: Bearer …` under /field/ stands for the person enrolled with it."""

import hashlib
from collections.abc import Callable

from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase

from fangxian.field.models import KeyEnd, PhoneKey

Answerer = Callable[[HttpRequest], HttpResponseBase]
SCHEME = "Bearer "
SYNC = "/field/sync"


class Caller:
    """Who holds the phone: `ok`, `sign_in` for a secret nobody knows any more, `revoked` for a phone taken away."""

    def __init__(self, state: str, key: PhoneKey | None = None) -> None:
        self.state = state
        self.key = key


def by_phone_key(answer: Answerer) -> Answerer:
    """A middleware: sets `request.caller`, and the person for whom the rest of the house answers.

    A secret in a header is never sent by a foreign page, so nothing needs to guard against one (no CSRF token).
    """

    def with_caller(request: HttpRequest) -> HttpResponseBase:
        told = request.headers.get("Authorization", "")
        if request.path.startswith("/field/") and told.startswith(SCHEME):
            caller = caller_of(told.removeprefix(SCHEME).strip(), sending=request.path == SYNC)
            request.caller = caller  # type: ignore[attr-defined]
            request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]
            if caller.key is not None and caller.state == "ok":
                request.bearer = caller.key.person  # type: ignore[attr-defined]
        return answer(request)

    return with_caller


def caller_of(secret: str, *, sending: bool) -> Caller:
    """Whose secret this is. The one for uploads is only good for sending."""
    mark = hashlib.sha256(secret.encode()).hexdigest()
    wanted = Q(token_hash=mark) | Q(upload_hash=mark) if sending else Q(token_hash=mark)
    key = PhoneKey._base_manager.filter(wanted).select_related("person", "end", "area").first()
    if key is None or not key.person.is_active:
        return Caller("sign_in")
    end: KeyEnd | None = getattr(key, "end", None)
    if end is None:
        return Caller("ok", key)
    return Caller("revoked", key) if end.how == KeyEnd.REVOKED else Caller("sign_in")
