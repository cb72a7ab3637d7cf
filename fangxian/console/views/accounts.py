"""Accounts: choosing a password by invitation, and the pages an account has elsewhere but not here."""

from axes.utils import reset
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import SetPasswordForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from fangxian.areas.models import Person
from fangxian.door.invitations import invited


@login_not_required
@never_cache
def invitation(request: HttpRequest, key: str, token: str) -> HttpResponse:
    """Whoever holds the link chooses a password; it works once. A new password also ends a lock-out."""
    person = invited(key, token)
    if person is None:
        return render(request, "account/invitation.html", {"form": None}, status=410)
    form: SetPasswordForm[Person] = SetPasswordForm(person, request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "account/invitation.html", {"form": form}, status=422 if form.errors else 200)
    form.save()
    reset(username=person.username)
    messages.success(request, _("Your password is kept. Sign in with it now."))
    return redirect("account_login")


@login_not_required
def closed(request: HttpRequest) -> HttpResponse:
    """Sign-up, e-mail and reset by e-mail do not exist; the page says whom to ask."""
    return render(request, "account/closed.html", status=404)
