"""What a run is asked with."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fangxian.door.forms import ActForm
from fangxian.whatif.questions import QUESTIONS

MOST_INFECTED = 200
RUNS = {100: _("100: a first look"), 200: _("200"), 500: _("500: finer, slower")}


class TrialForm(ActForm):
    """A question, how it begins, and how far to look."""

    question = forms.ChoiceField(label=_("question"), choices=lambda: list(QUESTIONS.items()))
    infected = forms.IntegerField(
        label=_("confirmed cases"), min_value=1, max_value=MOST_INFECTED, initial=2,
        help_text=_("They stand for infections of about a week ago; who they are is not asked."),
    )  # fmt: skip
    days = forms.IntegerField(label=_("days to look ahead"), min_value=20, max_value=180, initial=60)
    after = forms.IntegerField(
        label=_("no new case after day"), min_value=5, max_value=179, initial=28,
        help_text=_("Counted from today; a plan is sure enough at 95 of 100 runs."),
    )  # fmt: skip
    runs = forms.TypedChoiceField(
        label=_("number of runs"), choices=lambda: list(RUNS.items()), coerce=int, initial=200
    )

    def clean(self) -> dict[str, Any] | None:
        """The day after which nothing may happen lies within the days looked at."""
        cleaned = super().clean()
        if cleaned and cleaned.get("after") and cleaned.get("days") and cleaned["after"] >= cleaned["days"]:
            self.add_error("after", _("This day must lie within the days to look ahead."))
        return cleaned
