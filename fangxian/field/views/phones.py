"""The phones of a place: who is enrolled on which, and taking a lost one away."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from uuid_utils.compat import uuid7

from fangxian.areas.models import Area
from fangxian.areas.pages import Request, area_page
from fangxian.areas.roles import Can
from fangxian.field.acts import RevokePhone
from fangxian.field.forms import RevokeForm
from fangxian.field.queries import phones_of


@area_page(Can.MEND)
def phones(request: Request, area: Area) -> HttpResponse:
    """The phones enrolled now, each with the people on it."""
    app = request.build_absolute_uri(reverse("field:app"))
    page = {"area": area, "phones": phones_of(area), "act_id": uuid7, "app": app}
    return render(request, "field/phones.html", page)


@require_POST
@area_page(Can.MEND)
def revoke(request: Request, area: Area, phone: UUID) -> HttpResponse:
    """Take a phone away from everybody on it."""
    form = RevokeForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write down why the phone is taken away."))
        return redirect("phones:list", area)
    entry = form.send(RevokePhone, by=request.user, phone=phone)
    if entry.written:
        messages.success(request, _("The phone is taken away. What it still sends waits under “To put right”."))
    else:
        messages.error(request, str(entry.sentence))
    return redirect("phones:list", area)
