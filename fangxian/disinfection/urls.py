"""Addresses of the disinfection pages, below a place."""

from django.urls import path

from fangxian.disinfection import views

app_name = "disinfection"
urlpatterns = [
    path("", views.today, name="today"),
    path("plan/", views.plan, name="plan"),
    path("products/", views.products, name="products"),
    path("products/add/", views.add_product, name="add_product"),
    path("coverage/", views.coverage, name="coverage"),
    path("sheet/", views.sheet, name="sheet"),
    path("calculator/", views.calculator, name="calculator"),
    path("places/<int:pk>/", views.place, name="place"),
    path("places/<int:pk>/done/", views.record, name="record"),
    path("proofs/<int:pk>/", views.proof, name="proof"),
    path("<int:pk>/end/", views.end, name="end"),
]
