"""What the pages about signals from workplaces ask for."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fangxian.areas.models import Area
from fangxian.cases.queries import known_cases
from fangxian.door.forms import ActForm
from fangxian.measures.forms import day


class SignalForm(ActForm):
    """When people could have met there last, and who said so."""

    exposed_on = day(_("Last day people could have met there"))
    heard = forms.CharField(label=_("Who said so, and what (no name of a patient)"), max_length=500, required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["exposed_on"].initial = timezone.localdate()


class ConfirmForm(ActForm):
    """Which case on record it is: those that are confirmed or probable."""

    case = forms.TypedChoiceField(label=_("Which case it is"), coerce=int)

    def __init__(self, *args: Any, area: Area, **more: Any) -> None:
        super().__init__(*args, **more)
        sure = [one for one in known_cases(area, at=timezone.now()) if one.classification in ("confirmed", "probable")]
        choices = [(one.case.pk, _("Case %(number)s") % {"number": one.case.number}) for one in sure]
        self.fields["case"].choices = choices  # type: ignore[attr-defined]
