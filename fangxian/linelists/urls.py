"""Addresses of the pages of line lists, below a place."""

from django.urls import path

from fangxian.linelists import views

app_name = "linelists"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("out/", views.give_out, name="give_out"),
    path("counts.csv", views.counts, name="counts"),
    path("<int:key>/", views.sent_list, name="list"),
    path("<int:key>/take/", views.take_in, name="take_in"),
    path("<int:key>/discard/", views.discard, name="discard"),
    path("<int:key>/again/", views.again, name="again"),
    path("rows/<int:key>/", views.row, name="row"),
    path("rows/<int:key>/dismiss/", views.dismiss, name="dismiss"),
]
