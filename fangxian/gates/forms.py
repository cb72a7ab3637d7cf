"""Forms of the gate: tolerant of hasty hands, each carrying the number of its act."""

import re
import unicodedata
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fangxian.door.forms import ActForm
from fangxian.gates.words import ARRIVALS, EMERGENCIES, KINDS, OUTCOMES, PURPOSES, WAYS

Labels = dict[str, Promise]
COLDEST, HOTTEST = Decimal(30), Decimal(45)
HOURS, MOST_PER_HOUR = 24, 5000


def chosen(labels: Labels, empty: Promise | str = "") -> list[tuple[str, Promise | str]]:
    """Choices with an empty first line."""
    return [("", empty), *labels.items()]


class TemperatureField(forms.CharField):
    """A body temperature as it is typed in a hurry: `36.5`, `36.5℃`, `365`."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "size": 5})

    def clean(self, value: Any) -> Decimal | None:
        """Degrees Celsius with one decimal, or None for nothing typed."""
        text = re.sub(r"[°C度\s]", "", unicodedata.normalize("NFKC", str(value or "")))
        text = text.replace("。", ".").replace(",", ".")
        if not text:
            return None
        try:
            degrees = Decimal(text)
        except InvalidOperation:
            raise forms.ValidationError(_("A temperature is a number such as 36.5.")) from None
        if re.fullmatch(r"[34]\d\d", text):
            degrees /= 10
        if not COLDEST <= degrees <= HOTTEST:
            raise forms.ValidationError(_("A temperature is a number such as 36.5."))
        return degrees.quantize(Decimal("0.1"))


class PassageForm(ActForm):
    """What the gatekeeper saw. Empty fields say nothing; `happened_at` comes from a page that sends later."""

    happened_at = forms.DateTimeField(required=False, widget=forms.HiddenInput)
    way = forms.ChoiceField(choices=list(WAYS.items()), label=_("Direction"))
    moving = forms.ChoiceField(choices=list(KINDS.items()), label=_("What moves"))
    resident = forms.IntegerField(required=False, widget=forms.HiddenInput)
    authorisation = forms.UUIDField(required=False, widget=forms.HiddenInput)
    exception = forms.IntegerField(required=False, widget=forms.HiddenInput)
    outcome = forms.ChoiceField(choices=chosen(OUTCOMES), required=False, widget=forms.HiddenInput)
    guest = forms.CharField(max_length=60, required=False, label=_("Name"))
    guest_phone = forms.CharField(max_length=20, required=False, label=_("Phone"))
    plate = forms.CharField(max_length=20, required=False, label=_("Plate"))
    persons = forms.IntegerField(min_value=0, max_value=999, required=False, label=_("Persons"))
    animals = forms.IntegerField(min_value=0, max_value=9999, required=False, label=_("Animals"))
    goods = forms.CharField(max_length=100, required=False, label=_("Goods"))
    temperature = TemperatureField(required=False, label=_("Temperature °C"))
    emergency = forms.ChoiceField(choices=chosen(EMERGENCIES, _("none")), required=False, label=_("Emergency"))
    came_from = forms.CharField(max_length=100, required=False, label=_("Coming from"))
    bound_for = forms.CharField(max_length=100, required=False, label=_("Goes to"))
    note = forms.CharField(max_length=200, required=False, label=_("Note"))

    def values(self) -> dict[str, Any]:
        """Only what was filled in."""
        return {name: value for name, value in super().values().items() if value not in (None, "")}


class TakeBackForm(ActForm):
    """Why a passage is taken back."""

    reason = forms.CharField(max_length=200, required=False)


class FilterForm(forms.Form):
    """Which passages to show."""

    on = forms.DateField(
        required=False, label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    gate = forms.IntegerField(required=False, label=_("Gate"))
    kind = forms.ChoiceField(choices=chosen(KINDS, _("all")), required=False, label=_("What moves"))
    outcome = forms.ChoiceField(choices=chosen(OUTCOMES, _("all")), required=False, label=_("Outcome"))
    flagged = forms.BooleanField(required=False, label=_("Only with remarks"))

    def __init__(self, *args: Any, gates: list[tuple[int, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["gate"].widget = forms.Select(choices=[("", _("all")), *gates])


class BookForm(ActForm):
    """A page of the paper book."""

    gate = forms.TypedChoiceField(coerce=int, label=_("Gate"))
    on = forms.DateField(
        label=_("Day of the first line"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    text = forms.CharField(
        label=_("Lines"), strip=False,
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "false", "class": "book-lines"}),
    )  # fmt: skip
    paper_inside = forms.IntegerField(required=False, min_value=0, label=_("Persons inside, as counted on paper"))

    def __init__(self, *args: Any, gates: list[tuple[int, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["gate"].choices = gates  # type: ignore[attr-defined]


class GrantForm(ActForm):
    """Whom to let pass, what for and until when."""

    resident = forms.IntegerField(required=False, widget=forms.HiddenInput)
    household = forms.IntegerField(required=False, widget=forms.HiddenInput)
    moving = forms.ChoiceField(choices=list(KINDS.items()), label=_("What moves"))
    plate = forms.CharField(max_length=20, required=False, label=_("Plate"))
    bearer = forms.CharField(max_length=200, required=False, label=_("For whom or what, if nobody of ours"))
    purpose = forms.ChoiceField(choices=list(PURPOSES.items()), label=_("Purpose"))
    persons = forms.IntegerField(
        min_value=0, max_value=999, required=False, label=_("Persons at most"), help_text=_("Empty: no limit.")
    )
    until = forms.DateTimeField(
        label=_("Valid until"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def values(self) -> dict[str, Any]:
        """Only what was filled in."""
        return {name: value for name, value in super().values().items() if value not in (None, "")}

    def clean_until(self) -> datetime:
        """The end as an aware moment."""
        until: datetime = self.cleaned_data["until"]
        return until if timezone.is_aware(until) else timezone.make_aware(until)


class OutingForm(ActForm):
    """For which building outing passes are issued; none is the whole place."""

    building = forms.TypedChoiceField(coerce=int, empty_value=None, required=False, label=_("Building"))

    def __init__(self, *args: Any, buildings: list[tuple[int, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["building"].choices = [("", _("all buildings")), *buildings]  # type: ignore[attr-defined]


class EndForm(ActForm):
    """Why an authorisation is withdrawn."""

    reason = forms.CharField(max_length=200, label=_("Reason"))


class ArrivalForm(ActForm):
    """What became of an announced traveller."""

    outcome = forms.ChoiceField(choices=[(code, word) for code, word in ARRIVALS.items() if code != "mistaken"])
    note = forms.CharField(max_length=200, required=False)


class HandoverForm(ActForm):
    """Who takes over, and what the leaving shift counted."""

    taken_by = forms.CharField(max_length=60, label=_("Taken over by"))
    counted_inside = forms.IntegerField(required=False, min_value=0, label=_("Persons inside, as you counted"))
    note = forms.CharField(
        max_length=500, required=False, label=_("For the next shift"), widget=forms.Textarea(attrs={"rows": 3})
    )


class LanesForm(forms.Form):
    """A checkpoint's day: vehicles by the hour, and how long anybody may wait."""

    vehicles = forms.CharField(
        label=_("vehicles in each hour"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Numbers from 0:00 on, up to 24, as they come from a spreadsheet."),
    )  # fmt: skip
    service_s = forms.IntegerField(label=_("seconds for one vehicle"), min_value=5, max_value=3600)
    wait_min = forms.IntegerField(label=_("wait at most, minutes"), min_value=1, max_value=120, initial=10)
    lanes = forms.IntegerField(
        label=_("lanes, if the number is fixed"), required=False, min_value=1, max_value=50,
        help_text=_("Left empty: as few as keep 95 of 100 vehicles below that wait."),
    )  # fmt: skip

    def clean_vehicles(self) -> tuple[float, ...]:
        """The numbers, whatever stands between them."""
        said: str = self.cleaned_data["vehicles"]
        words = re.split(r"[\s,，;；、|]+", said.strip())
        found = []
        for hour, word in enumerate(words):
            if not re.fullmatch(r"\d{1,4}(\.\d+)?", word):
                raise forms.ValidationError(
                    _("%(hour)s:00: “%(word)s” is no number of vehicles."), params={"hour": hour, "word": word[:20]}
                )
            found.append(float(word))
        if len(found) > HOURS:
            raise forms.ValidationError(_("These are %(n)s numbers; a day has 24 hours."), params={"n": len(found)})
        if max(found) > MOST_PER_HOUR:
            hour = found.index(max(found))
            raise forms.ValidationError(
                _("%(hour)s:00: more than %(most)s vehicles an hour cannot be planned here."),
                params={"hour": hour, "most": MOST_PER_HOUR},
            )
        return tuple(found)
