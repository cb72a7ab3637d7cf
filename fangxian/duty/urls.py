"""Addresses of the duty pages, below a place."""

from django.urls import URLPattern, URLResolver

app_name = "duty"
urlpatterns: list[URLPattern | URLResolver] = []
