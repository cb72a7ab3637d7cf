"""What the page about the shift of a case asks for."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fangxian.areas.models import Area
from fangxian.cases.queries import employers_of, shift_meant
from fangxian.door.forms import ActForm
from fangxian.measures.forms import day


class ShiftForm(ActForm):
    """Where, who in one line, and until when they worked together."""

    employer = forms.TypedChoiceField(label=_("Workplace"), coerce=int)
    mates = forms.CharField(
        label=_("Same shift"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Names with a comma between them. For namesakes add the house: 张伟 3-1-501."),
    )  # fmt: skip
    last_on = day(_("Last shift together on"))

    def __init__(self, *args: Any, community: Area, **more: Any) -> None:
        super().__init__(*args, **more)
        self.community = community
        self.fields["employer"].choices = [(one.pk, one.name) for one in employers_of(community)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Read the line against those who work there; say what fits nobody, and what fits several."""
        cleaned = super().clean() or self.cleaned_data
        if "mates" not in cleaned or "employer" not in cleaned:
            return cleaned
        found = shift_meant(self.community, cleaned["employer"], cleaned["mates"], at=timezone.now())
        for names, said in (
            (found.unknown, _("Nobody of this name works there: %(names)s.")),
            (found.several, _("Several people, add the house: %(names)s.")),
        ):
            if names:
                self.add_error("mates", said % {"names": "、".join(names)})
        return {**cleaned, "mates": found.keys}
