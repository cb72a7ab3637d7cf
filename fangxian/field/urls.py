"""Addresses that phones use."""

from django.urls import path

from fangxian.field import app
from fangxian.field.views import phone

app_name = "field"
urlpatterns = [
    path("", app.app, name="app"),
    path("worker.js", app.worker, name="worker"),
    path("app.webmanifest", app.manifest, name="manifest"),
    path("hello", phone.hello, name="hello"),
    path("sync", phone.sync, name="sync"),
    path("snapshot/<str:kind>", phone.snapshot, name="snapshot"),
    path("words", phone.words, name="words"),
]
