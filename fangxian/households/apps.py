"""The households room as Django knows it."""

from django.apps import AppConfig


class HouseholdsConfig(AppConfig):
    """What a household says and sees for itself: temperatures, needs, questions, and who looked."""

    name = "fangxian.households"
