"""The pages of the gate."""

from fangxian.gates.views.book import book, paper
from fangxian.gates.views.desk import desk, record
from fangxian.gates.views.handover import handover
from fangxian.gates.views.passages import passages, take_back
from fangxian.gates.views.passes import authorisations, end_authorisation

__all__ = [
    "authorisations",
    "book",
    "desk",
    "end_authorisation",
    "handover",
    "paper",
    "passages",
    "record",
    "take_back",
]
