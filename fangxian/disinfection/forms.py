"""The room's forms: a product, a round, a place done, and the mixing calculator."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fangxian.disinfection.models import Product
from fangxian.disinfection.queries import word
from fangxian.door.forms import ActForm
from fangxian.rulepacks.packs import Pack
from fangxian.rulepacks.schema import VOCABULARIES

METHODS = ("wipe", "spray", "soak", "ventilate")
MG_L_PER_PERCENT = 10_000


def words(vocabulary: str, codes: Iterable[str]) -> list[tuple[str, str]]:
    """Codes of the packs as choices."""
    return [(code, word(vocabulary, code)) for code in codes]


class ProductForm(ActForm):
    """A disinfectant as its label says; the strength in percent, as people read it."""

    product_kind = forms.ChoiceField(
        label=_("kind of product"), choices=lambda: words("product", VOCABULARIES["product"])
    )
    name = forms.CharField(label=_("name on the label"), max_length=60)
    percent = forms.DecimalField(
        label=_("available chlorine, %"), required=False, min_value=0, max_value=100, decimal_places=3,
        help_text=_("Leave empty for alcohol."),
    )  # fmt: skip
    expires_on = forms.DateField(
        label=_("use before"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def values(self) -> dict[str, Any]:
        """Percent becomes mg/L; alcohol burns."""
        cleaned = super().values()
        percent = cleaned.pop("percent")
        cleaned["mg_l"] = int(percent * MG_L_PER_PERCENT) or None if percent else None
        return {**cleaned, "flammable": cleaned["product_kind"].startswith("ethanol")}


class RoundForm(ActForm):
    """A round: what, with what, how strong, how long, how often, where."""

    name = forms.CharField(label=_("name of the round"), max_length=60)
    disinfection_kind = forms.ChoiceField(label=_("kind of disinfection"))
    surface = forms.ChoiceField(label=_("surface"), choices=lambda: words("surface", VOCABULARIES["surface"]))
    method = forms.ChoiceField(label=_("method"), choices=lambda: words("method", METHODS))
    product = forms.TypedChoiceField(label=_("product"), coerce=int)
    mg_l = forms.IntegerField(label=_("available chlorine, mg/L"), min_value=0, max_value=200_000)
    minutes = forms.IntegerField(label=_("contact time, minutes"), min_value=0, max_value=1440)
    times_per_day = forms.IntegerField(label=_("times a day"), min_value=1, max_value=24)
    begins = forms.DateTimeField(
        label=_("begins"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    outdoors = forms.BooleanField(label=_("outdoors"), required=False)
    in_home = forms.BooleanField(label=_("inside homes, on request"), required=False)
    places = forms.CharField(
        label=_("places"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("One place a line, such as 1-5号楼 or 3号楼2单元 电梯. Empty: every unit of every building."),
    )  # fmt: skip
    qualified_team = forms.CharField(label=_("qualified team"), required=False, max_length=100)
    despite = forms.CharField(
        label=_("why it must be done although a rule speaks against it"), required=False, max_length=200
    )

    def __init__(self, *args: Any, pack: Pack, products: Iterable[Product], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("product", [(product.pk, product.name) for product in products])
        self.choose("disinfection_kind", words("disinfection_kind", pack.words("disinfection.kinds")))

    def choose(self, name: str, choices: list[Any]) -> None:
        """Offer these choices."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - the fields above are
        field.choices = choices


def as_planned(pack: Pack, surface: str) -> dict[str, Any]:
    """What the pack says on a surface, to begin a plan with; times a day are once where the source is silent."""
    row = pack.row("disinfection.surfaces", surface=surface)
    today = timezone.make_aware(datetime.combine(timezone.localdate(), time.min))
    start = {"surface": surface, "begins": today, "mg_l": 0, "minutes": 0, "times_per_day": 1}
    if row is None:
        return start
    said = {"mg_l": "mg_l_low", "minutes": "minutes_low", "times_per_day": "times_low"}
    method = next((method for method in row.words("methods") if method in METHODS), METHODS[0])
    return start | {"method": method} | {field: row.int(column) for field, column in said.items() if column in row}


class DoneForm(ActForm):
    """A place done. What is left as planned needs no typing."""

    mg_l = forms.IntegerField(label=_("available chlorine, mg/L"), required=False, min_value=0, max_value=200_000)
    minutes = forms.IntegerField(label=_("contact time, minutes"), required=False, min_value=0, max_value=1440)
    people_present = forms.BooleanField(label=_("people were present"), required=False)
    raining = forms.BooleanField(label=_("it was raining or snowing"), required=False)
    consent = forms.BooleanField(label=_("the household had agreed"), required=False)
    proof = forms.CharField(label=_("what shows it"), required=False, max_length=200)


class EndForm(ActForm):
    """End a round."""

    why = forms.CharField(label=_("why"), required=False, max_length=200)


class MixForm(forms.Form):
    """The mixing calculator: how much, how strong, from what."""

    total_l = forms.DecimalField(
        label=_("how much, litres"), min_value=0, max_value=100_000, max_digits=9, decimal_places=3
    )
    target_mg_l = forms.DecimalField(
        label=_("wanted, mg/L of available chlorine"), min_value=0, max_value=1_000_000, max_digits=9, decimal_places=2
    )
    percent = forms.DecimalField(
        label=_("product, % of available chlorine"), min_value=0, max_value=100, max_digits=7, decimal_places=4
    )
