"""The areas room as Django knows it."""

from django.apps import AppConfig


class AreasConfig(AppConfig):
    """Place tree, persons and posts."""

    name = "fangxian.areas"
