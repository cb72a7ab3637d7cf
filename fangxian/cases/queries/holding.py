"""The reasons somebody is under observation for: those of the cases room, and those of others."""

from fangxian.cases.models import Contact, ContactFinding, SignalWatch
from fangxian.cases.queries.contacts import findings_in_force
from fangxian.cases.rules.holding import Reason, not_ours
from fangxian.monitoring.models import Watch, WatchExtension


def reasons_left(watch: Watch) -> list[Reason]:
    """Every reason that still holds for an observation. What a person opened by hand holds until they end it."""
    found, heard = list(ContactFinding.objects.filter(watch=watch)), list(SignalWatch.objects.filter(watch=watch))
    ours = [*(Reason("contact", row.until) for row in found), *(Reason("workplace", row.until) for row in heard)]
    left = [*contacts_left(watch, found), *signals_left(watch)]
    if not any([*(row.opened for row in found), *(row.opened for row in heard)]):
        left.append(Reason(watch.category, watch.last_day))
    extended = WatchExtension.objects.filter(watch=watch).values_list("category", "last_day")
    return [*left, *not_ours([Reason(*pair) for pair in extended], ours)]


def contacts_left(watch: Watch, found: list[ContactFinding]) -> list[Reason]:
    """The findings that still hold."""
    in_force = findings_in_force(Contact.objects.filter(pk__in=[row.contact_id for row in found]))
    return [Reason("contact", row.until) for row in in_force if row.watch_id == watch.pk]


def signals_left(watch: Watch) -> list[Reason]:
    """The signals that were not excluded."""
    rows = SignalWatch.objects.filter(watch=watch).exclude(signal__end__outcome="excluded")
    return [Reason("workplace", row.until) for row in rows]
