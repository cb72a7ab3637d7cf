"""Forms of the register."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from fangxian.door.forms import ActForm
from fangxian.register.cutting import Named
from fangxian.register.geojson import MapError, Position, positions_in, spot_in
from fangxian.register.ledger import Field
from fangxian.register.models import Building

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


class CutForm(ActForm):
    """How many grids; and, when one is decided, the grids themselves as the page shows them."""

    act_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7, required=False)
    number = forms.IntegerField(
        label=_("number of grids"),
        min_value=1,
        max_value=999,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), _("The number of grids is a whole number from 1 to 999.")
        ),
    )

    def values(self) -> dict[str, Any]:
        """The number only proposes; what is decided are the grids."""
        return {}

    def grids_wanted(self, sent: QueryDict, *, unnamed: str) -> list[dict[str, Any]]:
        """The grids as they were sent, row by row; nothing if a row is damaged."""
        rows = zip(*(sent.getlist(name) for name in ("grid", "name", "buildings", "worker")), strict=False)
        try:
            return [
                {
                    "grid": int(grid) if grid else None,
                    "name": (name.strip() or unnamed % {"number": number})[:100],
                    "buildings": tuple(int(key) for key in buildings.split(",")),
                    "worker": int(worker) if worker else None,
                }
                for number, (grid, name, buildings, worker) in enumerate(rows, start=1)
            ]
        except ValueError:
            return []

    def exceptions_wanted(self, sent: QueryDict) -> list[dict[str, Any]] | None:
        """The exceptions as the proposal was made with them; None if what came is damaged."""
        try:
            found = json.loads(sent.get("exceptions") or "[]")
        except ValueError:
            return None
        return found if isinstance(found, list) and all(isinstance(each, dict) for each in found) else None


RULES = {
    "together": _("stay in one grid"),
    "parted": _("do not touch: something lies between them"),
    "joined": _("touch although the map does not say so"),
}


class ExceptionForm(forms.Form):
    """One named exception of a cut: buildings by their numbers, and why. A row without either says nothing."""

    rule = forms.ChoiceField(label=_("These buildings"), choices=RULES.items())
    buildings = forms.CharField(
        label=_("Buildings"),
        max_length=400,
        required=False,
        help_text=_("Their numbers, as they stand in the list: 3, 4, 7."),
    )
    reason = forms.CharField(label=_("Why"), max_length=200, required=False)

    def __init__(self, *args: Any, known: Mapping[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known

    def clean_buildings(self) -> tuple[int, ...]:
        """The keys of two buildings or more that stand here."""
        names = [name for name in re.split(r"[,，、;；\s]+", self.cleaned_data["buildings"]) if name]
        for name in names:
            if name not in self.known:
                raise forms.ValidationError(_("No building %(name)s stands here.") % {"name": name})
        if names and len(set(names)) < max(2, len(names)):
            raise forms.ValidationError(_("Name at least two buildings, each once."))
        return tuple(self.known[name] for name in names)

    def clean(self) -> dict[str, Any]:
        """Buildings and reason belong together."""
        said = self.cleaned_data
        for one, other in (("buildings", "reason"), ("reason", "buildings")):
            if said.get(one) and other in said and not said[other]:
                self.add_error(other, self.fields[other].error_messages["required"])
        return said


def exceptions_form(
    data: QueryDict | None, buildings: Sequence[Building], kept: Sequence[Named] = ()
) -> forms.BaseFormSet[ExceptionForm]:
    """The rows in which exceptions are named: those of the latest cut, and two empty ones."""
    names = {building.pk: str(building) for building in buildings}
    first = [
        {"rule": each.rule, "reason": each.reason, "buildings": ", ".join(names[key] for key in each.buildings)}
        for each in kept
        if set(each.buildings) <= names.keys()
    ]
    rows = forms.formset_factory(ExceptionForm, extra=2, max_num=100)
    known = {name: key for key, name in names.items()}
    return rows(data, initial=first, prefix="exception", form_kwargs={"known": known})


def named_in(rows: forms.BaseFormSet[ExceptionForm]) -> list[Named]:
    """The exceptions of rows that are in order; a row without buildings and reason says nothing."""
    said = [form.cleaned_data for form in rows.forms if form.cleaned_data.get("buildings")]
    return [Named(each["rule"], each["buildings"], each["reason"]) for each in said]


class PositionsForm(ActForm):
    """Where buildings stand: a GeoJSON file whose features carry a building's number or name."""

    file = forms.FileField(
        label=_("map of the buildings (GeoJSON)"),
        help_text=_("Each feature carries the building's number or name; its middle counts."),
        widget=forms.FileInput(attrs={"accept": ".geojson,.json"}),
    )

    def __init__(self, *args: Any, buildings: Sequence[Building] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.buildings, self.unknown = buildings, list[str]()

    def clean_file(self) -> tuple[Position, ...]:
        """The positions of the buildings that are known here."""
        file: UploadedFile = self.cleaned_data["file"]
        if file.size is not None and file.size > MAX_BYTES:
            raise forms.ValidationError(_("This file is too large."))
        try:
            found, self.unknown = positions_in(file.read(), {(b.zone, b.number): b.pk for b in self.buildings})
        except MapError as fault:
            raise forms.ValidationError(MAP_FAULTS[fault.code]) from fault
        return found

    def values(self) -> dict[str, Any]:
        """The spots for the act."""
        return {"spots": [asdict(position) for position in self.cleaned_data["file"]]}


class BoardForm(ActForm):
    """Where each building stands, drawn or typed: "longitude, latitude" in degrees, or nothing."""

    def __init__(self, *args: Any, buildings: Sequence[Building], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.buildings = buildings
        for one in buildings:
            placed = one.lon is not None and one.lat is not None
            field = forms.CharField(label=str(one), required=False, max_length=60)
            field.initial = f"{one.lon:.6f}, {one.lat:.6f}" if placed else ""
            self.fields[f"at_{one.pk}"] = field

    def rows(self) -> list[tuple[Building, forms.BoundField]]:
        """Each building with its field."""
        return [(one, self[f"at_{one.pk}"]) for one in self.buildings]

    def clean(self) -> dict[str, Any]:
        """A place for every field that says something; a field that says none is named."""
        self.spots = []
        for one in self.buildings:
            said = str(self.cleaned_data.get(f"at_{one.pk}") or "").strip()
            spot = spot_in(said)
            if spot is not None:
                self.spots.append(Position(one.pk, *spot))
            elif said:
                self.add_error(f"at_{one.pk}", _("Write longitude and latitude in degrees, as 119.50, 35.40."))
        if not self.spots and not self.errors:
            self.add_error(None, _("No building has a place yet. Click on the board where the first one stands."))
        return self.cleaned_data

    def values(self) -> dict[str, Any]:
        """The spots for the act."""
        return {"spots": [asdict(position) for position in self.spots]}


class NoticeForm(forms.Form):
    """What a printed notice says besides what is known; printed, not kept."""

    phone = forms.CharField(label=_("phone of the grid worker"), required=False, max_length=40)
    supervision = forms.CharField(label=_("phone for complaints"), required=False, max_length=40)


MAP_FAULTS = {
    "no_json": _("This file is no GeoJSON. Export the buildings as GeoJSON and send that."),
    "no_features": _("This file holds no features."),
    "no_match": _("No building of this file is known here. Each feature needs the building's number as “number”."),
    "not_degrees": _("The positions are no degrees of longitude and latitude (WGS 84)."),
}
