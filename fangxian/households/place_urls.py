"""Addresses of the pages about the links of a place's households."""

from django.urls import path

from fangxian.households.views import slips

app_name = "slips"
urlpatterns = [
    path("", slips.links, name="links"),
    path("open/", slips.open_pages, name="open"),
    path("<int:pk>/renew/", slips.renew, name="renew"),
]
