"""The house's settings with one more address."""

from fangxian.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.bare.urls"
