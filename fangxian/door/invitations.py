"""Links with which a person chooses their password: signed, for one use, for a few days (PASSWORD_RESET_TIMEOUT)."""

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from fangxian.areas.models import Person


class InvitationTokens(PasswordResetTokenGenerator):
    """Django's own tokens under a key of their own: a new password or a sign-in makes every older one worthless."""

    key_salt = "fangxian.door.invitations"


tokens = InvitationTokens()


def link_parts(person: Person) -> tuple[str, str]:
    """What an invitation's address carries: the person's key and the token."""
    return urlsafe_base64_encode(str(person.pk).encode()), tokens.make_token(person)


def invited(key: str, token: str) -> Person | None:
    """The person an address invites; nobody if it was used, is too old, or was made up."""
    try:
        person = Person.objects.filter(pk=int(urlsafe_base64_decode(key)), is_active=True).first()
    except ValueError:
        return None
    return person if person and tokens.check_token(person, token) else None
