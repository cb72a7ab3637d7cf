"""The notebook's forms: one line to write, and what can become of a task."""

from django import forms
from django.utils.translation import gettext_lazy as _

from fangxian.areas.models import Person
from fangxian.door.forms import ActForm


class NoteForm(ActForm):
    """One line."""

    text = forms.CharField(label=_("new line"), max_length=500)


class CorrectForm(ActForm):
    """The line written anew."""

    text = forms.CharField(label=_("the line anew"), max_length=500)


class FinishForm(ActForm):
    """Done, with what shows it."""

    proof = forms.CharField(label=_("what shows it"), max_length=200, required=False)


class HandOverForm(ActForm):
    """Who takes the task over."""

    to = forms.TypedChoiceField(label=_("hand over to"), coerce=int)
    why = forms.CharField(label=_("why"), max_length=200, required=False)

    def __init__(self, *args: object, people: list[Person], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["to"].choices = [(person.pk, person.name) for person in people]  # type: ignore[attr-defined]


class PostponeForm(ActForm):
    """When the task is wanted instead."""

    due_at = forms.DateTimeField(
        label=_("wanted by"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    why = forms.CharField(label=_("why"), max_length=200)
