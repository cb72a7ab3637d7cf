"""Every write of the cases room: cases, the situation, where they were, contacts, signals from workplaces."""

from fangxian.cases.acts.cases import ClassifyCase, DecideLevel, LinkCases, RecordCase, RecordStep
from fangxian.cases.acts.contacts import DecideContacts, NameContact, RenewContacts, TraceContacts
from fangxian.cases.acts.corrections import TakeBackLink, TakeBackStep
from fangxian.cases.acts.onsets import CorrectOnset, KeepOnset, ProposeOnset
from fangxian.cases.acts.shifts import NameShift
from fangxian.cases.acts.signals import ConfirmSignal, ExcludeSignal, RaiseSignal
from fangxian.cases.acts.sources import NameSource
from fangxian.cases.acts.stays import RecordStay, TakeBackStay

__all__ = [
    "ClassifyCase",
    "ConfirmSignal",
    "CorrectOnset",
    "DecideContacts",
    "DecideLevel",
    "ExcludeSignal",
    "KeepOnset",
    "LinkCases",
    "NameContact",
    "NameShift",
    "NameSource",
    "ProposeOnset",
    "RaiseSignal",
    "RecordCase",
    "RecordStay",
    "RecordStep",
    "RenewContacts",
    "TakeBackLink",
    "TakeBackStay",
    "TakeBackStep",
    "TraceContacts",
]
