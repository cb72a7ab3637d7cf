"""Outing passes for a whole building or place at once: one a household, for one person, for the pack's days (D-02)."""

from typing import Annotated
from uuid import uuid5

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pydantic import AwareDatetime, Field

from fangxian.areas.models import Area
from fangxian.areas.roles import Can
from fangxian.areas.rules import Span
from fangxian.door.act import Answer, Decision, Doing, Refusal, handles
from fangxian.door.words import refusals
from fangxian.gates.acts.authorisations import free_code, outing_in_force
from fangxian.gates.acts.keys import signing_key
from fangxian.gates.models import Authorisation
from fangxian.gates.queries import gate_rules
from fangxian.gates.rules import Kind
from fangxian.gates.rules.ruling import TRIP
from fangxian.register.models import Household

REFUSALS = refusals(
    nobody_to_issue=_("No household is without an outing pass here. Nothing was issued."),
)


class IssueOutingPasses(Decision):
    """Give every household of a building, or of the whole place, its outing pass, unless it has one in force."""

    needs = Can.AUTHORISE
    sight = Can.SEE_GATE
    area: int
    building: int | None = None
    since: AwareDatetime | None = None
    gates: Annotated[tuple[int, ...], Field(max_length=20)] = ()

    def place(self) -> Area:
        """The place whose gates they open."""
        return Area.objects.get(pk=self.area)


@handles(IssueOutingPasses)
def issue_outing_passes(act: IssueOutingPasses, doing: Doing) -> Answer:
    """One authorisation a household, each with its own code. Whoever has one in force keeps it."""
    since = act.since or doing.at
    rules = gate_rules(doing.place, on=timezone.localdate(since))
    until = since + rules.trip_every
    homes = lived_in(doing.place.span, act.building)
    held = outing_in_force(since, until, household__in=[home.pk for home in homes])
    wanting = [home for home in homes if home.pk not in held]
    if not wanting:
        raise Refusal("nobody_to_issue")
    signing_key(doing)
    for home in wanting:
        number = uuid5(act.id, str(home.pk))
        Authorisation.objects.create(
            id=number, area=doing.place, code=free_code(number, doing.place), kind=Kind.PERSON, household=home,
            purpose=TRIP, persons=rules.persons_per_trip, gates=list(act.gates), since=since, until=until,
            granted_by=doing.by, granted_at=doing.at,
        )  # fmt: skip
    return {"passes": len(wanting), "held": len(homes) - len(wanting)}


def lived_in(span: Span, building: int | None) -> list[Household]:
    """The households with somebody living in them, of one building or of all."""
    living = Q(residents__isnull=False, residents__left_at=None)
    homes = Household.objects.filter(living, area_id__gte=span.first, area_id__lt=span.end)
    chosen = homes.filter(dwelling__building=building) if building is not None else homes
    return list(chosen.distinct().order_by("pk"))
