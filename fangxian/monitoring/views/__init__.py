"""Pages: the owner's list of today, a watch, the medic's desk, certificates."""

from fangxian.monitoring.views.certificates import certificate, certificates, notice
from fangxian.monitoring.views.lists import everyone, open_page, today
from fangxian.monitoring.views.medic import desk, person, settle, take, visit
from fangxian.monitoring.views.one import attempt, change, reading, watch, words

__all__ = [
    "attempt",
    "certificate",
    "certificates",
    "change",
    "desk",
    "everyone",
    "notice",
    "open_page",
    "person",
    "reading",
    "settle",
    "take",
    "today",
    "visit",
    "watch",
    "words",
]
