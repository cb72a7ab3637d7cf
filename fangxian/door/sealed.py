"""Encryption at rest with keyed look-up: identity numbers, phones and notes (architecture §5).

AES-256-GCM with a random nonce; the key comes from FANGXIAN_FIELD_KEY. A blind index is a keyed fingerprint of the
normalised value, so that "who has this number" is answered without reading any number.
"""

import hashlib
import hmac
import os
from functools import cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import models

VERSION = b"\x01"
NONCE_BYTES = 12
INDEX_BYTES = 16


class Unreadable(ValueError):
    """A sealed value was changed, or sealed with another key."""


@cache
def derived(purpose: str) -> bytes:
    """A 32-byte key for one purpose from the field key (HKDF, RFC 5869)."""
    return HKDF(SHA256(), 32, salt=None, info=purpose.encode()).derive(settings.FIELD_KEY.encode())


@cache
def cipher() -> AESGCM:
    """The cipher that seals fields."""
    return AESGCM(derived("fields"))


def seal(text: str) -> bytes:
    """The text encrypted: version, nonce, ciphertext and tag."""
    nonce = os.urandom(NONCE_BYTES)
    return VERSION + nonce + cipher().encrypt(nonce, text.encode(), VERSION)


def unseal(sealed: bytes) -> str:
    """The text again. Raises Unreadable."""
    nonce, body = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    try:
        return cipher().decrypt(nonce, body, sealed[:1]).decode()
    except InvalidTag as wrong:
        raise Unreadable("A sealed value cannot be read with this key.") from wrong


def blind(value: str, *, purpose: str) -> str:
    """32 hex digits that stand for a value in one column: equal values give equal digits, nothing else can be told."""
    return hmac.new(derived(f"blind:{purpose}"), value.encode(), hashlib.sha256).digest()[:INDEX_BYTES].hex()


class SealedText(models.BinaryField):  # type: ignore[type-arg]
    """Text that is only ever ciphertext in the database. An empty text is stored as nothing."""

    def get_prep_value(self, value: Any) -> Any:
        """Seal on the way in."""
        return super().get_prep_value(seal(value) if value else b"")

    def from_db_value(self, value: bytes | memoryview | None, *_: object) -> str:
        """Unseal on the way out."""
        return unseal(bytes(value)) if value else ""

    def to_python(self, value: Any) -> Any:
        """Text stays text."""
        return value

    def value_to_string(self, obj: models.Model) -> str:
        """What a dump holds: the plain text is never serialised."""
        return ""
