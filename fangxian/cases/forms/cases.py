"""Forms for cases and for the situation of a place."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fangxian.areas.models import Area
from fangxian.cases.models import CLASSES, SOURCES, Case
from fangxian.cases.queries import cases_in
from fangxian.door.forms import ActForm
from fangxian.measures.forms import day, named
from fangxian.register.models import Household


class FindingForm(ActForm):
    """What a case is, and what is known of its source."""

    classification = forms.ChoiceField(label=_("Classification"), choices=list(CLASSES.items()))
    source = forms.ChoiceField(label=_("Source of infection"), choices=list(SOURCES.items()))
    on = day(_("Since"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["on"].initial = timezone.localdate()


class RecordForm(FindingForm):
    """A new case: somebody of a household of the register, or a name."""

    resident = forms.TypedChoiceField(label=_("Who"), coerce=int, required=False, empty_value=None)
    name = forms.CharField(label=_("Name, if not in the register"), max_length=60, required=False)
    lives_here = forms.BooleanField(label=_("Lives here"), required=False, initial=True)
    onset_on = day(_("First symptoms on"), required=False)
    field_order = ("resident", "name", "lives_here", "onset_on")

    def __init__(self, *args: Any, household: Household | None, **more: Any) -> None:
        super().__init__(*args, **more)
        people = household.residents.filter(left_at=None) if household else ()
        choices = [("", _("somebody who is not in the register")), *((one.pk, one.name) for one in people)]
        self.fields["resident"].choices = choices  # type: ignore[attr-defined]


class OnsetForm(ActForm):
    """The day of first symptoms as it should be, and why."""

    onset_on = day(_("First symptoms on"), required=False, help_text=_("Empty: found without symptoms."))
    reason = forms.CharField(label=_("Why it is another day"), max_length=500)


class TakeBackForm(ActForm):
    """Why something written down of a case is taken back."""

    reason = forms.CharField(label=_("Why it is taken back"), min_length=2, max_length=500)


class KeepOnsetForm(ActForm):
    """Why the day on record stays."""

    reason = forms.CharField(label=_("Why the day on record stays"), max_length=500)


class LinkForm(ActForm):
    """Which other case shares which setting."""

    other = forms.TypedChoiceField(label=_("The other case"), coerce=int)
    setting = forms.ChoiceField(label=_("Shared setting"))
    note = forms.CharField(label=_("Note"), max_length=500, required=False)

    def __init__(self, *args: Any, area: Area, case: Case, **more: Any) -> None:
        super().__init__(*args, **more)
        others = cases_in(area).filter(community=case.community_id).exclude(pk=case.pk)
        choices = [(one.pk, _("Case %(number)s") % {"number": one.number}) for one in others]
        self.fields["other"].choices = choices  # type: ignore[attr-defined]
        self.fields["setting"].choices = named("setting")  # type: ignore[attr-defined]


class LevelForm(ActForm):
    """Decide the situation."""

    level = forms.ChoiceField(label=_("Situation"))
    body = forms.CharField(label=_("Deciding body"), max_length=100)
    basis = forms.CharField(label=_("Legal basis"), max_length=200)
    document_no = forms.CharField(label=_("Document number"), max_length=60)
    reason = forms.CharField(
        label=_("Why otherwise than proposed"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["level"].choices = named("level")  # type: ignore[attr-defined]
