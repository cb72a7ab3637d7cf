"""Addresses that phones use."""

from django.urls import path

from fangxian.field import views

app_name = "field"
urlpatterns = [
    path("sync", views.sync, name="sync"),
]
