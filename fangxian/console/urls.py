"""Addresses of the pages across rooms."""

from django.urls import include, path

from fangxian.console import views

app_name = "console"
urlpatterns = [
    path("", views.home, name="home"),
    path("<area:place>/", views.place, name="place"),
    path("<area:place>/ledger/", views.ledger, name="ledger"),
    path("<area:place>/strays/", views.strays, name="strays"),
    path("<area:place>/people/", views.people, name="people"),
    path("<area:place>/packs/", include("fangxian.console.packs.urls")),
]
