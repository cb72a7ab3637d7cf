"""The room's forms: a sweep begun, a door recorded."""

from django import forms
from django.utils.translation import gettext_lazy as _

from fangxian.canvass.rules import RECORDED
from fangxian.canvass.words import OUTCOMES
from fangxian.door.forms import ActForm


class SweepForm(ActForm):
    """Begin a sweep."""

    name = forms.CharField(label=_("name of the sweep"), max_length=60)
    question = forms.CharField(
        label=_("what is asked at the door"), required=False, max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Two or three short questions, so that everybody asks the same."),
    )  # fmt: skip


class DoorForm(ActForm):
    """What came of a knock."""

    outcome = forms.ChoiceField(
        label=_("what happened"), choices=[(outcome.value, OUTCOMES[outcome]) for outcome in RECORDED],
        widget=forms.RadioSelect,
    )  # fmt: skip
    met = forms.IntegerField(label=_("people met"), required=False, min_value=0, max_value=99)
    needs_said = forms.CharField(
        label=_("what they need"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    note = forms.CharField(
        label=_("note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only those who go from door to door here can read it."),
    )  # fmt: skip


class PressForm(ActForm):
    """One press, nothing to fill in."""
