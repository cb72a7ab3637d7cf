"""Forms of the cases room."""

from fangxian.cases.forms.cases import FindingForm, LevelForm, LinkForm, RecordForm
from fangxian.cases.forms.contacts import DecideForm, NameForm, StayForm, StepForm

__all__ = [
    "DecideForm",
    "FindingForm",
    "LevelForm",
    "LinkForm",
    "NameForm",
    "RecordForm",
    "StayForm",
    "StepForm",
]
