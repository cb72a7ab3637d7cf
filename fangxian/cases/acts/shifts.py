"""Naming those who worked on the same shift as a case."""

from datetime import date
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from fangxian.cases.acts.about import AboutCase, checked_day, standing_case
from fangxian.cases.acts.contacts import added, grounded
from fangxian.cases.queries import Exposed
from fangxian.cases.queries.signals import workers_of
from fangxian.cases.rules.contacts import Ground
from fangxian.door.act import Answer, Doing, Refusal, handles
from fangxian.door.words import refusals

REFUSALS = refusals(
    not_of_this_workplace=_("Choose people of this place who work there."),
)


class NameShift(AboutCase):
    """These residents worked on the same shift as the case: nearer than the rest of the workplace.

    The register holds no shifts of other employers. Only this is kept, with the contacts of the case, and ends with
    them.
    """

    employer: int
    mates: Annotated[tuple[int, ...], Field(min_length=1, max_length=500)]
    last_on: date


@handles(NameShift)
def name_shift(act: NameShift, doing: Doing) -> Answer:
    """Propose each, on the ground of the shift; an investigator decides about them."""
    case = standing_case(act.case)
    last_on = checked_day(act.last_on, doing)
    working = set(workers_of(case.community, act.employer, at=doing.at).values_list("pk", flat=True))
    mates = dict.fromkeys(key for key in act.mates if key != case.resident_id)
    if not working.issuperset(act.mates) or not mates:
        raise Refusal("not_of_this_workplace")
    found = [Exposed(key, (Ground("shift", last_on),)) for key in mates]
    new = added(case, mates, doing)
    return {"proposed": len(new), "grounds": grounded(case, found, doing)}
