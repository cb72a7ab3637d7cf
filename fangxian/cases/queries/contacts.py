"""Questions about contacts: why each is proposed, what was decided, until when, and what runs because of it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from fangxian.areas.models import Area
from fangxian.cases.models import Case, CaseStep, Contact, ContactFinding, ContactGround, Onset, Stay
from fangxian.cases.queries.tracing import tracing_rules, window_of
from fangxian.cases.rules.contacts import GROUND_ORDER, IN_FORCE, Anew, Window, anew, suggested
from fangxian.register.models import Employer
from fangxian.register.queries import span_of_community, within

WAITING = "waiting"


@dataclass(frozen=True)
class Judged:
    """A contact with the grounds it is proposed on, the nearest first, and the finding in force, if any.

    `rows` are its grounds as they were written, each time the case was traced.
    `days` is the contact window of the case as it is known now, and `corrected_at` when its onset was last put right.
    """

    contact: Contact
    grounds: tuple[ContactGround, ...]
    finding: ContactFinding | None
    days: Window
    corrected_at: datetime | None
    rows: tuple[ContactGround, ...]

    @property
    def left_on(self) -> date | None:
        """The day on which they left this place, if they have."""
        left = self.contact.resident.left_at if self.contact.resident else None
        return timezone.localdate(left) if left is not None and left <= timezone.now() else None

    @property
    def standing(self) -> tuple[ContactGround, ...]:
        """The grounds that say of a day in the window."""
        return tuple(ground for ground in self.grounds if self.days.met(ground.ground, ground.last_on))

    @property
    def last_on(self) -> date | None:
        """The last exposure: as decided, else the latest of the grounds, those in the window first."""
        if self.finding is not None:
            return self.finding.last_on
        met = [on for ground in self.grounds if (on := self.days.met(ground.ground, ground.last_on))]
        return max(met or [ground.last_on for ground in self.grounds], default=None)

    @property
    def suggested(self) -> str:
        """How the rules would judge it; a person decides. Whoever was met after the window may have been before."""
        later = (ground for ground in self.grounds if ground.last_on > self.days.last_day)
        return suggested(ground.ground for ground in self.standing or later)

    @property
    def anew(self) -> Anew | None:
        """Another last exposure than the one decided, if the grounds or the window changed since."""
        found = self.finding
        if found is None or found.finding not in IN_FORCE:
            return None
        told = {(row.ground, row.stay_id, row.last_on) for row in self.rows if row.at <= found.at}
        grounds = [
            (row.ground, row.last_on, found.at if (row.ground, row.stay_id, row.last_on) in told else row.at)
            for row in self.grounds
        ]
        return anew(found.last_on, found.at, grounds=grounds, days=self.days, corrected_at=self.corrected_at)


def contacts_of(case: Case) -> QuerySet[Contact]:
    """The contacts of a case with the state each is in: waiting, or its latest finding."""
    return standing_contacts(Contact.objects.filter(case=case)).order_by("pk")


def standing_contacts(contacts: QuerySet[Contact]) -> QuerySet[Contact]:
    """Of these contacts, each with its state, those that are any.

    Whoever waits on the ground of a stay alone that was taken back is none.
    """
    grounds = ContactGround.objects.filter(contact=OuterRef("pk"), stay__taken_back=None)
    return with_state(contacts).filter(Q(state__isnull=False) | Exists(grounds))


def with_state(contacts: QuerySet[Contact]) -> QuerySet[Contact]:
    """Each with `state`, its latest finding or None, and `nearest`, its first ground."""
    latest = ContactFinding.objects.filter(contact=OuterRef("pk")).order_by("-pk")
    annotated: QuerySet[Contact] = contacts.annotate(state=Subquery(latest.values("finding")[:1]))
    return annotated


def judged(contacts: Iterable[Contact], case: Case, *, at: datetime) -> list[Judged]:
    """Contacts of a case with everything a row of the list shows, in the same few questions for all of them."""
    found = list(contacts)
    keys = [contact.pk for contact in found]
    days = window_of(case, tracing_rules(case.community, on=timezone.localdate(at)), at=at)
    corrected = Onset.objects.filter(case=case, word="corrected").aggregate(last=Max("at"))["last"]
    grounds: dict[int, list[ContactGround]] = defaultdict(list)
    for ground in ContactGround.objects.filter(contact__in=keys, stay__taken_back=None).select_related("stay"):
        grounds[ground.contact_id].append(ground)
    findings = {
        row.contact_id: row
        for row in ContactFinding.objects.filter(contact__in=keys).select_related("by", "watch__end").order_by("pk")
    }
    return [
        Judged(each, nearest_first(grounds[each.pk]), findings.get(each.pk), days, corrected, tuple(grounds[each.pk]))
        for each in found
    ]


def to_renew(case: Case, *, at: datetime) -> list[Judged]:
    """The contacts held because of a case whose last exposure is proposed anew."""
    held = with_state(Contact.objects.filter(case=case)).filter(Q(**{"state__in": sorted(IN_FORCE)}))
    return [one for one in judged(held.order_by("pk"), case, at=at) if one.anew is not None]


def nearest_first(grounds: Iterable[ContactGround]) -> tuple[ContactGround, ...]:
    """One row of each kind, the latest written, the nearest first."""
    latest = {(ground.ground, ground.stay_id): ground for ground in grounds}
    return tuple(sorted(latest.values(), key=lambda each: (GROUND_ORDER.index(each.ground), each.pk)))


def tallied(case: Case) -> Mapping[str, int]:
    """How many contacts of a case are in each state."""
    return Counter(state or WAITING for state in contacts_of(case).values_list(F("state"), flat=True))


def elsewhere(case: Case, contacts: Iterable[int], *, at: datetime) -> QuerySet[Contact]:
    """Of these contacts of a case those who do not live here: a name, or somebody who has left."""
    return Contact.objects.filter(lives_elsewhere(at), case=case, pk__in=list(contacts))


def lives_elsewhere(at: datetime | F) -> Q:
    """The filter for contacts nobody here looks after: a name, or a resident who has left by a moment."""
    return Q(resident=None) | Q(resident__left_at__lte=at)


def findings_in_force(contacts: QuerySet[Contact]) -> list[ContactFinding]:
    """The latest finding of each of these contacts, as far as it still holds somebody."""
    latest: dict[int, ContactFinding] = {}
    rows = ContactFinding.objects.filter(contact__in=contacts.values("pk")).select_related("contact", "watch")
    for row in rows.order_by("pk"):
        latest[row.contact_id] = row
    return [row for row in latest.values() if row.finding in IN_FORCE]


def open_contacts(area: Area, *, on: date) -> list[ContactFinding]:
    """The contacts of every case at a place whose days are not over on a day."""
    span = area.span
    inside = Contact.objects.filter(case__area_id__gte=span.first, case__area_id__lt=span.end)
    return [row for row in findings_in_force(inside) if row.until >= on]


def stays_of(case: Case) -> QuerySet[Stay]:
    """Where a case was, in order; what was taken back is not there."""
    return Stay.objects.filter(case=case, taken_back=None).select_related(
        "household__dwelling__building", "building", "employer", "by"
    )


def steps_of(case: Case) -> QuerySet[CaseStep]:
    """What was done with a case, in order; what was taken back is not there."""
    return CaseStep.objects.filter(case=case, taken_back=None).select_related("by")


def employers_of(community: Area) -> QuerySet[Employer]:
    """The workplaces the residents of a community named."""
    return within(Employer.objects.all(), span_of_community(community)).order_by("name")
