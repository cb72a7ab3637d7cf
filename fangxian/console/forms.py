"""The forms of the console's own pages: posts, openings of names, the ledger's questions, and strays."""

import json
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError
from pydantic.fields import FieldInfo

from fangxian.areas.models import Area
from fangxian.areas.roles import ROLE_NAMES
from fangxian.console.queries import Wanted, with_grids
from fangxian.console.titles import title_of
from fangxian.console.words import fault_word, field_word
from fangxian.door.act import Act, all_acts, parsed
from fangxian.door.forms import ActForm
from fangxian.door.models import Entry

PREFIX = "v_"


class AppointForm(ActForm):
    """A post for somebody, who gets an account if the sign-in name is new."""

    name = forms.CharField(label=_("Name"), max_length=60)
    username = forms.RegexField(
        r"^[\w.@+-]+$", label=_("Sign-in name"), min_length=2, max_length=60,
        help_text=_("Letters, digits and . @ + - _. For someone who has an account, the name they sign in with."),
    )  # fmt: skip
    role = forms.ChoiceField(label=_("Role"), choices=lambda: list(ROLE_NAMES.items()))
    area = forms.ModelChoiceField(Area._base_manager.none(), label=_("Place or grid"), empty_label=None, required=False)
    since = forms.DateField(
        label=_("From day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Empty: from now on."),
    )  # fmt: skip
    until = forms.DateField(
        label=_("Until and with day"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), help_text=_("Empty: until it is ended."),
    )  # fmt: skip

    def __init__(self, *args: Any, place: Area, **more: Any) -> None:
        super().__init__(*args, **more)
        places = cast("forms.ModelChoiceField[Area]", self.fields["area"])
        places.queryset, places.initial, self.place = with_grids(place), place, place

    def clean(self) -> dict[str, Any]:
        """A post ends after it begins, and not before today."""
        first = self.cleaned_data.get("since") or timezone.localdate()
        last = self.cleaned_data.get("until")
        if last is not None and last < max(first, timezone.localdate()):
            self.add_error("until", _("A post ends after it begins, and not in the past."))
        return self.cleaned_data

    def values(self) -> dict[str, Any]:
        """What AppointPost carries: days become moments, from the first midnight until the midnight after the last."""
        given = super().values()
        area, since, until = given.pop("area") or self.place, given.pop("since"), given.pop("until")
        moments = {"since": midnight(since)} if since else {}
        moments |= {"until": midnight(until + timedelta(days=1))} if until else {}
        return {**given, **moments, "area": area.pk}


def midnight(day: date) -> datetime:
    """The first moment of a day where the house stands."""
    return timezone.make_aware(datetime.combine(day, time.min))


class EndPostForm(ActForm):
    """Ending a post or inviting its holder asks nothing but the click."""


class OpenNamesForm(ActForm):
    """Why names are opened."""

    reason = forms.CharField(label=_("Reason"), min_length=4, max_length=200, help_text=_("Kept in the ledger."))


class AsideForm(ActForm):
    """Why an upload is set aside."""

    reason = forms.CharField(label=_("Reason"), min_length=4, max_length=200)


class LedgerForm(forms.Form):
    """What a reader of the ledger looks for."""

    kind = forms.ChoiceField(label=_("What"), required=False, choices=lambda: [("", _("everything")), *kinds()])
    day = forms.DateField(
        label=_("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    person = forms.CharField(label=_("By whom"), required=False, max_length=60)
    fate = forms.ChoiceField(
        label=_("Outcome"), required=False,
        choices=[("", _("all")), (Entry.WRITTEN, _("written")), (Entry.REFUSED, _("refused"))],
    )  # fmt: skip

    def wanted(self) -> Wanted:
        """The questions that could be read; the others narrow nothing."""
        self.is_valid()
        asked: dict[str, Any] = self.cleaned_data
        day: date | None = asked.get("day")
        return Wanted(asked.get("kind", ""), day, asked.get("person", ""), asked.get("fate", ""))


def kinds() -> list[tuple[str, str]]:
    """Every kind of act with its title, by title."""
    return sorted(((kind, title_of(kind)) for kind in all_acts()), key=lambda pair: pair[1])


class MendForm(ActForm):
    """The values of an upload as fields of the kind it is meant to be; what is wrong stands beside each field."""

    def __init__(
        self, act: type[Act], raw: Mapping[str, Any], data: Any = None, *, kept: Mapping[str, Any] | None = None
    ) -> None:
        """`kept` are values this reader may not see: they go along as they were sent."""
        super().__init__(data)
        self.act_kind, self.known, self.raw, self.kept = act.kind, act.model_fields, raw, kept or {}
        for name, info in act.model_fields.items():
            if name != "id" and name not in self.kept:
                self.fields[PREFIX + name] = field_for(name, info, raw.get(name))

    def unknown(self) -> list[tuple[str, str]]:
        """What the upload holds that this kind has no field for."""
        names = set(self.raw) - set(self.known) - {"kind"}
        return [(name, as_text(self.raw[name])) for name in sorted(names)]

    def given(self) -> dict[str, Any]:
        """The values as the act would receive them: its own number, and every field that is not empty."""
        texts = {name[len(PREFIX) :]: text for name, text in self.cleaned_data.items() if name.startswith(PREFIX)}
        values = {name: as_value(text, self.known[name]) for name, text in texts.items() if text}
        values |= self.kept
        return {"id": self.raw["id"], **values} if self.raw.get("id") else values

    def clean(self) -> dict[str, Any]:
        """Read the values as the kind would, and put each fault beside its field."""
        try:
            parsed(self.act_kind, self.given())
        except ValidationError as wrong:
            for error in wrong.errors(include_url=False, include_input=False, include_context=False):
                field = f"{PREFIX}{error['loc'][0]}" if error["loc"] else ""
                self.add_error(field if field in self.fields else None, fault_word(error["type"]))
        return self.cleaned_data

    def values(self) -> dict[str, Any]:
        """What MendStray carries."""
        return {"act_kind": self.act_kind, "values": self.given()}


def field_for(name: str, info: FieldInfo, value: Any) -> forms.CharField:
    """A line of text for a field; faults are the kind's to name, so nothing is required here."""
    text = as_text(value)
    wide = forms.Textarea(attrs={"rows": 3}) if len(text) > 80 else None
    return forms.CharField(
        label=field_word(name), required=False, initial=text, widget=wide,
        help_text=_("This is needed.") if info.is_required() else "",
    )  # fmt: skip


def as_text(value: Any) -> str:
    """A value of an upload as editable text."""
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def as_value(text: str, info: FieldInfo) -> Any:
    """Text as a value: lists and objects are JSON, everything else is read by the act itself."""
    if info.annotation is str or text[:1] not in ("[", "{"):
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text
