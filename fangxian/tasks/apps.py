"""The tasks room as Django knows it."""

from django.apps import AppConfig


class TasksConfig(AppConfig):
    """The notebook: every task of the place, one line to enter, with owner, due time and proof."""

    name = "fangxian.tasks"
