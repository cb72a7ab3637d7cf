"""What the phones' page asks for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from fangxian.door.forms import ActForm


class RevokeForm(ActForm):
    """Why a phone is taken away."""

    reason = forms.CharField(max_length=200, label=_("Reason"))
