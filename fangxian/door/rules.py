"""The ledger's arithmetic, pure: canonical text, digests and the hash chain. Anybody can recompute it."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

GENESIS = "0" * 64


@dataclass(frozen=True)
class Link:
    """What one entry contributes to the chain; every field is covered by its hash."""

    seq: int
    act_id: str
    kind: str
    area: int
    by: int
    happened_at: datetime
    received_at: datetime
    fate: str
    code: str
    payload_digest: str
    answer_digest: str


def canonical(value: Mapping[str, Any]) -> bytes:
    """JSON with sorted keys and no spaces: equal values give equal bytes."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def digest(value: Mapping[str, Any], *, key: bytes) -> str:
    """A keyed fingerprint of a payload or answer: it survives the erasure of what it covers and tells nothing of it."""
    return hmac.new(key, canonical(value), hashlib.sha256).hexdigest()


def chained(before: str, link: Link) -> str:
    """The hash of an entry, given the hash before it in its community's chain (SHA-256 over canonical JSON)."""
    text = {name: moment(value) for name, value in vars(link).items()}
    return hashlib.sha256(before.encode() + canonical(text)).hexdigest()


def moment(value: Any) -> Any:
    """Moments as UTC text to the microsecond, whatever zone a database handed back; other values as they are."""
    return value.astimezone(UTC).isoformat(timespec="microseconds") if isinstance(value, datetime) else value


def snake(name: str) -> str:
    """`RecordPassage` as `record_passage`."""
    return "".join(f"_{c.lower()}" if c.isupper() and i else c.lower() for i, c in enumerate(name))
