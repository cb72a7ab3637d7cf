"""What the pages about one case ask for: where it was, what was done, who was in contact and how."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fangxian.cases.models import FINDINGS, STEPS, Case
from fangxian.cases.queries import cases_in, employers_of, tracing_rules
from fangxian.door.forms import ActForm
from fangxian.measures.forms import day, moment, named
from fangxian.register.models import Resident


class StayForm(ActForm):
    """A place where a case was."""

    setting = forms.ChoiceField(label=_("Kind of place"))
    where = forms.CharField(
        label=_("Where"), max_length=200, required=False,
        help_text=_("An address of the register, such as 3-1-501, makes those who live there contacts."),
    )  # fmt: skip
    employer = forms.TypedChoiceField(label=_("Workplace"), coerce=int, required=False, empty_value=None)
    since = moment(_("From"))
    until = moment(_("Until"))

    def __init__(self, *args: Any, case: Case, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["setting"].choices = named("setting")  # type: ignore[attr-defined]
        choices = [("", "—"), *((one.pk, one.name) for one in employers_of(case.community))]
        self.fields["employer"].choices = choices  # type: ignore[attr-defined]


class StepForm(ActForm):
    """What was done with a case, and when."""

    step = forms.ChoiceField(label=_("What was done"), choices=list(STEPS.items()))
    happened_at = moment(_("When"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["happened_at"].initial = timezone.localtime


class SourceForm(ActForm):
    """Which case infected this one, and where."""

    infected_by = forms.TypedChoiceField(label=_("Infected by"), coerce=int, required=False, empty_value=None)
    setting = forms.ChoiceField(label=_("Where it happened"), required=False)

    def __init__(self, *args: Any, case: Case, **more: Any) -> None:
        super().__init__(*args, **more)
        others = cases_in(case.community).exclude(pk=case.pk)
        choices = [(one.pk, _("Case %(number)s") % {"number": one.number}) for one in others]
        self.fields["infected_by"].choices = [("", _("brought from outside")), *choices]  # type: ignore[attr-defined]
        self.fields["setting"].choices = [("", "—"), *named("setting")]  # type: ignore[attr-defined]


class NameForm(ActForm):
    """Somebody who was in contact: the resident chosen, or a name."""

    name = forms.CharField(label=_("Name, if not in the register"), max_length=60, required=False)
    phone = forms.CharField(label=_("Phone"), max_length=30, required=False)
    last_on = day(_("Last met on"))

    def __init__(self, *args: Any, resident: Resident | None, **more: Any) -> None:
        super().__init__(*args, **more)
        if resident is not None:
            del self.fields["name"], self.fields["phone"]


class DecideForm(ActForm):
    """How the contacts ticked in the list are judged."""

    finding = forms.ChoiceField(label=_("Decide"), choices=[pair for pair in FINDINGS.items() if pair[0] != "released"])
    contact_kind = forms.ChoiceField(label=_("Kind of contact"), required=False)
    last_on = day(_("Last exposure, if it differs"), required=False)

    def __init__(self, *args: Any, case: Case, **more: Any) -> None:
        super().__init__(*args, **more)
        kinds = tracing_rules(case.community, on=timezone.localdate()).kinds
        words = dict(named("contact"))
        choices = [("", _("by the reason")), *((kind, words[kind]) for kind in kinds)]
        self.fields["contact_kind"].choices = choices  # type: ignore[attr-defined]
