"""The reasons somebody is under observation for: those of the cases room, and those of others."""

from fangxian.cases.models import Contact, ContactFinding
from fangxian.cases.queries.contacts import findings_in_force
from fangxian.cases.rules.holding import Reason, not_ours
from fangxian.monitoring.models import Watch, WatchExtension


def reasons_left(watch: Watch) -> list[Reason]:
    """Every reason that still holds for an observation. What a person opened by hand holds until they end it."""
    rows = list(ContactFinding.objects.filter(watch=watch))
    ours = [Reason("contact", row.until) for row in rows]
    in_force = findings_in_force(Contact.objects.filter(pk__in=[row.contact_id for row in rows]))
    left = [Reason("contact", row.until) for row in in_force if row.watch_id == watch.pk]
    if not any(row.opened for row in rows):
        left.append(Reason(watch.category, watch.last_day))
    extended = WatchExtension.objects.filter(watch=watch).values_list("category", "last_day")
    return [*left, *not_ours([Reason(*pair) for pair in extended], ours)]
