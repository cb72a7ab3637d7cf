"""Addresses of the pages on rule packs, below `packs/` of a place."""

from django.urls import path

from fangxian.console.packs import views

urlpatterns = [
    path("", views.packs, name="packs"),
    path("adopt/", views.adopt, name="pack_adopt"),
    path("compare/", views.compare, name="packs_compare"),
    path("<str:id>/", views.pack, name="pack"),
]
