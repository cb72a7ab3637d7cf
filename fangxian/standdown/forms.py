"""Forms of the ending."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fangxian.areas.models import Area
from fangxian.door.forms import ActForm
from fangxian.standdown.models import FATES
from fangxian.standdown.words import register_words


class StepDownForm(ActForm):
    """The ground on which the situation is stepped down."""

    body = forms.CharField(label=_("Deciding body"), max_length=100)
    basis = forms.CharField(label=_("Basis"), max_length=200)
    document_no = forms.CharField(label=_("Document number"), max_length=60)
    tested = forms.CharField(
        label=_("When everybody was tested, and where the results are kept"), max_length=200, required=False
    )

    def __init__(self, *args: Any, asks: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if not asks:
            del self.fields["tested"]


class HandOverForm(ActForm):
    """Who looks after what is left."""

    to = forms.CharField(label=_("Who looks after it from now on"), min_length=2, max_length=200)


class SignForm(ActForm):
    """What was counted, and what became of what teams still have."""

    counted = forms.DecimalField(label=_("Counted"), min_value=Decimal(0), max_digits=10, decimal_places=2)
    fate = forms.ChoiceField(
        label=_("What teams did not bring back"), required=False, choices=[("", "—"), *FATES.items()]
    )
    reason = forms.CharField(label=_("Why the count differs"), max_length=200, required=False)

    def __init__(self, *args: Any, out: Decimal, **more: Any) -> None:
        super().__init__(*args, **more)
        if not out:
            del self.fields["fate"]


class RegistersForm(ActForm):
    """Which registers are meant."""

    registers = forms.MultipleChoiceField(label=_("Registers"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["registers"].choices = list(register_words().items())  # type: ignore[attr-defined]


class HoldForm(RegistersForm):
    """Which registers are held, and why."""

    # Keeping some of it after the emergency asks for an assessment (domain-rules J-08).
    reason = forms.CharField(
        label=_("Why"), min_length=4, max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("On which ground of law, why it is necessary, and how it is kept safe."),
    )  # fmt: skip


class LiftHoldForm(ActForm):
    """Why a hold is lifted."""

    reason = forms.CharField(label=_("Why"), min_length=4, max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class EraseForm(RegistersForm):
    """What is to be erased, and the name of the place, typed."""

    place_name = forms.CharField(label=_("Type the name of the place"), max_length=100)

    def __init__(self, *args: Any, area: Area, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["place_name"].help_text = area.name
        self.fields["place_name"].widget.attrs["autocomplete"] = "off"


class ConfirmForm(ActForm):
    """The name of the place, typed by the second person."""

    place_name = forms.CharField(label=_("Type the name of the place"), max_length=100)

    def __init__(self, *args: Any, area: Area, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["place_name"].help_text = area.name
        self.fields["place_name"].widget.attrs["autocomplete"] = "off"
