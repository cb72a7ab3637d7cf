"""A row for any table that nothing else fills, with a secret in every column that could hold one."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone
from uuid_utils.compat import uuid7

from fangxian.areas.models import Area, Person
from fangxian.door.sealed import SealedText
from fangxian.standdown.queries.holding import placed

SECRET = "秦秘密"
PLAIN: dict[type[Any], Any] = {
    models.BooleanField: False, models.DateTimeField: timezone.now, models.DateField: date.today,
    models.UUIDField: uuid7, models.JSONField: lambda: [SECRET], models.FloatField: 1.0,
    models.DecimalField: Decimal(1), SealedText: SECRET, models.BinaryField: SECRET.encode,
    models.IntegerField: 1, models.GenericIPAddressField: "203.0.113.7",
}  # fmt: skip


def secret_row(label: str, area: Area, person: Person) -> models.Model:
    """One row of a table, told of this place and this person; foreign keys point to rows that lie there too."""
    model: Any = apps.get_model(label)
    values = {}
    for field in model._meta.concrete_fields:
        empty = field.null and field.name != "username" and not isinstance(field, models.ForeignKey)
        if not (empty or isinstance(field, models.AutoField)):
            values[field.attname] = value_of(field, area, person)
    made: models.Model = model._base_manager.create(**values)
    return made


def value_of(field: Any, area: Area, person: Person) -> Any:
    """What a column gets."""
    if isinstance(field, models.ForeignKey):
        return key_of(field, area, person)
    if field.name == "username":
        return person.username
    if field.name == "setting":
        return "home"  # a word of the pack: the act that writes it takes no other, and its counts remain
    if isinstance(field, models.TextField | models.CharField):
        return field.choices[0][0] if field.choices else SECRET[: field.max_length]
    for kind, plain in PLAIN.items():
        if isinstance(field, kind):
            return plain() if callable(plain) else plain
    raise TypeError(f"No value for {field}.")


def key_of(field: Any, area: Area, person: Person) -> Any:
    """The key of a row a foreign key may point to: one of this place, made if there is none."""
    target = field.related_model
    if target is Area:
        return area.pk
    if target is Person:
        return person.pk
    row = placed(target._meta.label, area).order_by("-pk").first()
    used = isinstance(field, models.OneToOneField) and field.model._base_manager.filter(**{field.name: row}).exists()
    twin = any(other.related_model is target and other is not field for other in field.model._meta.concrete_fields)
    if field.null and (row is None or used or twin):
        return None
    return secret_row(target._meta.label, area, person).pk if row is None or used else row.pk
