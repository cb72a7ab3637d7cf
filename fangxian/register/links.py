"""A household's own link: which household, from which day, its number, signed. Nothing is stored to make one."""

import base64
import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import segno
from django.db.models import Count
from django.http import HttpRequest
from django.urls import reverse

from fangxian.areas.models import Area, Person, Post
from fangxian.areas.queries import in_force
from fangxian.areas.rules import community_key
from fangxian.door.sealed import derived
from fangxian.register.models import Household, LinkRenewal

# The day from which a link counts its own; two bytes reach into the year 2199.
EPOCH = date(2020, 1, 1)
HOME_BYTES, DAY_BYTES, NUMBER_BYTES, MARK_BYTES = 5, 2, 2, 11


@dataclass(frozen=True)
class HomeLink:
    """What a link says: the household's key, the day it was printed, and how often links were renewed before."""

    household: int
    day: date
    number: int


@dataclass(frozen=True)
class Slip:
    """A link as it is printed: its address, and the same as a QR code's image."""

    address: str
    qr: str


def link_text(link: HomeLink) -> str:
    """The link as 32 small letters and digits, the last 18 of which nobody can make without the house's key."""
    body = (
        link.household.to_bytes(HOME_BYTES)
        + (link.day - EPOCH).days.to_bytes(DAY_BYTES)
        + link.number.to_bytes(NUMBER_BYTES)
    )
    return base64.b32encode(body + marked(body)).decode().lower()


def link_of(text: str) -> HomeLink | None:
    """What a link says; None for one that was mistyped or made up."""
    try:
        raw = base64.b32decode(text.strip().replace("-", ""), casefold=True)
    except ValueError:
        return None
    body, mark = raw[:-MARK_BYTES], raw[-MARK_BYTES:]
    if len(body) != HOME_BYTES + DAY_BYTES + NUMBER_BYTES or not hmac.compare_digest(mark, marked(body)):
        return None
    home, day, number = body[:HOME_BYTES], body[HOME_BYTES:-NUMBER_BYTES], body[-NUMBER_BYTES:]
    return HomeLink(int.from_bytes(home), EPOCH + timedelta(days=int.from_bytes(day)), int.from_bytes(number))


def marked(body: bytes) -> bytes:
    """The signature over a link's body: the first 88 bits of HMAC-SHA-256."""
    return hmac.new(derived("home-link"), body, hashlib.sha256).digest()[:MARK_BYTES]


def links_for(homes: Iterable[Household], *, on: date) -> dict[int, str]:
    """The link of each household as it would be printed on a day."""
    keys = [home.pk for home in homes]
    found = LinkRenewal.objects.filter(household__in=keys).order_by().values_list("household")
    renewed = dict(found.annotate(times=Count("pk")))
    return {key: link_text(HomeLink(key, on, renewed.get(key, 0))) for key in keys}


def slips_for(request: HttpRequest, homes: Iterable[Household], *, on: date) -> dict[int, Slip]:
    """The link of each household with its QR code, for whoever prints it."""
    return {key: Slip(address, drawn(address)) for key, address in addresses_for(request, homes, on=on).items()}


def addresses_for(request: HttpRequest, homes: Iterable[Household], *, on: date) -> dict[int, str]:
    """The whole address of each household's own page."""
    return {
        key: request.build_absolute_uri(reverse("households:page", args=[text]))
        for key, text in links_for(homes, on=on).items()
    }


def picture_of(text: str) -> str:
    """A QR code as an SVG picture's own text, for paper set elsewhere."""
    return segno.make(text, error="m", micro=False, mask=0).svg_inline(border=2, omitsize=True)


def drawn(text: str) -> str:
    """A QR code as an image's address; medium error correction survives a fold and a thumb.

    Every reader takes every mask. Trying all eight takes three times as long as drawing, and what stands in our codes
    is as good as random: none is better than another.
    """
    return segno.make(text, error="m", micro=False, mask=0).svg_data_uri(border=2, omitsize=True)


def voice_name(area: Area) -> str:
    """The sign-in name under which the households of a community speak; nobody signs in with it."""
    return f"homes-{community_key(area.pk)}"


def voice_of(area: Area, *, at: datetime) -> Person | None:
    """Who the households of a community speak as; None while their pages are not open there."""
    held = Post._base_manager.filter(in_force(at), role="resident", area_id=community_key(area.pk))
    post = held.filter(person__username=voice_name(area), person__is_active=True).select_related("person").first()
    return post.person if post else None
