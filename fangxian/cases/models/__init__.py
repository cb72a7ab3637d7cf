"""The tables of the cases room: cases, where they were, who was in contact, which situation was decided."""

from fangxian.cases.models.cases import CLASSES, SOURCES, STEPS, Case, CaseLink, CaseStep, Classification, LevelDecision
from fangxian.cases.models.contacts import FINDINGS, GROUNDS, Contact, ContactFinding, ContactGround, Stay

__all__ = [
    "CLASSES",
    "FINDINGS",
    "GROUNDS",
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
    "Stay",
]
