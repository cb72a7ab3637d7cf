"""Addresses of the night's pages, below a place."""

from django.urls import path

from fangxian.nights import views

app_name = "nights"
urlpatterns = [
    path("", views.night, name="night"),
    path("rounds/<int:pk>/", views.tours, name="tours"),
]
