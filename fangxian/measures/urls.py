"""Addresses of the measures pages, below a place."""

from django.urls import path

from fangxian.measures import views

app_name = "measures"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("close/", views.close, name="close"),
    path("lift/<int:pk>/", views.lift, name="lift"),
    path("review/<int:pk>/", views.review, name="review"),
    path("notice/<int:pk>/", views.notice, name="notice"),
    path("notice/<int:pk>/homes/", views.closure_notices, name="closure_notices"),
    path("notice/<int:pk>/piles/", views.piles, name="piles"),
    path("gates/", views.add_gate, name="add_gate"),
    path("gates/<int:pk>/<slug:way>/", views.turn, name="turn"),
    path("homes/", views.homes, name="homes"),
    path("homes/<int:pk>/", views.home, name="home"),
    path("homes/<int:pk>/confine/", views.confine, name="confine"),
    path("homes/<int:pk>/exception/", views.grant, name="grant"),
    path("homes/<int:pk>/say/", views.complain, name="complain"),
    path("homes/<int:pk>/notice/", views.home_notice, name="home_notice"),
    path("orders/<int:pk>/release/", views.release, name="release"),
    path("orders/<int:pk>/review/", views.review_home, name="review_home"),
    path("units/close/", views.close_unit, name="close_unit"),
    path("units/<int:pk>/new/", views.bind_new, name="bind_new"),
    path("units/<int:pk>/notices/", views.unit_notices, name="unit_notices"),
    path("units/<int:pk>/lift/", views.lift_unit, name="lift_unit"),
    path("units/<int:pk>/review/", views.review_unit, name="review_unit"),
    path("complaints/", views.complaints, name="complaints"),
    path("complaints/<int:pk>/", views.answer, name="answer"),
    path("exceptions/<int:pk>/end/", views.end_exception, name="end_exception"),
]
