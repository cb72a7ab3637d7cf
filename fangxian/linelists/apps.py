"""The room of line lists as Django knows it."""

from django.apps import AppConfig


class LineListsConfig(AppConfig):
    """Takes lists of cases and contacts in, row by row under a person's eyes, and gives ours to other systems."""

    name = "fangxian.linelists"
