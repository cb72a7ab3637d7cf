"""Addresses of the notebook, below a place."""

from django.urls import path, re_path

from fangxian.tasks import views

app_name = "tasks"
urlpatterns = [
    path("", views.day, name="day"),
    path("note/", views.note, name="note"),
    path("preview/", views.preview, name="preview"),
    path("sheet/", views.sheet, name="sheet"),
    path("<int:pk>/", views.task, name="task"),
    re_path(r"^(?P<pk>[0-9]+)/(?P<fate>finish|correct|handover|postpone)/$", views.settle, name="settle"),
]
