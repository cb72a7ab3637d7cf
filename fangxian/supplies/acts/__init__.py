"""Every write about needs, bags, deliveries, medicines and stock."""

from fangxian.supplies.acts.bags import AssignDeliverers, ClosePurchase, RecordHandover, RecordUnmet
from fangxian.supplies.acts.goods import AddItem, AddStore, SetIssuePlan
from fangxian.supplies.acts.medicines import AskMedicine, RecordMedicineEnd
from fangxian.supplies.acts.needs import OpenNeedsRound, StateNeeds
from fangxian.supplies.acts.stock import CountStock, IssueFreely, IssueStock, ReceiveStock, ReturnStock

__all__ = [
    "AddItem",
    "AddStore",
    "AskMedicine",
    "AssignDeliverers",
    "ClosePurchase",
    "CountStock",
    "IssueFreely",
    "IssueStock",
    "OpenNeedsRound",
    "ReceiveStock",
    "RecordHandover",
    "RecordMedicineEnd",
    "RecordUnmet",
    "ReturnStock",
    "SetIssuePlan",
    "StateNeeds",
]
