"""Addresses of the pages of the ending, below a place."""

from django.urls import path

from fangxian.standdown import views

app_name = "standdown"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("step-down/", views.step_down, name="step_down"),
    path("left/<slug:step>/", views.hand_over, name="hand_over"),
    path("stock/", views.stock, name="stock"),
    path("stock/<int:store>/<int:item>/", views.sign, name="sign"),
]
