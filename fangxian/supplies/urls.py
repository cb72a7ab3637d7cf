"""Addresses of the supplies pages, below a place."""

from django.urls import URLPattern, URLResolver

app_name = "supplies"
urlpatterns: list[URLPattern | URLResolver] = []
