"""The room of the night's plans as Django knows it."""

from django.apps import AppConfig


class NightsConfig(AppConfig):
    """Gives `fangxian plan-day`, and the page that shows what it planned."""

    name = "fangxian.nights"
