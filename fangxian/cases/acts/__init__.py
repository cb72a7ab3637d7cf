"""Every write of the cases room: cases, the situation, where they were, contacts, signals from workplaces."""

from fangxian.cases.acts.cases import ClassifyCase, DecideLevel, LinkCases, RecordCase, RecordStep
from fangxian.cases.acts.contacts import DecideContacts, NameContact, TraceContacts
from fangxian.cases.acts.signals import ConfirmSignal, ExcludeSignal, RaiseSignal
from fangxian.cases.acts.sources import NameSource
from fangxian.cases.acts.stays import RecordStay, TakeBackStay

__all__ = [
    "ClassifyCase",
    "ConfirmSignal",
    "DecideContacts",
    "DecideLevel",
    "ExcludeSignal",
    "LinkCases",
    "NameContact",
    "NameSource",
    "RaiseSignal",
    "RecordCase",
    "RecordStay",
    "RecordStep",
    "TakeBackStay",
    "TraceContacts",
]
