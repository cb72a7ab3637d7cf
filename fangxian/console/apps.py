"""The console room as Django knows it."""

from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    """The console's pages across rooms: home, the day of a place, ledger, strays, people, rule packs."""

    name = "fangxian.console"
