"""The room of planning on files; it has no tables."""

from django.apps import AppConfig


class SolveConfig(AppConfig):
    """Gives `fangxian solve`."""

    name = "fangxian.solve"
