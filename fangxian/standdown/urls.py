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
    path("service/", views.service, name="service"),
    path("service/papers/", views.service_papers, name="service_papers"),
    path("figures/", views.figures, name="figures"),
    path("held/", views.held, name="held"),
    path("held/notice/", views.privacy, name="privacy"),
    path("held/hold/", views.hold, name="hold"),
    path("held/hold/<int:pk>/lift/", views.lift_hold, name="lift_hold"),
    path("held/erase/", views.ask_erasure, name="ask_erasure"),
    path("held/erase/<int:pk>/", views.confirm_erasure, name="confirm_erasure"),
    path("held/erased/<int:pk>/paper/", views.erasure_paper, name="erasure_paper"),
]
