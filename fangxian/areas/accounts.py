"""Signing in: accounts are made by appointment, never by signing up."""

from collections.abc import Mapping
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from fangxian.areas.models import Person


class ClosedAccounts(DefaultAccountAdapter):  # type: ignore[misc]
    """No open sign-up: whoever is appointed to a post receives an account."""

    def is_open_for_signup(self, request: Any) -> bool:
        """Never."""
        return False


def display(person: Person) -> str:
    """How a person is called on pages about their account."""
    return person.name


def attempted(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """The sign-in name somebody tried. Asked for counting and for locking alike, so that both mean the same name."""
    tried = credentials or {}
    return str(tried.get("username") or tried.get("login") or request.POST.get("login", ""))
