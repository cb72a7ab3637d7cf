"""Pages of the cases room."""

from fangxian.cases.views.case import case, decide_contacts, name_contact, source, stay, step, take_back_stay, trace
from fangxian.cases.views.chain import chain
from fangxian.cases.views.corrections import take_back_link, take_back_step
from fangxian.cases.views.onsets import keep_onset, onset, renew_contacts
from fangxian.cases.views.overview import classify, decide, link, overview, record
from fangxian.cases.views.shifts import shift
from fangxian.cases.views.signals import confirm_signal, exclude_signal, raise_signal, signal, signals

__all__ = [
    "case",
    "chain",
    "classify",
    "confirm_signal",
    "decide",
    "decide_contacts",
    "exclude_signal",
    "keep_onset",
    "link",
    "name_contact",
    "onset",
    "overview",
    "raise_signal",
    "record",
    "renew_contacts",
    "shift",
    "signal",
    "signals",
    "source",
    "stay",
    "step",
    "take_back_link",
    "take_back_stay",
    "take_back_step",
    "trace",
]
