"""The reasons somebody is under observation for: those of the cases room, and those of others."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import OuterRef, Q, QuerySet, Subquery

from fangxian.cases.models import Case, Classification, Contact, ContactFinding, SignalWatch
from fangxian.cases.queries.contacts import findings_in_force
from fangxian.cases.rules.holding import Reason, not_ours
from fangxian.monitoring.models import Watch, WatchExtension


def reasons_left(watch: Watch) -> list[Reason]:
    """Every reason that still holds for an observation. What a person opened by hand holds until they end it."""
    return reasons_of([watch])[watch.pk]


def reasons_of(watches: Iterable[Watch]) -> dict[int, list[Reason]]:
    """The same for many, by their numbers, in a few questions."""
    known = {watch.pk: watch for watch in watches}
    found = list(ContactFinding.objects.filter(watch__in=known))
    heard = list(SignalWatch.objects.filter(watch__in=known))
    left, ours, opened = contacts_left(found), defaultdict[int, list[Reason]](list), set[int]()
    for category, rows in (("contact", found), ("workplace", heard)):
        for row in rows:
            if row.watch_id is not None:
                ours[row.watch_id].append(Reason(category, row.until))
                opened |= {row.watch_id} if row.opened else set()
    for key, reason in signals_left(known):
        left[key].append(reason)
    written = defaultdict[int, list[Reason]](list)
    further = WatchExtension.objects.filter(watch__in=known).values_list("watch_id", "category", "last_day")
    for key, category, last_day in further:
        written[key].append(Reason(category, last_day))
    by_hand = {key: [Reason(one.category, one.last_day)] for key, one in known.items() if key not in opened}
    return {key: [*left[key], *by_hand.get(key, ()), *not_ours(written[key], ours[key])] for key in known}


def contacts_left(found: Collection[ContactFinding]) -> defaultdict[int, list[Reason]]:
    """Of these findings those that still hold, by observation."""
    left = defaultdict[int, list[Reason]](list)
    watched = {row.watch_id for row in found}
    for row in findings_in_force(Contact.objects.filter(pk__in={row.contact_id for row in found})):
        if row.watch_id is not None and row.watch_id in watched:
            left[row.watch_id].append(Reason("contact", row.until))
    return left


def signals_left(watches: Collection[int]) -> list[tuple[int, Reason]]:
    """The signals that still hold: neither excluded, nor confirmed as a case that was excluded afterwards."""
    rows = SignalWatch.objects.filter(watch__in=watches).exclude(signal__end__outcome="excluded")
    standing = rows.exclude(Q(signal__end__case__in=excluded_cases()))
    return [(key, Reason("workplace", until)) for key, until in standing.values_list("watch_id", "until")]


def excluded_cases() -> QuerySet[Case, int]:
    """The cases that turned out to be none, by the latest word on each."""
    latest = Classification.objects.filter(case=OuterRef("pk")).order_by("-at", "-pk").values("classification")
    found: QuerySet[Case] = Case.objects.annotate(word=Subquery(latest[:1])).filter(Q(**{"word": "discarded"}))
    return found.values_list("pk", flat=True)


def is_excluded(case: Case | None) -> bool:
    """Whether a case turned out to be none."""
    return case is not None and excluded_cases().filter(pk=case.pk).exists()
