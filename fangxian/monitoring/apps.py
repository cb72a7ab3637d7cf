"""The monitoring room as Django knows it."""

from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    """Persons of concern, daily checks, referrals, and the stationed medic's own desk."""

    name = "fangxian.monitoring"
