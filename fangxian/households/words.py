"""What a household is told after it sent something, and when its link does not open."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DONE: dict[str, Promise] = {
    "readings": _("Thank you, it is written down. See you at the next time."),
    "medic": _("Thank you, it is written down. The medic has been told and will get in touch with you."),
    "again": _("Thank you. One of the temperatures cannot be right: please measure again and send it once more."),
    "needs": _("Thank you, your list is written down. You can change it until the deadline."),
    "question": _("Thank you, it is written down. A named person will answer, here and in the broadcast."),
}
FAULTS: dict[str, Promise] = {
    "unreadable": _("This link is not complete, or was typed with a mistake. Please scan the code again."),
    "closed": _("The pages of the households are not open here. Please call, and somebody will write it down for you."),
    "replaced": _("Your household was given a newer link. Please use the one on the newer notice."),
    "too_old": _("This link is too old. Please ask for a new one: it takes a minute."),
    "ended": _("The order or observation of your household has ended, and this page with it. Thank you for staying."),
    "enough": _("So much came from this link within an hour that it rests for a while. Please call if it is pressing."),
}
