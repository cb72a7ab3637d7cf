"""Addresses of the case pages, below a place."""

from django.urls import path

from fangxian.cases import views

app_name = "cases"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("chain/", views.chain, name="chain"),
    path("decide/", views.decide, name="decide"),
    path("record/", views.record, name="record"),
    path("signals/", views.signals, name="signals"),
    path("signals/raise/<int:employer>/", views.raise_signal, name="raise_signal"),
    path("signals/<int:pk>/", views.signal, name="signal"),
    path("signals/<int:pk>/confirm/", views.confirm_signal, name="confirm_signal"),
    path("signals/<int:pk>/exclude/", views.exclude_signal, name="exclude_signal"),
    path("<int:pk>/", views.case, name="case"),
    path("<int:pk>/classify/", views.classify, name="classify"),
    path("<int:pk>/contacts/", views.decide_contacts, name="decide_contacts"),
    path("<int:pk>/contacts/anew/", views.renew_contacts, name="renew_contacts"),
    path("<int:pk>/link/", views.link, name="link"),
    path("<int:pk>/link/<int:link>/back/", views.take_back_link, name="take_back_link"),
    path("<int:pk>/name/", views.name_contact, name="name_contact"),
    path("<int:pk>/onset/", views.onset, name="onset"),
    path("<int:pk>/onset/keep/", views.keep_onset, name="keep_onset"),
    path("<int:pk>/shift/", views.shift, name="shift"),
    path("<int:pk>/source/", views.source, name="source"),
    path("<int:pk>/stay/", views.stay, name="stay"),
    path("<int:pk>/stay/<int:stay>/back/", views.take_back_stay, name="take_back_stay"),
    path("<int:pk>/step/", views.step, name="step"),
    path("<int:pk>/step/<int:step>/back/", views.take_back_step, name="take_back_step"),
    path("<int:pk>/trace/", views.trace, name="trace"),
]
