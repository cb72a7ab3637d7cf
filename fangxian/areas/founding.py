"""The first post, which nobody can have given."""

from datetime import datetime

from django.db import transaction

from fangxian.areas.models import Area, Person, Post


class AlreadyFounded(ValueError):
    """Somebody administers the place already, or the sign-in name is taken; the message says which."""


def found(username: str, name: str, password: str, area: Area, *, since: datetime) -> Post:
    """Make the first administrator of a place. Raises AlreadyFounded when there is one above, at or below it."""
    with transaction.atomic():
        for post in Post._base_manager.filter(role="administrator", until=None).select_related("area", "person"):
            if area.pk in post.area.span or post.area_id in area.span:
                raise AlreadyFounded(f"{post.person.name} administers {post.area.name} already and can appoint others.")
        if Person.objects.filter(username=username).exists():
            raise AlreadyFounded(f"The sign-in name {username} is taken.")
        person = Person.objects.create_user(username, name, password)
        return Post._base_manager.create(person=person, role="administrator", area=area, since=since)
