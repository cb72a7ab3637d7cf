"""Pages of the cases room."""

from fangxian.cases.views.case import case, decide_contacts, name_contact, stay, step, trace
from fangxian.cases.views.overview import classify, decide, link, overview, record

__all__ = [
    "case",
    "classify",
    "decide",
    "decide_contacts",
    "link",
    "name_contact",
    "overview",
    "record",
    "stay",
    "step",
    "trace",
]
