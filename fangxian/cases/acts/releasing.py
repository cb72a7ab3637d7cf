"""Letting the contacts of an excluded case go (domain-rules C-12), and telling those whom nobody here looks after."""

from collections.abc import Collection

from django.utils.translation import ngettext

from fangxian.cases.acts.holding import note, settle
from fangxian.cases.models import Case, Contact, ContactFinding, SignalWatch
from fangxian.cases.queries import findings_in_force
from fangxian.cases.queries.contacts import elsewhere
from fangxian.door.act import Doing


def release_contacts(case: Case, doing: Doing) -> int:
    """Release everybody held because of a case, and whoever a signal holds that was confirmed as it; how many contacts.

    Those who live elsewhere have no observation here: a line in the notebook asks to ring them.
    """
    held = findings_in_force(Contact.objects.filter(case=case))
    ContactFinding.objects.bulk_create(
        ContactFinding(
            area_id=row.area_id, contact=row.contact, finding="released", last_on=row.last_on, until=row.until,
            watch=row.watch, by=doing.by, at=doing.at,
        )
        for row in held
    )  # fmt: skip
    heard = SignalWatch.objects.filter(signal__end__case=case).select_related("watch")
    settle([*(row.watch for row in held), *(row.watch for row in heard)], doing)
    ring_released(case, {row.contact_id for row in held}, doing)
    return len(held)


def ring_released(case: Case, contacts: Collection[int], doing: Doing) -> None:
    """Ask to ring those of these contacts who live elsewhere: they are let go, and nobody here would tell them."""
    count = elsewhere(case, contacts, at=doing.at).count()
    text = ngettext(
        "Ring %(count)s contact who lives elsewhere: the reason is gone, their observation is over."
        " The lead or the medic has name and phone.",
        "Ring %(count)s contacts who live elsewhere: the reason is gone, their observation is over."
        " The lead or the medic has names and phones.",
        count,
    )
    if count:
        note(case.community, text % {"count": count}, doing)


def hand_over(case: Case, contacts: Collection[int], doing: Doing) -> None:
    """Ask to hand those of these contacts who live elsewhere over to where they live: nobody here looks after them."""
    count = elsewhere(case, contacts, at=doing.at).count()
    text = ngettext(
        "Hand over %(count)s contact who lives elsewhere: ring them, and tell the community where"
        " they live now. The lead or the medic has name, phone and days.",
        "Hand over %(count)s contacts who live elsewhere: ring them, and tell the communities where"
        " they live now. The lead or the medic has names, phones and days.",
        count,
    )
    if count:
        note(case.community, text % {"count": count}, doing)
