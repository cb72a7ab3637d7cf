"""Letting the contacts of an excluded case go (domain-rules C-12)."""

from fangxian.cases.acts.holding import settle
from fangxian.cases.models import Case, Contact, ContactFinding
from fangxian.cases.queries import findings_in_force
from fangxian.door.act import Doing


def release_contacts(case: Case, doing: Doing) -> int:
    """Release everybody held because of a case; how many contacts were."""
    held = findings_in_force(Contact.objects.filter(case=case))
    ContactFinding.objects.bulk_create(
        ContactFinding(
            area_id=row.area_id, contact=row.contact, finding="released", last_on=row.last_on, until=row.until,
            watch=row.watch, by=doing.by, at=doing.at,
        )
        for row in held
    )  # fmt: skip
    settle([row.watch for row in held], doing)
    return len(held)
