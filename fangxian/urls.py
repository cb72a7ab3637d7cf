"""Every address of the house. Pages about a place begin with its division code."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path, register_converter
from django.views.i18n import set_language

from fangxian.api.schema import api
from fangxian.areas.pages import AreaCode

register_converter(AreaCode, "area")

urlpatterns = [
    path("accounts/", include("fangxian.console.account_urls")),
    path("accounts/", include("allauth.urls")),
    path("i18n/setlang/", login_not_required(set_language), name="set_language"),
    path("api/", api.urls),
    path("field/", include("fangxian.field.urls")),
    path("h/", include("fangxian.households.urls")),
    path("<area:place>/homes/", include("fangxian.households.place_urls")),
    path("<area:place>/phones/", include("fangxian.field.place_urls")),
    path("<area:place>/register/", include("fangxian.register.urls")),
    path("<area:place>/notebook/", include("fangxian.tasks.urls")),
    path("<area:place>/duty/", include("fangxian.duty.urls")),
    path("<area:place>/measures/", include("fangxian.measures.urls")),
    path("<area:place>/gates/", include("fangxian.gates.urls")),
    path("<area:place>/canvass/", include("fangxian.canvass.urls")),
    path("<area:place>/rounds/", include("fangxian.disinfection.urls")),
    path("<area:place>/watches/", include("fangxian.monitoring.urls")),
    path("<area:place>/cases/", include("fangxian.cases.urls")),
    path("<area:place>/lists/", include("fangxian.linelists.urls")),
    path("<area:place>/supplies/", include("fangxian.supplies.urls")),
    path("<area:place>/nights/", include("fangxian.nights.urls")),
    path("<area:place>/whatif/", include("fangxian.whatif.urls")),
    path("<area:place>/ending/", include("fangxian.standdown.urls")),
    path("<area:place>/reports/", include("fangxian.reports.urls")),
    path("", include("fangxian.console.urls")),
]
