"""Forms of the supplies pages."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fangxian.areas.models import Area, Person
from fangxian.areas.queries import pack_chosen
from fangxian.door.forms import ActForm
from fangxian.rulepacks.packs import packaged_library
from fangxian.supplies.models import ITEM_KINDS, PRIORITIES, UNMET_REASONS, Bag, Item, NeedsList
from fangxian.supplies.queries.stock import disease_pack, kept_items, stores_of

SLOT_BEGINS, SLOT_ENDS = timedelta(hours=15), timedelta(hours=18)


def moment(label: Any) -> forms.DateTimeField:
    """A field for a local moment, to the minute."""
    return forms.DateTimeField(
        label=label, widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )


def amount(label: Any, **more: Any) -> forms.DecimalField:
    """A field for an amount of goods, to the hundredth."""
    more = {"min_value": Decimal("0.01"), "max_digits": 9, "decimal_places": 2, **more}
    return forms.DecimalField(label=label, **more)


def options(rows: Any) -> list[tuple[str, str]]:
    """Rows as choices, with an empty one first."""
    return [("", "—"), *((str(row.pk), str(row)) for row in rows)]


def shown(number: Decimal | None) -> str | None:
    """A quantity as people write it: 3, not 3.00."""
    return None if number is None else f"{number.normalize():f}"


class RoundForm(ActForm):
    """Until when needs are taken, and when everything is promised; the rest pack proposes tonight's deadline."""

    deadline = moment(_("Needs are taken until"))
    slot_from = moment(_("Brought from"))
    slot_until = moment(_("Brought by"))

    @classmethod
    def proposed(cls, area: Area, *, now: datetime) -> "RoundForm":
        """Tonight's deadline of the pack, or tomorrow's when it is past; brought the next day."""
        local = timezone.localtime(now)
        pack = packaged_library().pack(pack_chosen(area, "rest", on=local.date()))
        tonight = local.replace(hour=0, minute=0, second=0, microsecond=0)
        clock = pack.clock("rhythm.order_deadline")
        deadline = tonight + timedelta(hours=clock.hour, minutes=clock.minute)
        deadline += timedelta(days=deadline <= local)
        return cls(
            initial={"deadline": deadline, "slot_from": deadline + SLOT_BEGINS, "slot_until": deadline + SLOT_ENDS}
        )


class NeedsForm(ActForm):
    """What one household needs: a number for each item on offer."""

    priority = forms.ChoiceField(label=_("Cannot wait"), required=False, choices=[("", "—"), *PRIORITIES.items()])
    note = forms.CharField(label=_("Note"), required=False, max_length=200)

    def __init__(self, *args: Any, items: list[Item], found: NeedsList | None = None, **more: Any) -> None:
        stated = {need.item_id: need.quantity for need in found.needs.all()} if found else {}
        first = {"priority": found.priority, "note": found.note} if found else {}
        super().__init__(*args, **{"initial": first, **more})
        self.items = items
        for name in ("priority", "note"):
            self.fields[name].widget.attrs["aria-label"] = self.fields[name].label
        for item in items:
            field = amount(item.name, required=False, initial=shown(stated.get(item.pk)))
            field.widget.attrs |= {"class": "form-control form-control-sm num", "aria-label": item.name, "step": "any"}
            self.fields[f"item_{item.pk}"] = field

    def values(self) -> dict[str, Any]:
        """The lines with a quantity."""
        lines = [(item.pk, self.cleaned_data[f"item_{item.pk}"]) for item in self.items]
        wanted = [{"item": item, "quantity": number} for item, number in lines if number]
        return {"wanted": wanted, "priority": self.cleaned_data["priority"], "note": self.cleaned_data["note"]}

    @property
    def cells(self) -> list[forms.BoundField]:
        """The quantities, in the order of the columns."""
        return [self[f"item_{item.pk}"] for item in self.items]


class DeliverersForm(ActForm):
    """Who goes out; the software shares the bags among them."""

    people = forms.TypedMultipleChoiceField(
        label=_("Who brings the bags"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one person who brings the bags.")},
    )

    def __init__(self, *args: Any, able: list[Person], **more: Any) -> None:
        super().__init__(*args, **more)
        self.able = {person.pk: person for person in able}
        self.fields["people"].choices = [(pk, person.name) for pk, person in self.able.items()]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """The people ticked become tours, which the page makes from the proposal."""
        return {}

    def chosen(self) -> list[Person]:
        """The people ticked."""
        return [self.able[pk] for pk in self.cleaned_data["people"]]


class ToursForm(ActForm):
    """Who brings each bag, as the page showed it in walking order; a bag may have been given to somebody else."""

    def __init__(self, *args: Any, bags: list[Bag], able: list[Person], **more: Any) -> None:
        super().__init__(*args, **more)
        self.people = [(str(person.pk), person.name) for person in able]
        for bag in bags:
            self.fields[f"bag_{bag.pk}"] = forms.ChoiceField(label=str(bag.household), choices=self.people)

    def values(self) -> dict[str, Any]:
        """The tours: each deliverer's bags in the order of the page."""
        tours: dict[int, list[int]] = {}
        for name in self.data:
            if name.startswith("bag_") and name in self.cleaned_data:
                tours.setdefault(int(self.cleaned_data[name]), []).append(int(name.removeprefix("bag_")))
        return {"tours": [{"deliverer": who, "bags": bags} for who, bags in tours.items()]}


class UnmetForm(ActForm):
    """Why a bag did not reach its household."""

    reason = forms.ChoiceField(label=_("Reason"), choices=list(UNMET_REASONS.items()))


class MedicineForm(ActForm):
    """Which medicine, for whom, by when, and who fetches it."""

    household = forms.TypedChoiceField(label=_("Household"), coerce=int)
    what = forms.CharField(label=_("Medicine and amount"), max_length=200)
    wanted_by = moment(_("Wanted by"))
    runner = forms.TypedChoiceField(label=_("Who fetches it"), coerce=int)

    def __init__(self, *args: Any, homes: Any, able: list[Person], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["household"].choices = options(homes)  # type: ignore[attr-defined]
        self.fields["runner"].choices = options(able)  # type: ignore[attr-defined]


class ItemForm(ActForm):
    """Goods to order or to keep."""

    name = forms.CharField(label=_("What it is called"), max_length=60)
    unit = forms.CharField(label=_("Unit"), max_length=12)
    item_kind = forms.ChoiceField(label=_("Kind"), choices=list(ITEM_KINDS.items()))
    offered = forms.BooleanField(label=_("Households may order it"), required=False, initial=True)
    price = amount(_("Price of a unit"), required=False, min_value=Decimal(0))
    litres = forms.DecimalField(
        label=_("Litres of alcohol in a unit"),
        required=False,
        max_digits=8,
        decimal_places=3,
        min_value=Decimal("0.001"),
    )


class StoreForm(ActForm):
    """A room where supplies lie."""

    name = forms.CharField(label=_("What it is called"), max_length=60)
    alcohol_limit_l = forms.DecimalField(
        label=_("Alcohol up to, in litres"), required=False, max_digits=8, decimal_places=3, min_value=Decimal("0.001"),
        help_text=_("Left empty, the limit of the rule pack holds."),
    )  # fmt: skip


class ShelfForm(ActForm):
    """One item in one store of a community."""

    store = forms.TypedChoiceField(label=_("Store"), coerce=int)
    item = forms.TypedChoiceField(label=_("Item"), coerce=int)

    def __init__(self, *args: Any, area: Area, **more: Any) -> None:
        super().__init__(*args, **more)
        stores = list(stores_of(area))
        self.fields["store"].choices = options(stores)[len(stores) == 1 :]  # type: ignore[attr-defined]
        self.fields["item"].choices = options(kept_items(area))  # type: ignore[attr-defined]


class ReceiveForm(ShelfForm):
    """Goods that came in."""

    quantity = amount(_("Quantity"))
    party = forms.CharField(label=_("From whom"), required=False, max_length=60)
    price = amount(_("Price of a unit"), required=False, min_value=Decimal(0), initial=0)
    expires_on = forms.DateField(
        label=_("Use before"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def values(self) -> dict[str, Any]:
        """An empty price is none."""
        return super().values() | {"price": self.cleaned_data["price"] or Decimal(0)}


class IssueForm(ShelfForm):
    """Goods that go to a team."""

    quantity = amount(_("Quantity"))
    party = forms.CharField(label=_("To whom"), max_length=60)


class FreeForm(ShelfForm):
    """The same for everybody, free of charge."""

    per_household = amount(_("For each household"), required=False, min_value=Decimal(0), initial=0)
    per_person = amount(_("And for each person"), required=False, min_value=Decimal(0), initial=0)

    def values(self) -> dict[str, Any]:
        """Empty numbers are none."""
        each = {name: self.cleaned_data[name] or Decimal(0) for name in ("per_household", "per_person")}
        return super().values() | each


class CountForm(ShelfForm):
    """What was counted."""

    counted = amount(_("What was counted"), min_value=Decimal(0))
    reason = forms.CharField(label=_("Why it differs from the books"), required=False, max_length=200)


class ReturnForm(ShelfForm):
    """Issued goods that came back."""

    quantity = amount(_("Quantity"))
    party = forms.CharField(label=_("From whom"), required=False, max_length=60)


class PlanForm(ActForm):
    """How much everybody gets a day; the rule pack proposes masks and the days of quarantine."""

    item = forms.TypedChoiceField(label=_("Item"), coerce=int)
    per_person_day = amount(_("For each person a day"))
    days = forms.IntegerField(label=_("Must last, in days"), min_value=1, max_value=366)

    def __init__(self, *args: Any, area: Area, **more: Any) -> None:
        pack = disease_pack(area, timezone.now())
        first = {
            "per_person_day": pack.number("supplies.masks_per_person_day"), "days": pack.int("contacts.quarantine_days")
        }  # fmt: skip
        super().__init__(*args, **{"initial": first, **more})
        self.fields["item"].choices = options(kept_items(area))  # type: ignore[attr-defined]
