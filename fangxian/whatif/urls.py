"""Addresses of the what-if pages, below a place."""

from django.urls import path

from fangxian.whatif import views

app_name = "whatif"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("begin/", views.begin, name="begin"),
    path("progress/", views.progress, name="progress"),
    path("cancel/", views.cancel, name="cancel"),
    path("<int:pk>/", views.trial, name="trial"),
]
