"""The pages of the gate."""

from fangxian.gates.views.arrivals import arrivals, settle_arrival
from fangxian.gates.views.book import book, paper
from fangxian.gates.views.desk import desk, record
from fangxian.gates.views.handover import handover
from fangxian.gates.views.lanes import lanes
from fangxian.gates.views.passages import passages, take_back
from fangxian.gates.views.passes import authorisations, end_authorisation
from fangxian.gates.views.sheets import passes, renew_key, withdraw_key

__all__ = [
    "arrivals",
    "authorisations",
    "book",
    "desk",
    "end_authorisation",
    "handover",
    "lanes",
    "paper",
    "passages",
    "passes",
    "record",
    "renew_key",
    "settle_arrival",
    "take_back",
    "withdraw_key",
]
