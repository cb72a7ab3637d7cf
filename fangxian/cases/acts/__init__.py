"""Every write of the cases room: cases and the situation, where they were, who was in contact."""

from fangxian.cases.acts.cases import ClassifyCase, DecideLevel, LinkCases, RecordCase, RecordStep
from fangxian.cases.acts.contacts import DecideContacts, NameContact, TraceContacts
from fangxian.cases.acts.stays import RecordStay

__all__ = [
    "ClassifyCase",
    "DecideContacts",
    "DecideLevel",
    "LinkCases",
    "NameContact",
    "RecordCase",
    "RecordStay",
    "RecordStep",
    "TraceContacts",
]
