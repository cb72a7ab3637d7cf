"""Addresses of the pages across rooms."""

from django.urls import include, path

from fangxian.console.views import ledger, people, places, strays

app_name = "console"
urlpatterns = [
    path("", places.home, name="home"),
    path("places/", places.find, name="find"),
    path("roles/", people.roles, name="roles"),
    path("<area:place>/", places.place, name="place"),
    path("<area:place>/names/", places.open_names, name="names"),
    path("<area:place>/ledger/", ledger.ledger, name="ledger"),
    path("<area:place>/strays/", strays.strays, name="strays"),
    path("<area:place>/strays/<int:key>/", strays.mend, name="stray"),
    path("<area:place>/strays/<int:key>/aside/", strays.set_aside, name="aside"),
    path("<area:place>/people/", people.people, name="people"),
    path("<area:place>/people/<int:key>/end/", people.end_post, name="end_post"),
    path("<area:place>/people/<int:key>/invite/", people.invite, name="invite"),
    path("<area:place>/packs/", include("fangxian.console.packs.urls")),
]
