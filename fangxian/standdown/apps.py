"""The room of the ending as Django knows it."""

from django.apps import AppConfig


class StanddownConfig(AppConfig):
    """Gives `fangxian standdown`, the pages of the ending, and the retention register."""

    name = "fangxian.standdown"
