"""Proposing who was in contact with a case, naming somebody by hand, and deciding about each."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from fangxian.cases.acts.about import AboutCase, checked_day, standing_case
from fangxian.cases.acts.holding import hold, settle
from fangxian.cases.acts.releasing import hand_over, ring_released
from fangxian.cases.models import FINDINGS, Case, Contact, ContactFinding, ContactGround
from fangxian.cases.queries import Exposed, TracingRules, exposed, findings_in_force, judged, tracing_rules
from fangxian.cases.queries.contacts import Judged
from fangxian.cases.rules.contacts import IN_FORCE, Anew, ends_on, kind_of
from fangxian.door.act import Answer, Doing, PrivateText, Refusal, Sealed, handles
from fangxian.door.words import refusals
from fangxian.monitoring.models import Watch
from fangxian.register.models import Resident
from fangxian.register.queries import span_of_community, within

REFUSALS = refusals(
    contact_is_the_case=_("This is the case itself. Choose somebody else."),
    contact_not_of_this_case=_("Choose contacts from the list of this case."),
    unknown_finding=_("Choose close contact, general contact, or no contact."),
    unknown_contact_kind=_("Choose a kind of contact from the list of the rule pack."),
    nothing_proposed_anew=_("For none of those ticked is another last exposure proposed."),
    last_exposure_missing=_("Write down the day of the last exposure: the end of the observation is counted from it."),
)


class TraceContacts(AboutCase):
    """Propose everybody who may have been in contact with a case. Nobody is held by a proposal."""


@handles(TraceContacts)
def trace_contacts(act: TraceContacts, doing: Doing) -> Answer:
    """Write new contacts and new grounds; what is known already, and what was decided, stays."""
    case = standing_case(act.case)
    found = exposed(case, at=doing.at)
    new = added(case, [one.resident for one in found], doing)
    return {"proposed": len(new), "grounds": grounded(case, found, doing)}


def added(case: Case, residents: Iterable[int], doing: Doing) -> list[Contact]:
    """The contacts that were not on the list yet, written at once."""
    known = set(Contact.objects.filter(case=case).values_list("resident_id", flat=True))
    rows = [
        Contact(area=case.community, case=case, resident_id=key, by=doing.by, at=doing.at)
        for key in residents
        if key not in known
    ]
    return Contact.objects.bulk_create(rows)


def grounded(case: Case, found: Iterable[Exposed], doing: Doing) -> int:
    """Write the grounds that are new, or later or more than before; how many."""
    contacts = dict(Contact.objects.filter(case=case).values_list("resident_id", "pk"))
    rows = ContactGround.objects.filter(contact__case=case).order_by("pk")
    known = {(r.contact_id, r.ground, r.stay_id): (r.last_on, r.times) for r in rows}
    new = [
        ContactGround(
            area=case.community, contact_id=contacts[one.resident], ground=each.ground, stay_id=each.stay,
            last_on=each.last_on, times=each.times, by=doing.by, at=doing.at,
        )
        for one in found
        for each in one.grounds
        if known.get((contacts[one.resident], *each.key)) != (each.last_on, each.times)
    ]  # fmt: skip
    ContactGround.objects.bulk_create(new)
    return len(new)


class NameContact(AboutCase):
    """Somebody says that a person was in contact with the case: a resident, or a name with a phone."""

    resident: int | None = None
    name: PrivateText = ""
    phone: Annotated[str, Sealed(), Field(max_length=30)] = ""
    last_on: date


@handles(NameContact)
def name_contact(act: NameContact, doing: Doing) -> Answer:
    """Write the contact, or a further ground of one who is on the list."""
    case = standing_case(act.case)
    if act.resident is None and not act.name:
        raise Refusal("who_is_it")
    if act.resident is not None and act.resident == case.resident_id:
        raise Refusal("contact_is_the_case")
    last_on = checked_day(act.last_on, doing)
    ContactGround.objects.create(
        area=case.community, contact=contact_named(case, act, doing), ground="named", last_on=last_on, by=doing.by,
        at=doing.at,
    )  # fmt: skip
    return {"contact": ContactGround.objects.filter(contact__case=case).latest("pk").contact_id}


def contact_named(case: Case, act: NameContact, doing: Doing) -> Contact:
    """The contact of a case who is this resident, new or known; a name is a new one each time."""
    if act.resident is None:
        return Contact.objects.create(
            area=case.community, case=case, name=act.name, phone=act.phone, by=doing.by, at=doing.at
        )
    resident = within(Resident.objects.filter(pk=act.resident), span_of_community(case.community)).get()
    found, _new = Contact.objects.get_or_create(
        case=case, resident=resident, defaults={"area": case.community, "by": doing.by, "at": doing.at}
    )
    return found


class DecideContacts(AboutCase):
    """Decide about contacts of one case alike: close, general, or none. Whoever is held gets an observation."""

    contacts: Annotated[tuple[int, ...], Field(min_length=1, max_length=500)]
    finding: str
    contact_kind: str = ""
    last_on: date | None = None


@handles(DecideContacts)
def decide_contacts(act: DecideContacts, doing: Doing) -> Answer:
    """Write a finding for each; open, lengthen, shorten or end their observations accordingly."""
    case = standing_case(act.case)
    rules = tracing_rules(case.community, on=checked_day(None, doing))
    if act.finding not in FINDINGS or act.finding == "released":
        raise Refusal("unknown_finding")
    if act.contact_kind and act.contact_kind not in rules.kinds:
        raise Refusal("unknown_contact_kind")
    chosen = Contact.objects.filter(case=case, pk__in=act.contacts).select_related("resident__area")
    if chosen.count() != len(set(act.contacts)):
        raise Refusal("contact_not_of_this_case")
    before = {row.contact_id: row.watch for row in findings_in_force(chosen)}
    people = judged(chosen.order_by("pk"), case, at=doing.at)
    return settled_anew(case, [decided(one, act, rules, doing) for one in people], before, doing)


def settled_anew(case: Case, written: list[ContactFinding], before: dict[int, Watch | None], doing: Doing) -> Answer:
    """Bring the observations to what was decided; how many were, and how many are watched because of it.

    Whoever lives elsewhere is looked after by nobody here: a line in the notebook asks to hand them over, or to ring.
    """
    settle([before.get(row.contact_id) for row in written], doing)
    held = {row.contact_id: row.watch_id for row in written if row.finding in IN_FORCE}
    hand_over(case, held.keys() - before.keys(), doing)
    ring_released(case, {row.contact_id for row in written} & before.keys() - held.keys(), doing)
    return {"decided": len(written), "watched": sum(watch is not None for watch in held.values())}


def decided(one: Judged, act: DecideContacts, rules: TracingRules, doing: Doing) -> ContactFinding:
    """The finding of one contact. Raises Refusal when no last exposure is known."""
    last_on = checked_day(act.last_on, doing) if act.last_on else one.last_on
    if last_on is None:
        raise Refusal("last_exposure_missing")
    kind = act.contact_kind or kind_of(one.grounds[0].ground if one.grounds else "", kinds=rules.kinds)
    return found_to_be(one.contact, act.finding, kind, last_on, rules, doing)


def found_to_be(
    contact: Contact, finding: str, kind: str, last_on: date, rules: TracingRules, doing: Doing
) -> ContactFinding:
    """Write a finding, with the observation it opens."""
    until, watch, opened = ends_on(last_on, days=rules.days), None, False
    if finding in IN_FORCE:
        watch, opened = held(contact, last_on, until, doing)
    return ContactFinding.objects.create(
        area_id=contact.area_id, contact=contact, finding=finding, last_on=last_on, until=until,
        contact_kind=kind if finding in IN_FORCE else "", watch=watch, opened=opened, by=doing.by, at=doing.at,
    )  # fmt: skip


def held(contact: Contact, last_on: date, until: date, doing: Doing) -> tuple[Watch | None, bool]:
    """The observation of a contact who lives here."""
    if contact.resident is None:
        return None, False
    return hold(contact.resident, category="contact", day_zero=last_on, until=until, doing=doing)


class RenewContacts(AboutCase):
    """Take over the last exposure that is proposed anew, and with it the end of the observation.

    Whoever has no ground in the window of the case any longer is found to be no contact, and let go.
    """

    contacts: Annotated[tuple[int, ...], Field(min_length=1, max_length=500)]


@handles(RenewContacts)
def renew_contacts(act: RenewContacts, doing: Doing) -> Answer:
    """Write a finding anew for each of these that something is proposed for."""
    case = standing_case(act.case)
    rules = tracing_rules(case.community, on=checked_day(None, doing))
    chosen = Contact.objects.filter(case=case, pk__in=act.contacts).select_related("resident__area")
    people = [
        (one.contact, found, one.anew)
        for one in judged(chosen.order_by("pk"), case, at=doing.at)
        if (found := one.finding) is not None and one.anew is not None
    ]
    if not people:
        raise Refusal("nothing_proposed_anew")
    before = {contact.pk: found.watch for contact, found, _anew in people}
    return settled_anew(case, [renewed(*one, rules, doing) for one in people], before, doing)


def renewed(
    contact: Contact, found: ContactFinding, proposal: Anew, rules: TracingRules, doing: Doing
) -> ContactFinding:
    """The finding as it was, to the day proposed; no contact where none is."""
    if proposal.last_on is None:
        return found_to_be(contact, "none", "", found.last_on, rules, doing)
    return found_to_be(contact, found.finding, found.contact_kind, proposal.last_on, rules, doing)
