"""The gates room as Django knows it."""

from django.apps import AppConfig


class GatesConfig(AppConfig):
    """Gates, authorisations and passages: deny by default, pass by recorded exception."""

    name = "fangxian.gates"
