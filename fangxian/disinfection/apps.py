"""The disinfection room as Django knows it."""

from django.apps import AppConfig


class DisinfectionConfig(AppConfig):
    """Disinfection rounds, the mixing calculator and its warnings."""

    name = "fangxian.disinfection"
