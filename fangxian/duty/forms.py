"""Forms of the duty pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fangxian.door.forms import ActForm
from fangxian.duty.models import AFFILIATIONS, POST_KINDS, SKILLS, TRAININGS, DutyPost, Member
from fangxian.duty.rules import ClockError, minute_of

LONGEST_DAYS = 28


class MemberForm(ActForm):
    """Somebody new in the team."""

    name = forms.CharField(label=_("name"), max_length=60)
    affiliation = forms.ChoiceField(label=_("comes as"), choices=list(AFFILIATIONS.items()))
    birth_year = forms.IntegerField(label=_("year of birth"), min_value=1920, max_value=2100, required=False)
    username = forms.CharField(label=_("sign-in name, if they have one"), max_length=60, required=False)
    max_weekly_h = forms.IntegerField(label=_("most hours a week"), min_value=1, max_value=60, required=False)
    no_night = forms.BooleanField(label=_("no night work"), required=False)
    skills = forms.MultipleChoiceField(
        label=_("can"), choices=list(SKILLS.items()), widget=forms.CheckboxSelectMultiple, required=False
    )
    trainings = forms.MultipleChoiceField(
        label=_("trained for"), choices=list(TRAININGS.items()), widget=forms.CheckboxSelectMultiple, required=False
    )


class PostForm(ActForm):
    """How a post is staffed. Windows and shifts are written as people say them."""

    name = forms.CharField(label=_("post"), max_length=40)
    post_kind = forms.ChoiceField(label=_("kind"), choices=list(POST_KINDS.items()))
    windows = forms.CharField(
        label=_("when, and how many people"),
        help_text=_("For example 07:00-07:00 x2, or 08:00-12:00 x4, 14:00-18:00 x4"),
        max_length=400,
    )
    shifts = forms.CharField(
        label=_("shifts"),
        help_text=_("For example 07:00+8, 15:00+8, 23:00+8. Empty: cut evenly."),
        max_length=200,
        required=False,
    )
    min_team = forms.IntegerField(label=_("never fewer than"), min_value=1, max_value=10, initial=1)
    captain = forms.BooleanField(label=_("somebody leads each shift"), required=False)
    skills = forms.MultipleChoiceField(
        label=_("everybody there"), choices=list(SKILLS.items()), widget=forms.CheckboxSelectMultiple, required=False
    )
    among = forms.MultipleChoiceField(
        label=_("at least one of them"),
        choices=[(key, word) for key, word in SKILLS.items() if key != "captain"],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    trainings = forms.MultipleChoiceField(
        label=_("trained for"), choices=list(TRAININGS.items()), widget=forms.CheckboxSelectMultiple, required=False
    )

    def clean_windows(self) -> list[dict[str, Any]]:
        """ "07:00-07:00 x2" as windows."""
        found = []
        for piece in _pieces(self.cleaned_data["windows"]):
            span, _sign, people = piece.lower().replace("×", "x").partition("x")
            start, _dash, end = span.strip().replace("–", "-").partition("-")
            found.append({"start": _clock(start), "end": _clock(end), "people": _whole(people)})
        return found

    def clean_shifts(self) -> list[dict[str, Any]]:
        """ "23:00+8" as shifts."""
        found = []
        for piece in _pieces(self.cleaned_data["shifts"]):
            start, _sign, hours = piece.partition("+")
            found.append({"start": _clock(start), "hours": _whole(hours)})
        return found


def _pieces(text: str) -> list[str]:
    return [piece.strip() for piece in text.replace("，", ",").replace("、", ",").split(",") if piece.strip()]


def _clock(text: str) -> str:
    text = text.strip().replace("：", ":")
    text = text if ":" in text else f"{text}:00"
    try:
        minute = minute_of(text)
    except ClockError as fault:
        raise forms.ValidationError(_("%(text)s is no time of day."), params={"text": text}) from fault
    return f"{minute // 60:02}:{minute % 60:02}"


def _whole(text: str) -> int:
    if not text.strip().isdigit() or int(text) < 1:
        raise forms.ValidationError(_("A number is missing after a time."))
    return int(text)


class PlanForm(ActForm):
    """Which days to plan, and who is taken away to see what happens."""

    first_day = forms.DateField(label=_("first day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    days = forms.IntegerField(label=_("days"), min_value=1, max_value=LONGEST_DAYS, initial=7)
    without = forms.TypedMultipleChoiceField(
        label=_("without"), coerce=int, widget=forms.CheckboxSelectMultiple, required=False
    )

    extra = forms.IntegerField(label=_("people more"), min_value=0, max_value=10, initial=0, required=False)
    skill = forms.ChoiceField(label=_("who can"), choices=[("", _("nothing special")), *SKILLS.items()], required=False)

    def __init__(self, *args: Any, members: list[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["without"].choices = [(m.pk, m.name) for m in members]  # type: ignore[attr-defined]


class GiveForm(ActForm):
    """Who stands a shift instead."""

    to = forms.TypedChoiceField(label=_("stood by"), coerce=int)

    def __init__(self, *args: Any, members: list[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [(m.pk, m.name) for m in members]  # type: ignore[attr-defined]


class SwapForm(ActForm):
    """The shift somebody takes in exchange."""

    other = forms.TypedChoiceField(label=_("in exchange for"), coerce=int)

    def __init__(self, *args: Any, swaps: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].choices = swaps  # type: ignore[attr-defined]


def _moment(label: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, widget=widget)


class DerogationForm(ActForm):
    """Less rest for one person: from when until when, how much at least, why, and when it is given back."""

    since = _moment(_("from"))
    until = _moment(_("until"))
    rest_h = forms.IntegerField(label=_("hours of rest at least"), min_value=1, max_value=24)
    reason = forms.CharField(label=_("why"), max_length=200)
    rest_since = _moment(_("rest given back from"))
    rest_until = _moment(_("rest given back until"))


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class SparingForm(ActForm):
    """Until when somebody has no night work and no overtime. No reason is asked."""

    until = _day(_("until"))


class WishForm(ActForm):
    """A day somebody would like to be on duty, or rather not."""

    on = _day(_("day"))
    on_duty = forms.TypedChoiceField(
        label=_("would"),
        choices=[("off", _("rather be off")), ("on", _("like to be on duty"))],
        coerce=lambda word: word == "on",
    )


class HomePostForm(ActForm):
    """The post somebody usually stands."""

    post = forms.TypedChoiceField(label=_("post"), coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, posts: list[DutyPost], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("any")), *((p.pk, p.name) for p in posts)]
        self.fields["post"].choices = choices  # type: ignore[attr-defined]


class ColdForm(ActForm):
    """A day so cold that outdoor duty is cut short."""

    on = _day(_("day"))


class AbsenceForm(ActForm):
    """From when until when somebody cannot come."""

    since = _moment(_("from"))
    until = _moment(_("until"))

    def clean(self) -> dict[str, Any]:
        """An absence ends after it begins."""
        found = super().clean() or {}
        if found.get("since") and found.get("until") and found["until"] <= found["since"]:
            raise forms.ValidationError(_("The end lies before the start."))
        return found
