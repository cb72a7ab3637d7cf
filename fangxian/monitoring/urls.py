"""Addresses of the pages about persons of concern, below a place."""

from django.urls import path

from fangxian.monitoring import views

app_name = "monitoring"
urlpatterns = [
    path("", views.today, name="today"),
    path("all/", views.everyone, name="everyone"),
    path("open/", views.open_page, name="open"),
    path("medic/", views.desk, name="desk"),
    path("medic/referrals/<int:pk>/take/", views.take, name="take"),
    path("medic/referrals/<int:pk>/", views.settle, name="settle"),
    path("medic/visits/<int:pk>/", views.visit, name="visit"),
    path("medic/people/<int:pk>/", views.person, name="person"),
    path("certificates/", views.certificates, name="certificates"),
    path("certificates/<int:pk>.pdf", views.certificate, name="certificate"),
    path("<int:pk>/", views.watch, name="watch"),
    path("<int:pk>/notice.pdf", views.notice, name="notice"),
    path("<int:pk>/reading/", views.reading, name="reading"),
    path("<int:pk>/attempt/", views.attempt, name="attempt"),
    path("<int:pk>/words/", views.words, name="words"),
    path("<int:pk>/<slug:what>/", views.change, name="change"),
]
