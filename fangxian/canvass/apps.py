"""The canvass room as Django knows it."""

from django.apps import AppConfig


class CanvassConfig(AppConfig):
    """Sweeps door to door, in rounds, until no dwelling is left that nobody went to."""

    name = "fangxian.canvass"
