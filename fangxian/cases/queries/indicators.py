"""How soon cases and contacts are dealt with (domain-rules L): each a pair of part and whole."""

from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from fangxian.areas.models import Area
from fangxian.cases.models import Case, CaseStep, Contact
from fangxian.cases.queries.cases import Known, known_cases
from fangxian.cases.queries.contacts import findings_in_force
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
    """Of the cases recorded in a time, those interviewed and isolated within the pack's hours of being recorded."""
    cases, within = cases_between(area, since=since, until=until), hours_of(area, at=until)
    steps = CaseStep.objects.filter(case__in=[one.case.pk for one in cases], step__in=("interviewed", "isolated"))
    soon = set(
        steps.filter(at__lte=until).filter(at__lte=F("case__recorded_at") + within).values_list("case_id", "step")
    )
    done = {case for case, step in soon if (case, "interviewed") in soon and (case, "isolated") in soon}
    return len(done), len(cases)


def held_in_time(area: Area, *, since: datetime, until: datetime) -> Share:
    """Of the contacts living here proposed in a time and held, those under observation within the pack's hours."""
    span, within = area.span, hours_of(area, at=until)
    proposed = Contact.objects.filter(
        case__area_id__gte=span.first, case__area_id__lt=span.end, at__gt=since, at__lte=until, resident__isnull=False
    )
    held = [row for row in findings_in_force(proposed) if row.at <= until]
    soon = [row for row in held if row.watch_id is not None and row.at - row.contact.at <= within]
    return len(soon), len(held)


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
    """Of the new cases, those of whom nobody has named or proposed a contact."""
    cases = [one.case.pk for one in cases_between(area, since=since, until=until)]
    named = Contact.objects.filter(case__in=cases, at__lte=until).values_list("case_id", flat=True).distinct()
    return len(cases) - len(set(named)), len(cases)
