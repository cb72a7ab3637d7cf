"""The field room as Django knows it."""

from django.apps import AppConfig


class FieldConfig(AppConfig):
    """What phones send: the sync of their outbox."""

    name = "fangxian.field"
