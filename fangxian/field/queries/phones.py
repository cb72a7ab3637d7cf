"""Which phones are enrolled at a place, by whom."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from fangxian.areas.models import Area
from fangxian.field.models import PhoneKey


@dataclass
class Enrolled:
    """A phone with the people enrolled on it now."""

    phone: UUID
    name: str
    since: datetime
    people: list[str] = field(default_factory=list)


def phones_of(area: Area) -> list[Enrolled]:
    """The phones enrolled now at a place and below, by name."""
    keys = PhoneKey.objects.filter(area_id__gte=area.span.first, area_id__lt=area.span.end, end=None)
    found: dict[UUID, Enrolled] = {}
    for key in keys.select_related("person").order_by("at"):
        held = found.setdefault(key.phone, Enrolled(key.phone, key.name, key.at))
        held.name = key.name
        held.people.append(key.person.name)
    return sorted(found.values(), key=lambda each: each.name)
