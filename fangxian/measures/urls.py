"""Addresses of the measures pages, below a place."""

from django.urls import URLPattern, URLResolver

app_name = "measures"
urlpatterns: list[URLPattern | URLResolver] = []
