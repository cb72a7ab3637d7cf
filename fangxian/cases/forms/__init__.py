"""Forms of the cases room."""

from fangxian.cases.forms.cases import FindingForm, LevelForm, LinkForm, RecordForm
from fangxian.cases.forms.contacts import DecideForm, NameForm, SourceForm, StayForm, StepForm
from fangxian.cases.forms.signals import ConfirmForm, SignalForm

__all__ = [
    "ConfirmForm",
    "DecideForm",
    "FindingForm",
    "LevelForm",
    "LinkForm",
    "NameForm",
    "RecordForm",
    "SignalForm",
    "SourceForm",
    "StayForm",
    "StepForm",
]
