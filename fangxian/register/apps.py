"""The register room as Django knows it."""

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """The register: buildings, dwellings, households and residents, and the ledger importer."""

    name = "fangxian.register"
