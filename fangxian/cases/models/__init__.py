"""The tables of the cases room: cases, where they were, who was in contact, which situation was decided."""

from fangxian.cases.models.cases import CLASSES, SOURCES, STEPS, Case, CaseLink, CaseStep, Classification, LevelDecision
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
    "Signal",
    "SignalEnd",
    "SignalWatch",
    "Source",
    "Stay",
    "StayTakenBack",
]
