"""Questions about places, persons and posts."""

from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from fangxian.areas import scope
from fangxian.areas.models import Area, NamesOpened, PackChoice, Person, Post
from fangxian.areas.prepared import Remembered
from fangxian.areas.roles import NAMES_OPENED, ROLES, Can
from fangxian.areas.rules import DIGITS, CodeError, Level, Span, community_key, key_of, level_of, span_of

STANDARD_PACKS = {"disease": "cn-2020-covid", "rest": "rest-cn"}


def scope_of(person: Person, *, at: datetime) -> scope.Scope:
    """What this person's posts, and names opened for a reason, allow at a moment.

    Asked before any scope is open, hence of the plain base managers.
    """
    grants = [(ROLES[post.role], post.area.span) for post in places_of(person, at=at)]
    return scope_with(grants, person, at=at)


def scope_with(grants: list[tuple[frozenset[Can], Span]], person: Person, *, at: datetime) -> scope.Scope:
    """What posts allow, and names opened; those are asked for only if a post counts without reading names."""
    if any(Can.SEE_COUNTS in abilities and not abilities >= NAMES_OPENED for abilities, _ in grants):
        opened = NamesOpened._base_manager.filter(in_force(at), person=person).values_list("area__code", flat=True)
        grants = grants + [(NAMES_OPENED, span_of(code)) for code in opened]
    return scope.granted(grants)


def in_force(at: datetime) -> Q:
    """The filter for posts and openings that have begun and not ended at a moment."""
    return (Q(until=None) | Q(until__gt=at)) & Q(since__lte=at)


def area_with(code: str) -> Area | None:
    """The place with this code, if the open scope may see it."""
    try:
        key = key_of(code)
    except CodeError:
        return None
    return Area.objects.filter(pk=key, code=code).first()


def line_of(area: Area) -> list[Area]:
    """The places above, highest first, then the place itself. Names of divisions are public, so no scope is asked."""
    codes = [area.code[:digits] for level, digits in DIGITS.items() if level < area.level]
    above = Area._base_manager.filter(pk__in=[key_of(code) for code in codes]).order_by("level")
    return [*above, area]


def communities_in(area: Area) -> list[Area]:
    """The communities and villages at or below a place, in the order of their codes."""
    return list(Area.objects.filter(level=Level.COMMUNITY, pk__gte=area.span.first, pk__lt=area.span.end))


def community_of(area: Area) -> Area:
    """The community a grid lies in; a place above grids is its own."""
    return area if area.level != Level.GRID else Area._base_manager.get(pk=community_key(area.pk))


def places_of(person: Person, *, at: datetime) -> list[Post]:
    """The posts a person holds at a moment, nearest to the ground first."""
    posts = _posts_of(person=person.pk)
    return [post for post in posts if post.since <= at and (post.until is None or post.until > at)]


@Remembered
def _posts_of(person: int) -> QuerySet[Post]:
    held = Post._base_manager.filter(person=person)
    return held.select_related("area").order_by("-area__level", "area_id", "role")


def holders_at(area: Area, ability: Can, *, at: datetime) -> list[Person]:
    """The persons who hold this ability at a place by a post held at or above it."""
    roles = [role for role, abilities in ROLES.items() if ability in abilities]
    above = [key_of(area.code[:digits]) for level, digits in DIGITS.items() if level <= area.level]
    posts = Post._base_manager.filter(in_force(at), role__in=roles, area_id__in=above)
    people = Person.objects.filter(pk__in=posts.values("person_id"), is_active=True)
    return list(people.order_by("name", "pk"))


def person_called(number: int) -> str:
    """The name of the person with this number, for those who work with them; empty for nobody."""
    return Person._base_manager.filter(pk=number).values_list("name", flat=True).first() or ""


def people_serving(area: Area, *, at: datetime) -> list[Post]:
    """Every post in force at a place and below it."""
    held = Post.objects.filter(in_force(at), area_id__gte=area.span.first, area_id__lt=area.span.end)
    return list(held.select_related("person", "area").order_by("area_id", "role", "person__name"))


def pack_chosen(area: Area, kind: str, *, on: date) -> str:
    """The id of the pack of a kind that governs a place on a day: the nearest choice upward, else the standard one."""
    level = level_of(area.code)
    line = [key_of(area.code[:digits]) for lower, digits in DIGITS.items() if lower <= level]
    return _nearest_pack.first(line=line, kind=kind, on=on) or STANDARD_PACKS[kind]


@Remembered
def _nearest_pack(line: list[int], kind: str, on: date) -> Any:
    choices = PackChoice._base_manager.filter(area_id__in=line, kind=kind, since__lte=on)
    return choices.order_by("-area__level", "-since", "-id").values_list("pack", flat=True)[:1]
