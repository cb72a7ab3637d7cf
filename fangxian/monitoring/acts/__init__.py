"""Every write about persons of concern: watches, checks, referrals, the medic's notes and visits, certificates.

Another room opens or ends a watch inside an act of its own by `begin_watch`, `shorten_watch` and `finish_watch`; the
gate hands a fever over by `fever_at_gate`, and takes one back that was another person's by `take_fever_back`.
"""

from fangxian.monitoring.acts.care import NameCarer, NoteSpecialGroup
from fangxian.monitoring.acts.certificates import IssueCertificate
from fangxian.monitoring.acts.clinical import (
    AcknowledgeReferral,
    AskWelfareVisit,
    RecordWelfareVisit,
    SettleReferral,
    WriteClinicalNote,
)
from fangxian.monitoring.acts.readings import RecordAttempt, RecordReading, Signs, fever_at_gate
from fangxian.monitoring.acts.searches import CloseSearch
from fangxian.monitoring.acts.slips import take_fever_back
from fangxian.monitoring.acts.watches import (
    CloseWatch,
    HandOverWatch,
    OpenWatch,
    begin_watch,
    begin_watches,
    finish_watch,
    says_reasons,
    shorten_watch,
)

__all__ = [
    "AcknowledgeReferral",
    "AskWelfareVisit",
    "CloseSearch",
    "CloseWatch",
    "HandOverWatch",
    "IssueCertificate",
    "NameCarer",
    "NoteSpecialGroup",
    "OpenWatch",
    "RecordAttempt",
    "RecordReading",
    "RecordWelfareVisit",
    "SettleReferral",
    "Signs",
    "WriteClinicalNote",
    "begin_watch",
    "begin_watches",
    "fever_at_gate",
    "finish_watch",
    "says_reasons",
    "shorten_watch",
    "take_fever_back",
]
