"""What the pages about persons of concern ask for."""

import re
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fangxian.areas.models import Area
from fangxian.door.forms import ActForm
from fangxian.measures.forms import day, named
from fangxian.monitoring.models import CATEGORIES, GROUPS, OUTCOMES, SEARCHED, SETTLED, WAYS, Watch
from fangxian.monitoring.queries import keepers, watch_rules
from fangxian.register.models import Resident


class Degrees(forms.CharField):
    """A temperature as people write it: 36.5, 36,5, ３６。５℃ and 36度5 are the same."""

    def clean(self, value: Any) -> Any:
        """The number, or None for an empty field. Raises ValidationError for what is no number."""
        text = str(super().clean(value) or "").translate(
            str.maketrans("０１２３４５６７８９，。．、", "0123456789....")
        )
        text = re.sub(r"度(?=\d)", ".", text)
        text = re.sub(r"[\s℃°Cc度]", "", text).replace(",", ".")
        if not text:
            return None
        try:
            number = Decimal(text)
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite() or abs(number) >= 1000:
            raise ValidationError(_("Write the temperature as a number, for example 36.5."))
        return number


class OpenForm(ActForm):
    """Put somebody under observation."""

    category = forms.ChoiceField(label=_("Why under observation"), choices=list(CATEGORIES.items()))
    day_zero = day(_("Day 0: arrived or last exposed on"))
    reason = forms.CharField(label=_("From where, with whom, by which train or car"), max_length=500, required=False)
    owner = forms.TypedChoiceField(label=_("Who looks after them"), coerce=int, required=False, empty_value=None)

    def __init__(self, *args: Any, resident: Resident, **more: Any) -> None:
        super().__init__(*args, **more)
        now = timezone.now()
        serving = [(who.pk, who.name) for who in keepers(resident.area, at=now)]
        self.fields["owner"].choices = [("", _("the grid worker")), *serving]  # type: ignore[attr-defined]
        self.fields["day_zero"].initial = resident.returned_on or timezone.localdate(now)


class ReadingForm(ActForm):
    """A reading by phone or at the door."""

    temperature = Degrees(
        label=_("Temperature, °C"), max_length=12, required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )  # fmt: skip
    symptoms = forms.MultipleChoiceField(label=_("Symptoms"), required=False, widget=forms.CheckboxSelectMultiple)
    how = forms.ChoiceField(
        label=_("How it was asked"), choices=[(way, WAYS[way]) for way in ("self", "phone", "visit")], initial="phone"
    )
    note = forms.CharField(label=_("What they said"), max_length=500, required=False)

    def __init__(self, *args: Any, area: Area, **more: Any) -> None:
        super().__init__(*args, **more)
        asked = watch_rules(area, on=timezone.localdate()).symptoms
        words = dict(named("symptom"))
        self.fields["symptoms"].choices = [(code, words[code]) for code in asked]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Something must have been found out."""
        said = super().clean() or {}
        given = said.get("temperature") is not None or said.get("symptoms") or said.get("note")
        if not given and not self.errors:
            raise ValidationError(_("Write down the temperature. If nobody was reached, say so with the other button."))
        return said

    def values(self) -> dict[str, Any]:
        """The act's fields: what was found lies together, sealed."""
        said = super().values()
        how = said.pop("how")
        return {"how": how, "signs": said}


class HandOverForm(ActForm):
    """Somebody else looks after them."""

    to = forms.TypedChoiceField(label=_("Who looks after them from now on"), coerce=int)

    def __init__(self, *args: Any, area: Area, at: datetime, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["to"].choices = [(who.pk, who.name) for who in keepers(area, at=at)]  # type: ignore[attr-defined]


class GroupForm(ActForm):
    """Who needs more care."""

    group = forms.ChoiceField(label=_("Needs more care because"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        stated = [(code, word) for code, word in GROUPS.items() if code != "child"]
        self.fields["group"].choices = stated  # type: ignore[attr-defined]


class CarerForm(ActForm):
    """Who cares for them."""

    resident = forms.TypedChoiceField(label=_("Carer from the household"), coerce=int, required=False, empty_value=None)
    name = forms.CharField(label=_("Or the name of somebody who comes to them"), max_length=60, required=False)
    age = forms.IntegerField(
        label=_("Age, if the register does not hold it"), min_value=0, max_value=120, required=False
    )
    has_illness = forms.BooleanField(label=_("The carer has an illness of their own"), required=False)

    def __init__(self, *args: Any, watch: Watch, **more: Any) -> None:
        super().__init__(*args, **more)
        family = Resident.objects.filter(household_id=watch.resident.household_id, left_at=None)
        people = [(one.pk, one.name) for one in family.exclude(pk=watch.resident_id)]
        self.fields["resident"].choices = [("", "—"), *people]  # type: ignore[attr-defined]


class SearchForm(ActForm):
    """How the search for somebody ends."""

    outcome = forms.ChoiceField(label=_("How the search ends"), choices=list(SEARCHED.items()))
    words = forms.CharField(label=_("Where they are, or who searches on"), max_length=200)


class CloseForm(ActForm):
    """How an observation ends."""

    outcome = forms.ChoiceField(label=_("How it ends"), choices=list(OUTCOMES.items()))
    reason = forms.CharField(
        label=_("Reason, if it ends before its time"), max_length=500, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class SettleForm(ActForm):
    """What the medic decided."""

    outcome = forms.ChoiceField(label=_("What follows"), choices=list(SETTLED.items()), widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Note, for medics only"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class NoteForm(ActForm):
    """The medic's own words."""

    text = forms.CharField(label=_("Note, for medics only"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class VisitForm(ActForm):
    """The medic was there."""

    note = forms.CharField(label=_("Note, for medics only"), max_length=2000, required=False)


class WordsForm(ActForm):
    """Words that ask for somebody who listens."""

    words = forms.CharField(
        label=_("What was said, as it was said"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
