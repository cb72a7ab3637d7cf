"""Signing in: accounts are made by appointment, never by signing up."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter

from fangxian.areas.models import Person


class ClosedAccounts(DefaultAccountAdapter):  # type: ignore[misc]
    """No open sign-up: whoever is appointed to a post receives an account."""

    def is_open_for_signup(self, request: Any) -> bool:
        """Never."""
        return False


def display(person: Person) -> str:
    """How a person is called on pages about their account."""
    return person.name
