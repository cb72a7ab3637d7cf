"""Ed25519 for passes: a fresh pair of keys, signing, and whether a signature holds. Keys are base64url text."""

import base64
from collections.abc import Callable

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


def fresh_pair() -> tuple[str, str]:
    """A new public and private key."""
    private = Ed25519PrivateKey.generate()
    return as_text(private.public_key().public_bytes_raw()), as_text(private.private_bytes_raw())


def signer(private: str) -> Callable[[bytes], bytes]:
    """What signs with a private key."""
    return Ed25519PrivateKey.from_private_bytes(as_bytes(private)).sign


def holds(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether a signature over a message was made with the private half of a key."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def as_text(raw: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def as_bytes(text: str) -> bytes:
    """The bytes again."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
