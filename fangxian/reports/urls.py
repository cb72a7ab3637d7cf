"""Addresses of the reports pages, below a place."""

from django.urls import path

from fangxian.reports import views

app_name = "reports"
urlpatterns = [
    path("", views.digest, name="digest"),
    path("digest.<str:form>", views.file, name="file"),
]
