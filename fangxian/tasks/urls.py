"""Addresses of the notebook, below a place."""

from django.urls import path

from fangxian.tasks import views

app_name = "tasks"
urlpatterns = [
    path("", views.day, name="day"),
    path("note/", views.note, name="note"),
    path("preview/", views.preview, name="preview"),
    path("sheet/", views.sheet, name="sheet"),
    path("<int:pk>/", views.task, name="task"),
    path("<int:pk>/<str:fate>/", views.settle, name="settle"),
]
