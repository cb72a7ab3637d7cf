"""The supplies room as Django knows it."""

from django.apps import AppConfig


class SuppliesConfig(AppConfig):
    """Needs, one purchase, bags, point-to-point deliveries, and the stock that reconciles."""

    name = "fangxian.supplies"
