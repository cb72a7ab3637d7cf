"""The door as Django knows it; finds every room's acts when the house starts."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class DoorConfig(AppConfig):
    """Acts, entries and strays."""

    name = "fangxian.door"

    def ready(self) -> None:
        """Import the acts of every room, so that each is known by its kind."""
        autodiscover_modules("acts")
