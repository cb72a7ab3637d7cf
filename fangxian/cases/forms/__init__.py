"""Forms of the cases room."""

from fangxian.cases.forms.cases import (
    FindingForm,
    KeepOnsetForm,
    LevelForm,
    LinkForm,
    OnsetForm,
    RecordForm,
    TakeBackForm,
)
from fangxian.cases.forms.contacts import DecideForm, NameForm, SourceForm, StayForm, StepForm
from fangxian.cases.forms.shifts import ShiftForm
from fangxian.cases.forms.signals import ConfirmForm, SignalForm

__all__ = [
    "ConfirmForm",
    "DecideForm",
    "FindingForm",
    "KeepOnsetForm",
    "LevelForm",
    "LinkForm",
    "NameForm",
    "OnsetForm",
    "RecordForm",
    "ShiftForm",
    "SignalForm",
    "SourceForm",
    "StayForm",
    "StepForm",
    "TakeBackForm",
]
