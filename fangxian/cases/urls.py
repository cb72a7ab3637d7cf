"""Addresses of the case pages, below a place."""

from django.urls import path

from fangxian.cases import views

app_name = "cases"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("decide/", views.decide, name="decide"),
    path("record/", views.record, name="record"),
    path("<int:pk>/classify/", views.classify, name="classify"),
    path("<int:pk>/link/", views.link, name="link"),
]
