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


class PlaceForm(ActForm):
    """Where the people of an unplaced row live."""

    address = forms.CharField(label=_("Address"), max_length=100)
    name = forms.CharField(label=_("Name, if the row has none"), max_length=60, required=False)


class DismissForm(ActForm):
    """Why a row names nobody who lives here."""

    reason = forms.CharField(label=_("Why nobody lives there"), max_length=200)
