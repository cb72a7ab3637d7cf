"""Addresses of the gates pages, below a place."""

from django.urls import URLPattern, URLResolver

app_name = "gates"
urlpatterns: list[URLPattern | URLResolver] = []
