"""What a page says after an order has ended."""

from django.contrib import messages
from django.utils.translation import ngettext

from fangxian.areas.pages import Request
from fangxian.door.models import Entry


def say_who_stays(request: Request, entry: Entry) -> None:
    """Say how many households still stay at home because another closure of their door stands."""
    if count := entry.answer["still_closed"]:
        told = ngettext(
            "%(count)s household stays at home: another closure holds there. It has its notice and its service.",
            "%(count)s households stay at home: another closure holds there. They have their notice and service.",
            count,
        )
        messages.warning(request, told % {"count": count})
