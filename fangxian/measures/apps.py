"""The measures room as Django knows it."""

from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    """Closures and stay-at-home orders: who, where, from, until, why, by whom, with what support."""

    name = "fangxian.measures"
