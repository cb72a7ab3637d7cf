"""The what-if room as Django knows it."""

from django.apps import AppConfig


class WhatifConfig(AppConfig):
    """Outbreak scenarios, from a file or on a community's own register."""

    name = "fangxian.whatif"
