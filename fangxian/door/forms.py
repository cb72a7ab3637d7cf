"""Forms that carry an act: the same page sent twice writes once."""

from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils import timezone
from uuid_utils.compat import uuid7

from fangxian.areas.models import Person
from fangxian.door.act import Act
from fangxian.door.models import Entry
from fangxian.door.submit import submit


def moment_of(number: UUID) -> datetime:
    """When the act of this number happened: now, or when it was first sent, so that a second click is the same act."""
    first = Entry._base_manager.filter(act_id=number).values_list("happened_at", flat=True).first()
    return first or timezone.now()


class ActForm(forms.Form):
    """A form with the number of the act it will send, drawn when the page is shown: a second click is a replay."""

    act_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)

    def values(self) -> dict[str, Any]:
        """The cleaned values for the act; rooms override to rename or combine."""
        return {name: value for name, value in self.cleaned_data.items() if name != "act_id"}

    def act(self, kind: type[Act], **more: Any) -> Act:
        """The act these values ask for. Raises pydantic's ValidationError only for bugs: forms clean first."""
        number: UUID = self.cleaned_data["act_id"]
        return kind(id=number, **{"happened_at": moment_of(number), **self.values(), **more})

    def send(self, kind: type[Act], *, by: Person, **more: Any) -> Entry:
        """Submit the act; a refusal becomes the form's own error, in the reader's language."""
        entry = submit(self.act(kind, **more), by=by)
        if not entry.written:
            self.add_error(None, str(entry.sentence))
            self.renew()
        return entry

    def renew(self) -> None:
        """After a refusal the corrected page is a new act: under the old number it would be somebody's second try."""
        renewed = cast(QueryDict, self.data).copy()
        renewed[self.add_prefix("act_id")] = str(uuid7())
        self.data = renewed
