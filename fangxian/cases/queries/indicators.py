"""How soon cases and contacts are dealt with (domain-rules L): each a pair of part and whole."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from fangxian.areas.models import Area
from fangxian.cases.models import Case, CaseStep, Contact, ContactFinding, ContactGround
from fangxian.cases.queries.cases import Known, known_cases, standing_at
from fangxian.cases.queries.contacts import lives_elsewhere, standing_contacts
from fangxian.cases.rules.contacts import IN_FORCE
from fangxian.measures.queries import rules_for
from fangxian.monitoring.models import Watch

Share = tuple[int, int]


def cases_between(area: Area, *, since: datetime, until: datetime) -> list[Known]:
    """The cases recorded in a time that were not excluded by its end."""
    known = known_cases(area, at=until)
    return [one for one in known if since < one.case.recorded_at <= until and one.classification != "discarded"]


def hours_of(area: Area, *, at: datetime) -> timedelta:
    """Within how long a case is to be investigated, by the pack of the day."""
    return timedelta(hours=rules_for(area, on=timezone.localdate(at)).int("contacts.investigate_within_h"))


def dealt_with(area: Area, *, since: datetime, until: datetime) -> Share:
    """Of the cases recorded in a time, those interviewed and isolated within the pack's hours of being recorded.

    A case whose hours still run has missed nothing: it counts once it is done or its hours are over.
    """
    cases, within = cases_between(area, since=since, until=until), hours_of(area, at=until)
    keys = [one.case.pk for one in cases]
    steps = CaseStep.objects.filter(standing_at(until), case__in=keys, step__in=("interviewed", "isolated"))
    soon = set(
        steps.filter(at__lte=until).filter(at__lte=F("case__recorded_at") + within).values_list("case_id", "step")
    )
    done = {case for case, step in soon if (case, "interviewed") in soon and (case, "isolated") in soon}
    over = {one.case.pk for one in cases if one.case.recorded_at + within <= until}
    return len(done), len(done | over)


def held_in_time(area: Area, *, since: datetime, until: datetime) -> Share:
    """Of the contacts living here proposed in a time and not cleared, those under observation within the pack's hours.

    Whoever was held counts by the finding that held them first; whoever still waits counts once the hours are over, for
    deciding nothing is no way to a good number.
    """
    within = hours_of(area, at=until)
    soon = whole = 0
    contacts = proposed_between(area, since=since, until=until)
    for last, held_at, watch, at in with_first_finding(contacts, until):
        if last in IN_FORCE:
            whole += 1
            soon += watch is not None and held_at is not None and held_at - at <= within
        elif last is None:
            whole += at + within <= until
    return soon, whole


def proposed_between(area: Area, *, since: datetime, until: datetime) -> QuerySet[Contact]:
    """The contacts of the cases at a place that were put on the list in a time; who was found by mistake is none."""
    span = area.span
    return standing_contacts(
        Contact.objects.filter(case__area_id__gte=span.first, case__area_id__lt=span.end, at__gt=since, at__lte=until)
    )


def with_first_finding(
    contacts: QuerySet[Contact], until: datetime
) -> Iterable[tuple[str | None, datetime | None, int | None, datetime]]:
    """Of each: the finding that stands at a moment, when one first held them, by which observation; and since when."""
    findings = ContactFinding.objects.filter(contact=OuterRef("pk"), at__lte=until)
    first = findings.filter(finding__in=sorted(IN_FORCE)).order_by("pk")
    told = contacts.exclude(lives_elsewhere(F("at"))).annotate(
        last=Subquery(findings.order_by("-pk").values("finding")[:1]),
        held_at=Subquery(first.values("at")[:1]), held_by=Subquery(first.values("watch")[:1]),
    )  # fmt: skip
    return told.order_by().values_list("last", "held_at", "held_by", "at")


def watched_at_onset(area: Area, *, since: datetime, until: datetime) -> Share:
    """Of the new cases among residents with a day of onset, those already under observation then: the best outcome."""
    cases = [one.case for one in cases_between(area, since=since, until=until)]
    asked = [case for case in cases if case.resident_id is not None and case.onset_on is not None]
    found = Case.objects.filter(pk__in=[case.pk for case in asked]).filter(Exists(watch_then()))
    return found.count(), len(asked)


def watch_then() -> QuerySet[Watch]:
    """An observation of the person that had begun before the first symptoms and had not ended by then."""
    ended = Q(end=None) | Q(end__at__date__gte=OuterRef("onset_on"))
    return Watch.objects.filter(ended, resident=OuterRef("resident"), opened_at__date__lte=OuterRef("onset_on"))


def too_few_contacts(area: Area, *, at: datetime) -> tuple[int, int, int] | None:
    """The new cases of a week without a contact, all of them, and the pack's percentage, where it is reached."""
    none, cases = without_contacts(area, since=at - timedelta(days=7), until=at)
    bound = rules_for(area, on=timezone.localdate(at)).int("contacts.without_contacts_alarm_percent")
    return (none, cases, bound) if none and 100 * none >= bound * cases else None


def without_contacts(area: Area, *, since: datetime, until: datetime) -> Share:
    """Of the new cases, those of whom no contact is known: nobody named one, and nobody was judged to be one.

    What the register proposes by itself (the household, the stair) is a list to decide about; the alarm asks whether
    people asked the case. Whoever was found to be no contact is none.
    """
    cases = {one.case.pk for one in cases_between(area, since=since, until=until)}
    named = ContactGround.objects.filter(contact=OuterRef("pk"), ground="named", at__lte=until)
    last = ContactFinding.objects.filter(contact=OuterRef("pk"), at__lte=until).order_by("-pk").values("finding")[:1]
    known = Contact.objects.filter(case__in=cases, at__lte=until).annotate(named=Exists(named), last=Subquery(last))
    told = known.filter(Q(named=True, last=None) | Q(last__in=sorted(IN_FORCE)))
    return len(cases - set(told.order_by().values_list("case_id", flat=True))), len(cases)
