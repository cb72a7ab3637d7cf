"""The pages of the gate."""

from fangxian.gates.views.book import book, paper
from fangxian.gates.views.desk import desk, record
from fangxian.gates.views.handover import handover
from fangxian.gates.views.passages import passages, take_back
from fangxian.gates.views.passes import authorisations, end_authorisation
from fangxian.gates.views.sheets import passes, renew_key

__all__ = [
    "authorisations",
    "book",
    "desk",
    "end_authorisation",
    "handover",
    "paper",
    "passages",
    "passes",
    "record",
    "renew_key",
    "take_back",
]
