"""Forms for orders: one calm page each, everything asked once."""

from collections.abc import Container, Iterable
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fangxian.areas.models import Area, Person
from fangxian.areas.queries import holders_at
from fangxian.areas.roles import Can
from fangxian.door.forms import ActForm
from fangxian.measures.models import ANSWERS, COMPLAINTS, EXCEPTION_REASONS, GATE_KINDS, TOPICS, Order
from fangxian.measures.queries import gates_of, rules_for
from fangxian.measures.rules import latest_review
from fangxian.register.models import Building, Household
from fangxian.rulepacks.packs import Pack
from fangxian.rulepacks.schema import VOCABULARIES

# What the pack's table of grounds calls the decisions that begin an order, and that end one.
BEGINNING, ENDING = {"isolate_place", "emergency_measures", "declare_area"}, {"lift"}


def moment(label: Any, **more: Any) -> forms.DateTimeField:
    """A date and time picked in the browser's own way."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, widget=widget, **more)


def day(label: Any, **more: Any) -> forms.DateField:
    """A day picked in the browser's own way."""
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


def named(vocabulary: str) -> list[tuple[str, str]]:
    """The codes of a vocabulary with their names in the reader's language."""
    language = get_language() or "zh-hans"
    return [(code, label.spoken(language=language)) for code, label in VOCABULARIES[vocabulary].items()]


def grounds(pack: Pack, decisions: Container[str]) -> list[str]:
    """The law and article on which the pack rests these decisions (domain-rules A-06)."""
    rows = [row for row in pack.table("law.basis") if row.text("decision") in decisions]
    return [row.text("law") + (row.text("article") if "article" in row else "") for row in rows]


def suggest(field: forms.Field, lines: Iterable[str]) -> None:
    """Offer these lines while one writes; any other may be written as well."""
    field.widget = Suggesting(lines, attrs=field.widget.attrs)


def smallest(pack: Pack) -> str:
    """The smallest unit to close in each kind of place, where the pack says so (domain-rules A-09)."""
    if "situation.smallest_unit" not in pack:
        return ""
    names = dict(named("setting"))
    rows = pack.table("situation.smallest_unit")
    told = [(names[row.text("setting")], names[row.text("unit")]) for row in rows]
    between, after = ("；", "：") if (get_language() or "zh").startswith("zh") else ("; ", ": ")
    return _("The smallest unit by the rule pack: %(units)s") % {"units": between.join(map(after.join, told))}


class Suggesting(forms.TextInput):
    """A line one writes, with proposals."""

    template_name = "measures/suggesting.html"

    def __init__(self, lines: Iterable[str], attrs: dict[str, Any]) -> None:
        super().__init__(attrs)
        self.lines = list(lines)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """The proposals stand in a list of their own, named after the field."""
        context = super().get_context(name, value, {**(attrs or {}), "list": f"lines_{name}"})
        return {**context, "lines": self.lines, "list": f"lines_{name}"}


class OrderForm(ActForm):
    """The words of an order."""

    since = moment(_("Begins"))
    body = forms.CharField(label=_("Deciding body"), max_length=100)
    basis = forms.CharField(label=_("Legal basis"), max_length=200)
    document_no = forms.CharField(label=_("Document number"), max_length=60)
    approved_by = forms.CharField(label=_("Approved by"), max_length=100, required=False)
    alternatives_considered = forms.CharField(
        label=_("Milder measures considered, and why they are not enough"), max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    review_on = day(_("Looked at again on"))
    supply_owner = forms.TypedChoiceField(label=_("Who brings food and medicine"), coerce=int)
    contact_phone = forms.CharField(label=_("Phone for residents"), max_length=20)

    def __init__(self, *args: Any, area: Area, **more: Any) -> None:
        super().__init__(*args, **more)
        now = timezone.localtime()
        pack = rules_for(area, on=now.date())
        days = pack.int("situation.review_days")
        owners = holders_at(area, Can.RUN_SUPPLY, at=now)
        choices: list[tuple[Any, Any]] = [("", _("Choose a person")), *((who.pk, who.name) for who in owners)]
        self.fields["supply_owner"].choices = choices  # type: ignore[attr-defined]
        self.fields["since"].initial = now.replace(second=0, microsecond=0)
        self.fields["review_on"].initial = latest_review(now.date(), review_days=days)
        self.fields["alternatives_considered"].help_text = smallest(pack)
        self.fields["approved_by"].help_text = _("May come later; until then the pages say that it is outstanding.")
        suggest(self.fields["basis"], grounds(pack, BEGINNING))


class CloseForm(OrderForm):
    """Close a place."""

    open_gate = forms.TypedChoiceField(label=_("The one gate that stays open"), coerce=int)
    level = forms.ChoiceField(label=_("Situation"))
    field_order = ("open_gate", "level", "since")

    def __init__(self, *args: Any, area: Area, **more: Any) -> None:
        super().__init__(*args, area=area, **more)
        gates = [(gate.pk, gate.name) for gate in gates_of(area)]
        self.fields["open_gate"].choices = gates  # type: ignore[attr-defined]
        self.fields["level"].choices = named("level")  # type: ignore[attr-defined]


class LiftForm(ActForm):
    """End an order."""

    basis = forms.CharField(label=_("Ground for ending"), max_length=200)
    document_no = forms.CharField(label=_("Document number"), max_length=60)

    def __init__(self, *args: Any, area: Area, **more: Any) -> None:
        super().__init__(*args, **more)
        suggest(self.fields["basis"], grounds(rules_for(area, on=timezone.localdate()), ENDING))


class ReviewForm(ActForm):
    """Keep an order that was looked at again."""

    reason = forms.CharField(
        label=_("Why it is still needed, and nothing milder is enough"), max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    review_on = day(_("Looked at again on"))
    approved_by = forms.CharField(label=_("Approved by"), max_length=100, required=False)

    def __init__(self, *args: Any, order: Order, **more: Any) -> None:
        super().__init__(*args, **more)
        today = timezone.localdate()
        days = rules_for(order.area, on=today).int("situation.review_days")
        self.fields["review_on"].initial = latest_review(today, review_days=days)
        if order.approved_by:
            del self.fields["approved_by"]


class GateForm(ActForm):
    """Add a gate."""

    name = forms.CharField(label=_("Name of the gate"), max_length=60)
    gate_kind = forms.ChoiceField(label=_("Kind"), choices=list(GATE_KINDS.items()))
    emergency_lane = forms.BooleanField(label=_("Fire and ambulance lane"), required=False)


class ExceptionForm(ActForm):
    """Grant an exception."""

    reason = forms.ChoiceField(label=_("Reason"), choices=list(EXCEPTION_REASONS.items()))
    resident = forms.TypedChoiceField(label=_("For whom"), coerce=int, required=False, empty_value=None)
    visitor = forms.CharField(label=_("Somebody who comes to them"), max_length=60, required=False)
    escort = forms.CharField(label=_("Accompanied by, and vehicle"), max_length=60, required=False)
    since = moment(_("From"))
    until = moment(_("Until"))
    note = forms.CharField(label=_("Note"), max_length=500, required=False)

    def __init__(self, *args: Any, household: Household, now: datetime, **more: Any) -> None:
        super().__init__(*args, **more)
        people = [(one.pk, one.name) for one in household.residents.filter(left_at=None)]
        self.fields["resident"].choices = [("", _("everybody in the household")), *people]  # type: ignore[attr-defined]
        begins = timezone.localtime(now).replace(second=0, microsecond=0)
        self.fields["since"].initial, self.fields["until"].initial = begins, begins + timedelta(hours=3)


class UnitForm(OrderForm):
    """Close a unit-stair or a building."""

    building = forms.TypedChoiceField(label=_("Building"), coerce=int)
    stair = forms.CharField(label=_("Unit-stair; empty for the whole building"), max_length=20, required=False)
    field_order = ("building", "stair", "since")

    def __init__(self, *args: Any, area: Area, **more: Any) -> None:
        super().__init__(*args, area=area, **more)
        inside = Building.objects.filter(area_id__gte=area.span.first, area_id__lt=area.span.end)
        self.fields["building"].choices = [(one.pk, str(one)) for one in inside]  # type: ignore[attr-defined]


class ComplaintForm(ActForm):
    """What a household has to say."""

    complaint_kind = forms.ChoiceField(label=_("What it is"), choices=list(COMPLAINTS.items()))
    topic = forms.ChoiceField(label=_("About"), choices=list(TOPICS.items()))
    words = forms.CharField(label=_("In their own words"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class AnswerForm(ActForm):
    """What the household is told."""

    outcome = forms.ChoiceField(label=_("What came of it"), choices=list(ANSWERS.items()), initial="explained")
    words = forms.CharField(
        label=_("What the household is told"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class HandOverForm(ActForm):
    """Somebody else answers."""

    to = forms.TypedChoiceField(label=_("Who answers from now on"), coerce=int)

    def __init__(self, *args: Any, people: list[Person], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["to"].choices = [(who.pk, who.name) for who in people]  # type: ignore[attr-defined]
