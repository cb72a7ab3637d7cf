"""The room's codes in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OUTCOMES: dict[str, Promise] = {
    "opened": _("opened"),
    "no_answer": _("no answer"),
    "refused": _("would not speak"),
    "vacant": _("nobody lives there"),
    "not_attempted": _("not yet visited"),
}
# The badge an outcome is shown in: a sign by word, the colour only helps.
BADGES = {
    "opened": "bg-green-lt", "no_answer": "bg-orange-lt", "refused": "bg-red-lt", "vacant": "bg-secondary-lt",
    "not_attempted": "bg-azure-lt",
}  # fmt: skip

REMARKS: dict[str, Promise] = {
    "after_close": _("The sweep was already closed; the door is kept all the same."),
    "not_in_sweep": _("This dwelling does not belong to the sweep's ground."),
    "asked_before": _("This household was already asked in this sweep. Please do not ask a third time."),
    "nobody_met": _("The door opened, but nobody was met."),
}
