"""Addresses that phones use."""

from django.urls import path

from fangxian.field import app, views

app_name = "field"
urlpatterns = [
    path("", app.app, name="app"),
    path("worker.js", app.worker, name="worker"),
    path("app.webmanifest", app.manifest, name="manifest"),
    path("sync", views.sync, name="sync"),
]
