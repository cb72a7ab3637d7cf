"""The duty room as Django knows it."""

from django.apps import AppConfig


class DutyConfig(AppConfig):
    """Teams, duty posts and rosters, with rest that is rest."""

    name = "fangxian.duty"
