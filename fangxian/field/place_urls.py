"""Addresses of a place's pages about phones."""

from django.urls import path

from fangxian.field.views import phones

app_name = "phones"
urlpatterns = [
    path("", phones.phones, name="list"),
    path("<uuid:phone>/revoke/", phones.revoke, name="revoke"),
]
