"""Addresses of the sweeps, below a place."""

from django.urls import path

from fangxian.canvass import views

app_name = "canvass"
urlpatterns = [
    path("", views.doors, name="doors"),
    path("start/", views.start, name="start"),
    path("<int:pk>/", views.report, name="report"),
    path("<int:pk>/round/", views.further, name="further"),
    path("<int:pk>/close/", views.close, name="close"),
    path("<int:pk>/sheet/", views.sheet, name="sheet"),
    path("<int:pk>/doors/<int:dwelling>/", views.door, name="door"),
    path("<int:pk>/doors/<int:dwelling>/record/", views.record, name="record"),
]
