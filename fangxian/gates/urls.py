"""Addresses of the gates pages, below a place."""

from django.urls import URLPattern, URLResolver, path

from fangxian.gates import views

app_name = "gates"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.desk, name="desk"),
    path("record", views.record, name="record"),
    path("passages", views.passages, name="passages"),
    path("passages/<uuid:passage>/take-back", views.take_back, name="take_back"),
    path("book", views.book, name="book"),
    path("book/paper", views.paper, name="paper"),
    path("authorisations", views.authorisations, name="authorisations"),
    path("authorisations/<uuid:authorisation>/end", views.end_authorisation, name="end_authorisation"),
    path("passes", views.passes, name="passes"),
    path("passes/key", views.renew_key, name="renew_key"),
    path("passes/key/<int:key>/withdraw", views.withdraw_key, name="withdraw_key"),
    path("arrivals", views.arrivals, name="arrivals"),
    path("arrivals/<uuid:arrival>/settle", views.settle_arrival, name="settle_arrival"),
    path("lanes", views.lanes, name="lanes"),
    path("handover", views.handover, name="handover"),
]
