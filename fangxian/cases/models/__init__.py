"""The tables of the cases room: cases, where they were, who was in contact, which situation was decided."""

from fangxian.cases.models.cases import (
    CLASSES,
    ONSETS,
    SOURCES,
    STEPS,
    Case,
    CaseLink,
    CaseStep,
    Classification,
    LevelDecision,
    LinkTakenBack,
    Onset,
    StepTakenBack,
)
from fangxian.cases.models.contacts import (
    FINDINGS,
    GROUNDS,
    Contact,
    ContactFinding,
    ContactGround,
    Source,
    Stay,
    StayTakenBack,
)
from fangxian.cases.models.signals import SIGNAL_ENDS, Signal, SignalEnd, SignalWatch

__all__ = [
    "CLASSES",
    "FINDINGS",
    "GROUNDS",
    "ONSETS",
    "SIGNAL_ENDS",
    "SOURCES",
    "STEPS",
    "Case",
    "CaseLink",
    "CaseStep",
    "Classification",
    "Contact",
    "ContactFinding",
    "ContactGround",
    "LevelDecision",
    "LinkTakenBack",
    "Onset",
    "Signal",
    "SignalEnd",
    "SignalWatch",
    "Source",
    "Stay",
    "StayTakenBack",
    "StepTakenBack",
]
