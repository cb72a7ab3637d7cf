"""Forms of the register."""

from __future__ import annotations

import base64
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from fangxian.door.forms import ActForm
from fangxian.register.ledger import Field

MAX_BYTES = 40_000_000

FIELD_NAMES = {
    "": _("not used"),
    Field.NAME: _("name"),
    Field.HEAD_NAME: _("name of the head of household"),
    Field.MEMBERS: _("members of the household"),
    Field.MEMBER_COUNT: _("number of people"),
    Field.HOUSEHOLD_NUMBER: _("number of the household"),
    Field.RELATION: _("relation to the head"),
    Field.SEX: _("sex"),
    Field.CITIZEN_ID: _("identity number"),
    Field.BORN_ON: _("birth date"),
    Field.AGE: _("age"),
    Field.PHONE: _("phone"),
    Field.ADDRESS: _("whole address"),
    Field.ZONE: _("compound, street or group"),
    Field.AREA_NAME: _("village or community"),
    Field.BUILDING: _("building"),
    Field.UNIT: _("unit"),
    Field.FLOOR: _("floor"),
    Field.ROOM: _("room"),
    Field.EMPLOYER: _("employer"),
    Field.HUKOU: _("registered residence"),
    Field.NON_LOCAL: _("registered elsewhere"),
    Field.TENANT: _("tenant"),
    Field.RETURNED_ON: _("date of return"),
    Field.CAME_FROM: _("came from"),
    Field.VEHICLE: _("plate"),
    Field.GRID: _("grid"),
    Field.GRID_WORKER: _("grid worker"),
    Field.SEQUENCE: _("sequence number"),
    Field.NOTE: _("note"),
    Field.IGNORED: _("ignore on purpose"),
}


class LedgerForm(ActForm):
    """A ledger file to send."""

    file = forms.FileField(
        label=_("Ledger file"),
        help_text=_("Excel or CSV, as it is. Titles, merged cells and several sheets do not matter."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv,.txt,.htm,.html"}),
    )

    def clean_file(self) -> UploadedFile:
        """Refuse what is larger than any ledger before it is read."""
        sent: UploadedFile = self.cleaned_data["file"]
        if (sent.size or 0) > MAX_BYTES:
            raise forms.ValidationError(_("The file is too large to be a ledger."))
        return sent

    def values(self) -> dict[str, Any]:
        """The file as the act takes it."""
        sent = self.cleaned_data["file"]
        return {"file_name": sent.name[-200:], "content": base64.b64encode(sent.read()).decode()}


def text(field: Field, length: int) -> forms.CharField:
    """A line of text a resident may have or not."""
    return forms.CharField(label=FIELD_NAMES[field], max_length=length, required=False)


def day(field: Field) -> forms.DateField:
    """A day a resident may have or not, in the browser's own calendar."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=FIELD_NAMES[field], required=False, widget=widget)


class CorrectForm(ActForm):
    """What the register says of a resident. Only what was changed is sent."""

    name = forms.CharField(label=FIELD_NAMES[Field.NAME], max_length=60)
    relation = text(Field.RELATION, 20)
    sex = forms.ChoiceField(
        label=FIELD_NAMES[Field.SEX], required=False, choices=[("", "—"), ("f", _("female")), ("m", _("male"))]
    )
    born_on = day(Field.BORN_ON)
    citizen_id = forms.CharField(
        label=FIELD_NAMES[Field.CITIZEN_ID], max_length=30, required=False,
        help_text=_("Left empty, the number that is known stays."),
    )  # fmt: skip
    phone = text(Field.PHONE, 60)
    employer = text(Field.EMPLOYER, 100)
    hukou = text(Field.HUKOU, 100)
    non_local = forms.BooleanField(label=FIELD_NAMES[Field.NON_LOCAL], required=False)
    returned_on = day(Field.RETURNED_ON)
    came_from = text(Field.CAME_FROM, 100)
    note = text(Field.NOTE, 500)

    own: tuple[str, ...] = ("act_id", "name")

    def values(self) -> dict[str, Any]:
        """The name where it was changed, and the particulars that were."""
        said = {name: self.cleaned_data[name] for name in self.changed_data}
        named = {name: value for name, value in said.items() if name in self.own and name != "act_id"}
        return {**named, "particulars": {name: value for name, value in said.items() if name not in self.own}}


class NewResidentForm(CorrectForm):
    """Somebody who is not in the register yet."""

    address = forms.CharField(
        label=_("Address"), max_length=100, help_text=_("For example 3-2-501, or 12号 for a house.")
    )
    field_order = ("name", "address")

    own = ("act_id", "name", "address")

    def values(self) -> dict[str, Any]:
        """The address also where it stood there already."""
        return {**super().values(), "address": self.cleaned_data["address"]}


class MoveForm(ActForm):
    """Where a resident lives from now on."""

    address = forms.CharField(
        label=_("New address"), max_length=100, help_text=_("For example 3-2-501, or 12号 for a house.")
    )


class PlaceForm(ActForm):
    """Where the people of an unplaced row live."""

    address = forms.CharField(label=_("Address"), max_length=100)
    name = forms.CharField(label=_("Name, if the row has none"), max_length=60, required=False)


class DismissForm(ActForm):
    """Why a row names nobody who lives here."""

    reason = forms.CharField(label=_("Why nobody lives there"), max_length=200)
