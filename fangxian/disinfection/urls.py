"""Addresses of the disinfection pages, below a place."""

from django.urls import URLPattern, URLResolver

app_name = "disinfection"
urlpatterns: list[URLPattern | URLResolver] = []
