"""Addresses of a household's own page and of the worker's page about the links."""

from django.urls import path

from fangxian.households.views import own

app_name = "households"
urlpatterns = [path("<str:link>/", own.page, name="page")]
