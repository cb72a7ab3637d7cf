"""A pass: an authorisation as a signed token, short enough for a cheap camera (docs/field-wire.md §5). Pure.

Whoever holds the public key can tell a true pass from an altered one with no network and no shared secret. What is
withdrawn is named in a small list, signed as well. Signing is somebody else's: `sign` takes bytes and gives 64.
"""

import base64
import binascii
import hashlib
import struct
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from fangxian.gates.rules.ruling import Kind, Permit

VERSION = 1
PASS, REVOKED = "FX1.", "FR1."
SIGNATURE = 64
MOST_GATES = 20
KINDS = (Kind.PERSON, Kind.VEHICLE, Kind.ANIMAL, Kind.GOODS)
# Numbers for ever: a purpose is added at the end.
PURPOSES = (
    "shopping", "illness", "childbirth", "funeral", "epidemic_work", "public_utilities", "daily_supply",
    "important_work", "feed", "veterinary", "slaughter_certified",
)  # fmt: skip
HEAD = struct.Struct(">B6sH16sBBBIIIIB")
LIST_HEAD = struct.Struct(">B6sHI")
PREFIX = 5

Sign = Callable[[bytes], bytes]
Holds = Callable[[bytes, bytes, bytes], bool]  # public key, signature, message


@dataclass(frozen=True)
class Pass:
    """What a token says. `place` is the community's 12-digit code, `key` the number of its key; 0 is nobody."""

    place: str
    key: int
    authorisation: UUID
    kind: Kind
    purpose: str
    persons: int
    since: datetime
    until: datetime
    household: int = 0
    resident: int = 0
    gates: tuple[int, ...] = ()
    plate: str = ""

    @property
    def permit(self) -> Permit:
        """The same as the gate's rules know it."""
        return Permit(
            str(self.authorisation), self.purpose, self.since, self.until, self.persons,
            household=self.household or None, gates=self.gates, resident=self.resident or None,
        )  # fmt: skip


@dataclass(frozen=True)
class PassKey:
    """One of a place's keys, as every gate knows it."""

    place: str
    number: int
    public: bytes
    withdrawn: bool = False


@dataclass(frozen=True)
class Checked:
    """What came out of looking at a token: the pass if it could be read, and what is wrong with it, if anything."""

    code: str
    read: Pass | None = None


def token_of(given: Pass, *, sign: Sign) -> str:
    """The text of the QR code."""
    body = HEAD.pack(
        VERSION, _place(given.place), given.key, given.authorisation.bytes, KINDS.index(given.kind),
        PURPOSES.index(given.purpose), min(given.persons, 255), _moment(given.since), _moment(given.until),
        given.household, given.resident, len(given.gates),
    )  # fmt: skip
    plate = given.plate.encode()
    body += struct.pack(f">{len(given.gates)}I", *given.gates) + bytes([len(plate)]) + plate
    return PASS + _text(body + sign(body))


def read_token(token: str) -> tuple[Pass, bytes, bytes] | None:
    """The pass, the signed bytes and the signature; None for anything that is no token."""
    raw = _bytes(token, PASS)
    if raw is None or len(raw) < HEAD.size + 1 + SIGNATURE:
        return None
    body, signature = raw[:-SIGNATURE], raw[-SIGNATURE:]
    try:
        return _pass(body), body, signature
    except (struct.error, ValueError, IndexError, OverflowError):
        return None


def _pass(body: bytes) -> Pass:
    version, place, key, number, kind, purpose, persons, since, until, home, resident, gates = HEAD.unpack_from(body)
    rest = HEAD.size + 4 * gates
    plate = body[rest + 1 :]
    if version != VERSION or gates > MOST_GATES or len(plate) != body[rest]:
        raise ValueError("no pass of this version")
    return Pass(
        f"{int.from_bytes(place, 'big'):012d}", key, UUID(bytes=number), KINDS[kind], PURPOSES[purpose], persons,
        datetime.fromtimestamp(since, UTC), datetime.fromtimestamp(until, UTC), home, resident,
        struct.unpack_from(f">{gates}I", body, HEAD.size), plate.decode(),
    )  # fmt: skip


def checked(
    token: str, *, place: str, gate: int | None, keys: Iterable[PassKey], revoked: frozenset[bytes], holds: Holds
) -> Checked:
    """The first thing that is wrong with a token at a gate of a place; an empty code when nothing is."""
    found = read_token(token)
    if found is None:
        return Checked("pass_unreadable")
    read, body, signature = found
    if read.place != place or (gate is not None and read.gates and gate not in read.gates):
        return Checked("pass_elsewhere", read)
    known = {key.number: key for key in keys if key.place == place}
    key = known.get(read.key)
    if read.key > max(known, default=0):
        return Checked("pass_key_new", read)
    if key is not None and key.withdrawn:
        return Checked("pass_key_withdrawn", read)
    if key is None or not holds(key.public, signature, body):
        return Checked("pass_altered", read)
    if mark_of(read.authorisation) in revoked:
        return Checked("pass_revoked", read)
    return Checked("", read)


def revoked_token(place: str, key: int, numbers: Iterable[UUID], *, at: datetime, sign: Sign) -> str:
    """The signed list of withdrawn authorisations that would still run."""
    marks = b"".join(sorted({mark_of(number) for number in numbers}))
    body = LIST_HEAD.pack(VERSION, _place(place), key, _moment(at)) + marks
    return REVOKED + _text(body + sign(body))


def read_revoked(token: str, *, place: str, keys: Iterable[PassKey], holds: Holds) -> frozenset[bytes] | None:
    """The marks of what is withdrawn; None for a list that is not this place's own, or was altered."""
    raw = _bytes(token, REVOKED)
    if raw is None or len(raw) < LIST_HEAD.size + SIGNATURE:
        return None
    body, signature = raw[:-SIGNATURE], raw[-SIGNATURE:]
    version, at, number, _issued = LIST_HEAD.unpack_from(body)
    marks = body[LIST_HEAD.size :]
    key = next((key for key in keys if (key.place, key.number) == (place, number) and not key.withdrawn), None)
    if version != VERSION or at != _place(place) or key is None or len(marks) % PREFIX:
        return None
    if not holds(key.public, signature, body):
        return None
    return frozenset(marks[first : first + PREFIX] for first in range(0, len(marks), PREFIX))


def mark_of(number: UUID) -> bytes:
    """What stands for an authorisation in the list: too little to find a number by, enough not to hit another."""
    return hashlib.sha256(number.bytes).digest()[:PREFIX]


def _place(code: str) -> bytes:
    return int(code).to_bytes(6, "big")


def _moment(at: datetime) -> int:
    return min(max(int(at.timestamp()), 0), 2**32 - 1)


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _bytes(token: str, beginning: str) -> bytes | None:
    """The bytes behind a token's beginning, if they are spelt in the one way there is."""
    text = token.strip()
    if not text.startswith(beginning) or not text.isascii():
        return None
    text = text.removeprefix(beginning)
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    return raw if _text(raw) == text else None
