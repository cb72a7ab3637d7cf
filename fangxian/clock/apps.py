"""The clock as Django knows it."""

from django.apps import AppConfig


class ClockConfig(AppConfig):
    """Gives `fangxian run-clock`."""

    name = "fangxian.clock"
