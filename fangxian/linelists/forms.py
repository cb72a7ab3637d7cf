"""What the pages of line lists ask for."""

import base64
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from fangxian.cases.models import CLASSES
from fangxian.cases.queries import cases_in
from fangxian.door.forms import ActForm
from fangxian.linelists.models import KINDS, ListRow
from fangxian.linelists.rules.fields import CASES
from fangxian.measures.forms import day

MAX_BYTES = 10_000_000


class ListForm(ActForm):
    """A list to send, and of what it is."""

    list_kind = forms.ChoiceField(
        label=_("List of"), required=False, choices=[("", _("tell by its columns")), *KINDS.items()]
    )
    file = forms.FileField(
        label=_("List"),
        help_text=_("Excel or CSV, as it is. An export of WHO Go.Data is understood without further words."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv,.txt"}),
    )

    def clean_file(self) -> UploadedFile:
        """Refuse what is larger than any list before it is read."""
        sent: UploadedFile = self.cleaned_data["file"]
        if (sent.size or 0) > MAX_BYTES:
            raise forms.ValidationError(_("The file is too large to be a list."))
        return sent

    def values(self) -> dict[str, Any]:
        """The file as the act takes it."""
        sent = self.cleaned_data["file"]
        content = base64.b64encode(sent.read()).decode()
        return {"file_name": sent.name[-200:], "content": content, "list_kind": self.cleaned_data["list_kind"]}


class RowForm(ActForm):
    """What is to be recorded of a row: as it was read, to be put right."""

    name = forms.CharField(label=_("Name, if not in the register"), max_length=60, required=False)
    phone = forms.CharField(label=_("Phone"), max_length=30, required=False)
    lives_here = forms.BooleanField(label=_("Lives here"), required=False)
    classification = forms.ChoiceField(label=_("Classification"), choices=list(CLASSES.items()))
    onset_on = day(_("First symptoms on"), required=False)
    on = day(_("Since"), required=False)
    case = forms.TypedChoiceField(label=_("Exposed to"), coerce=int)
    last_on = day(_("Last met on"))

    def __init__(self, *args: Any, row: ListRow, chosen: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        about_case = row.of.kind == CASES
        left = ("case", "last_on", "phone") if about_case else ("classification", "onset_on", "on", "lives_here")
        for name in (*left, *(("name", "phone", "lives_here") if chosen else ())):
            self.fields.pop(name, None)
        if not about_case:
            known = [(one.pk, _("Case %(number)s") % {"number": one.number}) for one in cases_in(row.area)]
            self.fields["case"].choices = [("", "—"), *known]  # type: ignore[attr-defined]


class DismissForm(ActForm):
    """Why a row is nothing to record."""

    reason = forms.CharField(label=_("Why it is nothing to record"), max_length=200)
