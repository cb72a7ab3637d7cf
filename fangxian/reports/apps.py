"""The reports room as Django knows it."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """The evening digest and other views of the ledger; nothing in them is typed twice."""

    name = "fangxian.reports"
