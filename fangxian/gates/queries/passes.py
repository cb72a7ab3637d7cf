"""Passes: the keys of a place, what it withdrew, an authorisation's token, and what a shown token is worth."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from fangxian.areas.models import Area
from fangxian.areas.queries import community_of
from fangxian.areas.rules import community_key
from fangxian.gates import signing
from fangxian.gates.models import Authorisation, AuthorisationEnd, PassKey
from fangxian.gates.queries.standing import authorisations_of
from fangxian.gates.rules import Checked, Kind, Pass, Typed, typed
from fangxian.gates.rules import passes as rules


@dataclass(frozen=True)
class Printed:
    """A pass ready to be shown: its authorisation and the text of its QR code."""

    row: Authorisation
    token: str


def place_code(area: Area) -> str:
    """The place a pass is for, as twelve digits: the community of a grid; shorter codes are filled up with zeros."""
    return f"{community_key(area.pk) // 1000:012d}"


def keys_of(area: Area) -> QuerySet[PassKey]:
    """Every key of a place, by number."""
    return PassKey.objects.filter(area=community_of(area)).select_related("end", "made_by").order_by("number")


def newest_key(area: Area) -> PassKey | None:
    """The key that signs, if the place has one that was not withdrawn."""
    key = keys_of(area).last()
    return None if key is None or hasattr(key, "end") else key


def known_keys(area: Area) -> list[rules.PassKey]:
    """The same keys as the rules take them."""
    place = place_code(area)
    return [
        rules.PassKey(place, key.number, signing.as_bytes(key.public), hasattr(key, "end")) for key in keys_of(area)
    ]


def withdrawn(area: Area, at: datetime) -> list[Any]:
    """The numbers of the withdrawn authorisations that would still run."""
    ends = AuthorisationEnd.objects.filter(authorisation__in=authorisations_of(area).filter(until__gt=at), at__lte=at)
    return list(ends.values_list("authorisation_id", flat=True))


def signed_withdrawals(area: Area, at: datetime) -> str:
    """The small signed list phones carry; empty where the place has no key."""
    key = newest_key(area)
    if key is None:
        return ""
    sign = signing.signer(key.private)
    return rules.revoked_token(place_code(area), key.number, withdrawn(area, at), at=at, sign=sign)


def printed(rows: Iterable[Authorisation], area: Area) -> list[Printed]:
    """These authorisations as passes; none where the place has no key."""
    key = newest_key(area)
    if key is None:
        return []
    sign, place = signing.signer(key.private), place_code(area)
    return [Printed(row, rules.token_of(as_pass(row, place, key.number), sign=sign)) for row in rows]


def as_pass(row: Authorisation, place: str, key: int) -> Pass:
    """What an authorisation says on its pass: numbers and times, nobody's name."""
    return Pass(
        place, key, row.pk, Kind(row.kind), row.purpose, row.persons, row.since, row.until, row.household_id or 0,
        row.resident_id or 0, tuple(row.gates), row.plate,
    )  # fmt: skip


def shown_pass(area: Area, token: str, *, gate: int | None, at: datetime) -> Checked:
    """What a token shown at a gate is worth."""
    revoked = frozenset(map(rules.mark_of, withdrawn(area, at)))
    return rules.checked(
        token, place=place_code(area), gate=gate, keys=known_keys(area), revoked=revoked, holds=signing.holds
    )


def asked_for(area: Area, text: str, *, at: datetime) -> tuple[Typed, str]:
    """What the one field of the desk asks for, and what is wrong with a pass or a code that was put into it.

    A scanner at the desk types the whole token: a pass that holds is looked up by its code.
    """
    if not text.strip().startswith(rules.PASS):
        asked = typed(text)
        return asked, "code_mistyped" if asked.mistyped else ""
    shown = shown_pass(area, text.strip(), gate=None, at=at)
    row = authorisations_of(area).filter(pk=shown.read.authorisation).first() if shown.read else None
    return Typed(code=row.code if row else ""), shown.code or ("" if row else "code_unknown")


def building_passes(area: Area, at: datetime, *, building: int | None) -> list[Authorisation]:
    """The authorisations in force or to come, building after building, for a sheet of passes."""
    running = authorisations_of(area).filter(Q(end=None) | Q(end__at__gt=at), until__gt=at)
    if building is not None:
        running = running.filter(household__dwelling__building=building)
    named = running.select_related("household__dwelling__building", "resident")
    return list(
        named.order_by(
            "household__dwelling__building__place_in_walk",
            "household__dwelling__unit",
            "household__dwelling__room",
            "pk",
        )
    )
