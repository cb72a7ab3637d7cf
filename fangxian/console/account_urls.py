"""Addresses of accounts that stand before the sign-in library's own: invitations, and what is closed."""

from django.urls import path, re_path

from fangxian.console.views import accounts

urlpatterns = [
    path("invitation/<str:key>/<str:token>/", accounts.invitation, name="account_invitation"),
    re_path(r"^(?:signup|email|confirm-email|inactive|password/set|password/reset|login/code)/", accounts.closed),
]
