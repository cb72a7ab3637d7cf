"""Addresses of the duty pages, below a place."""

from django.urls import path

from fangxian.duty import members, views

app_name = "duty"
urlpatterns = [
    path("", views.board, name="board"),
    path("rosters/<int:pk>/", views.roster, name="roster"),
    path("rosters/<int:pk>/publish/", views.publish, name="publish"),
    path("rosters/<int:pk>/sheet.pdf", views.sheet, name="sheet"),
    path("plan/", views.plan, name="plan"),
    path("plan/<uuid:number>/", views.progress, name="progress"),
    path("plan/<uuid:number>/cancel/", views.cancel, name="cancel"),
    path("mend/", views.mend, name="mend"),
    path("team/", members.team, name="team"),
    path("team/<int:pk>/", members.member, name="member"),
    path("team/<int:pk>/absent/", members.absent, name="absent"),
    path("team/<int:pk>/wish/", members.wish, name="wish"),
    path("team/<int:pk>/spare/", members.spare, name="spare"),
    path("team/<int:pk>/home/", members.home, name="home"),
    path("team/<int:pk>/derogation/", members.derogation, name="derogation"),
    path("team/<int:pk>/calendar.ics", views.calendar, name="calendar"),
    path("posts/", views.posts, name="posts"),
    path("posts/cold/", views.cold, name="cold"),
    path("shifts/<int:pk>/", views.shift, name="shift"),
    path("shifts/<int:pk>/swap/", views.swap, name="swap"),
    path("shifts/<int:pk>/check-in/", views.check_in, name="check_in"),
    path("fatigue/", views.fatigue, name="fatigue"),
    path("now/", views.now, name="now"),
]
