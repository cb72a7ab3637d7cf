"""The api room as Django knows it."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The acts and the questions worth asking from outside, as OpenAPI."""

    name = "fangxian.api"
