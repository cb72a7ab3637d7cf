"""The demo room as Django knows it."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The three places of the essay, built by submitting acts."""

    name = "fangxian.demo"
