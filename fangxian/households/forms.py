"""What a household's page asks for. Plain fields: they work on any phone, with no script."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fangxian.door.forms import ActForm
from fangxian.measures.forms import named
from fangxian.measures.models import COMPLAINTS, TOPICS
from fangxian.monitoring.forms import Degrees
from fangxian.register.models import Resident
from fangxian.supplies.forms import amount, shown
from fangxian.supplies.models import Item, NeedsList


class SelfForm(ActForm):
    """How somebody of the household is: temperature, symptoms, a word. Left empty, nothing is sent."""

    temperature = Degrees(
        label=_("Temperature, °C"), max_length=12, required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "placeholder": "36.5"}),
    )  # fmt: skip
    symptoms = forms.MultipleChoiceField(label=_("How they feel"), required=False, widget=forms.CheckboxSelectMultiple)
    note = forms.CharField(label=_("Anything else the medic should know"), max_length=300, required=False)

    def __init__(self, *args: Any, who: Resident, symptoms: tuple[str, ...], **more: Any) -> None:
        super().__init__(*args, **{"prefix": f"p{who.pk}", **more})
        self.who = who
        words = dict(named("symptom"))
        self.fields["symptoms"].choices = [(code, words[code]) for code in symptoms]  # type: ignore[attr-defined]

    @property
    def said(self) -> bool:
        """Whether anything was entered."""
        return self.is_valid() and any(self.cleaned_data.get(name) for name in ("temperature", "symptoms", "note"))

    def values(self) -> dict[str, Any]:
        """The act's fields: what was found lies together, sealed."""
        return {"resident": self.who.pk, "signs": super().values()}


class OwnNeedsForm(ActForm):
    """So much of each item on offer, and a word to whoever packs."""

    note = forms.CharField(label=_("A word to whoever packs"), required=False, max_length=200)

    def __init__(self, *args: Any, items: list[Item], found: NeedsList | None = None, **more: Any) -> None:
        stated = {need.item_id: need.quantity for need in found.needs.all()} if found else {}
        super().__init__(*args, **{"initial": {"note": found.note if found else ""}, **more})
        self.items = items
        for item in items:
            field = amount(f"{item.name} ({item.unit})", required=False, initial=shown(stated.get(item.pk)))
            field.widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
            self.fields[f"item_{item.pk}"] = field

    def values(self) -> dict[str, Any]:
        """The lines with a quantity."""
        lines = [(item.pk, self.cleaned_data[f"item_{item.pk}"]) for item in self.items]
        return {
            "wanted": [{"item": item, "quantity": number} for item, number in lines if number],
            "note": self.cleaned_data["note"],
        }

    @property
    def cells(self) -> list[forms.BoundField]:
        """The quantities, in the order of the offer."""
        return [self[f"item_{item.pk}"] for item in self.items]


class QuestionForm(ActForm):
    """A question for the next broadcast, a complaint, or an appeal."""

    complaint_kind = forms.ChoiceField(label=_("What it is"), choices=list(COMPLAINTS.items()), initial="question")
    topic = forms.ChoiceField(label=_("What it is about"), choices=list(TOPICS.items()), initial="other")
    words = forms.CharField(
        label=_("In your words"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write down what you want to ask.")},
    )  # fmt: skip


class RenewForm(ActForm):
    """Why a household gets a new link."""

    reason = forms.CharField(max_length=200, required=False)
