"""Permissions against the default denial."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import AwareDatetime, Field

from fangxian.areas.models import Area
from fangxian.areas.roles import Can
from fangxian.door.act import Answer, Decision, Doing, PrivateText, Refusal, Sealed, handles
from fangxian.door.words import refusals
from fangxian.gates.acts.keys import signing_key
from fangxian.gates.models import Authorisation, AuthorisationEnd
from fangxian.gates.rules import Kind, bare_plate
from fangxian.gates.rules.reading import CODE_LENGTH, CODE_LETTERS, checked_code
from fangxian.gates.rules.ruling import TRIP
from fangxian.gates.words import PURPOSES
from fangxian.register.models import Household, Resident

REFUSALS = refusals(
    unknown_purpose=_("There is no reason called %(purpose)s. Choose one from the list."),
    authorisation_for_nobody=_("Say for whom or what: a resident, a household, a plate, or a description."),
    authorisation_ends_first=_("The authorisation must end after it begins, and after now."),
    outing_in_force=_("This household has an outing pass for this time. Withdraw that one first."),
    authorisation_ended=_("This authorisation was already withdrawn."),
)


class GrantAuthorisation(Decision):
    """Allow a person, a household, a vehicle, animals or goods to pass for a purpose and a time."""

    needs = Can.AUTHORISE
    sight = Can.SEE_GATE
    area: int
    moving: Kind = Kind.PERSON
    resident: int | None = None
    household: int | None = None
    plate: Annotated[str, Sealed(), Field(max_length=20)] = ""
    bearer: PrivateText = ""
    purpose: str
    persons: Annotated[int, Field(ge=0, le=999)] = 0
    gates: Annotated[tuple[int, ...], Field(max_length=20)] = ()
    since: AwareDatetime | None = None
    until: AwareDatetime

    def place(self) -> Area:
        """The place whose gates it opens."""
        return Area.objects.get(pk=self.area)


@handles(GrantAuthorisation)
def grant_authorisation(act: GrantAuthorisation, doing: Doing) -> Answer:
    """Write the permission with a code that can be read out at the gate."""
    if act.purpose not in PURPOSES:
        raise Refusal("unknown_purpose", purpose=act.purpose)
    if not (act.resident or act.household or act.plate or act.bearer):
        raise Refusal("authorisation_for_nobody")
    since = act.since or doing.at
    if act.until <= max(since, doing.at):
        raise Refusal("authorisation_ends_first")
    resident = Resident.objects.get(pk=act.resident) if act.resident else None
    household = Household.objects.get(pk=act.household) if act.household else None
    home = household or (resident.household if resident else None)
    if act.purpose == TRIP and home and outing_in_force(since, act.until, household=home):
        raise Refusal("outing_in_force")
    signing_key(doing)
    row = Authorisation.objects.create(
        id=act.id, area=doing.place, code=free_code(act.id, doing.place), kind=act.moving, resident=resident,
        household=home, plate=bare_plate(act.plate)[:12], bearer=act.bearer, purpose=act.purpose,
        persons=act.persons, gates=list(act.gates), since=since, until=act.until, granted_by=doing.by,
        granted_at=doing.at,
    )  # fmt: skip
    return {"authorisation": str(row.pk), "code": row.code}


def outing_in_force(since: datetime, until: datetime, **about: Any) -> set[int]:
    """The households, of those asked about, that have an outing pass for some of this time (D-02)."""
    held = Authorisation.objects.filter(purpose=TRIP, end=None, since__lt=until, until__gt=since, **about)
    return set(held.values_list("household__pk", flat=True))


def free_code(number: UUID, area: Area) -> str:
    """Seven signs from the random end of the act's number, or the next free ones, and the one that checks them."""
    value = number.int % 2**62
    while Authorisation.objects.filter(area=area, code=(code := spelt(value))).exists():
        value += 1
    return code


def spelt(value: int) -> str:
    """A number in the gate's alphabet, as many places as a code has, the last one checking the others."""
    letters = ""
    for _place in range(CODE_LENGTH - 1):
        value, rest = divmod(value, len(CODE_LETTERS))
        letters += CODE_LETTERS[rest]
    return checked_code(letters)


class EndAuthorisation(Decision):
    """Withdraw an authorisation from now on. What passed under it stays as it was."""

    needs = Can.AUTHORISE
    sight = Can.SEE_GATE
    authorisation: UUID
    reason: Annotated[str, Sealed(), Field(min_length=1, max_length=200)]

    def place(self) -> Area:
        """The place whose gates it opened."""
        return Authorisation.objects.select_related("area").get(pk=self.authorisation).area


@handles(EndAuthorisation)
def end_authorisation(act: EndAuthorisation, doing: Doing) -> Answer:
    """Add the row that ends it."""
    row = Authorisation.objects.get(pk=act.authorisation)
    if AuthorisationEnd.objects.filter(authorisation=row).exists():
        raise Refusal("authorisation_ended")
    AuthorisationEnd.objects.create(area=doing.place, authorisation=row, by=doing.by, at=doing.at, reason=act.reason)
    return {"authorisation": str(row.pk)}
