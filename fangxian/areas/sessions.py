"""Sessions and the person behind one, as Django's and allauth's own, by prepared questions: each request asks both."""

from typing import Any
from uuid import UUID

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from fangxian.areas.models import Person
from fangxian.areas.prepared import Prepared


class SessionStore(DatabaseSessions):
    """Sessions in the database."""

    def _get_session_from_db(self) -> Session | None:
        """The row that is not past its end; without one a new session begins, as Django does it."""
        row = _session.first(key=self.session_key, now=timezone.now()) if self.session_key else None
        if row is None:
            self._session_key = None
        return row


@Prepared
def _session(key: str, now: Any) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now)


class SigningIn(AuthenticationBackend):  # type: ignore[misc]
    """Name and password; the account of somebody blocked signs nobody in."""

    def get_user(self, user_id: int | str | UUID) -> Person | None:
        """The person of a session, unless their account is blocked."""
        person = _person.first(number=int(str(user_id)))
        return person if person is not None and self.user_can_authenticate(person) else None


@Prepared
def _person(number: int) -> QuerySet[Person]:
    return Person._base_manager.filter(pk=number)
