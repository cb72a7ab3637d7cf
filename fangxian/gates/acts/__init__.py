"""What is written at a gate: passages and their correction, authorisations, hand-overs."""

from fangxian.gates.acts.arrivals import SettleArrival
from fangxian.gates.acts.authorisations import EndAuthorisation, GrantAuthorisation
from fangxian.gates.acts.book import BookLine, RecordGateBook
from fangxian.gates.acts.handover import HandOverGate
from fangxian.gates.acts.keys import RenewPassKey, WithdrawPassKey
from fangxian.gates.acts.outings import IssueOutingPasses
from fangxian.gates.acts.passages import RecordPassage, TakeBackPassage
from fangxian.gates.acts.writing import Movement

__all__ = [
    "BookLine",
    "EndAuthorisation",
    "GrantAuthorisation",
    "HandOverGate",
    "IssueOutingPasses",
    "Movement",
    "RecordGateBook",
    "RecordPassage",
    "RenewPassKey",
    "SettleArrival",
    "TakeBackPassage",
    "WithdrawPassKey",
]
