"""The cases room as Django knows it."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Cases and the community's situation level, proposed by rule and decided by a person."""

    name = "fangxian.cases"
