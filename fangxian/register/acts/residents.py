"""One resident at a time: adding, correcting, moving, leaving."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, ConfigDict
from pydantic import Field as Limited

from fangxian.areas.models import Area
from fangxian.areas.queries import community_of
from fangxian.areas.roles import Can
from fangxian.door.act import Answer, Decision, Doing, Fact, PrivateText, Refusal, Sealed, SealedApart, handles
from fangxian.door.words import refusals
from fangxian.register.acts.writing import Writing, columns, dwellings_for, write
from fangxian.register.ledger import DwellingKey
from fangxian.register.ledger.addresses import read_address
from fangxian.register.ledger.identity import birth_date, read_citizen_id, sex_of
from fangxian.register.ledger.phones import read_phones
from fangxian.register.models import Employer, Household, Resident
from fangxian.register.queries import known_residents
from fangxian.register.rules import Stated, matches

REFUSALS = refusals(
    citizen_id_wrong=_("This identity number has a wrong digit. Please check it against the card."),
    phone_wrong=_("This is no phone number that can be dialled."),
    address_unreadable=_("This address cannot be read. Write it like 3-2-501, or 12号 for a house."),
    resident_known=_("This person is already in the register."),
    citizen_id_taken=_("Somebody else here already has this identity number."),
    resident_left=_("This person has already left."),
)


class Particulars(BaseModel):
    """What is said of a resident; None leaves a value as it is, an empty text takes it away."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    relation: Annotated[str, Sealed(), Limited(max_length=20)] | None = None
    sex: Annotated[Literal["", "f", "m"] | None, SealedApart()] = None
    born_on: Annotated[date | None, SealedApart()] = None
    citizen_id: PrivateText | None = None
    phone: PrivateText | None = None
    employer: Annotated[str, Sealed(), Limited(max_length=100)] | None = None
    hukou: Annotated[str, Sealed(), Limited(max_length=100)] | None = None
    non_local: Annotated[bool | None, SealedApart()] = None
    returned_on: Annotated[date | None, SealedApart()] = None
    came_from: Annotated[str, Sealed(), Limited(max_length=100)] | None = None
    note: Annotated[PrivateText, Limited(max_length=500)] | None = None


class AddResident(Decision):
    """Write a person into the register at an address; the dwelling is made if it is new."""

    needs = Can.KEEP_REGISTER
    area: int
    name: Annotated[PrivateText, Limited(min_length=1, max_length=60)]
    address: Annotated[str, Sealed(), Limited(min_length=1, max_length=100)]
    particulars: Particulars = Particulars()

    def place(self) -> Area:
        """The village or community, or one of its grids."""
        return Area.objects.get(pk=self.area)


@handles(AddResident)
def add_resident(act: AddResident, doing: Doing) -> Answer:
    """Merge like an import of one row, but somebody who is here already is refused."""
    home = read_home(act.address)
    stated = Stated(home, "one", {"name": act.name, **given(act.particulars)})
    community = community_of(doing.place)
    (match,) = matches([stated], known_residents(community))
    if match.known:
        raise Refusal("resident_known")
    writing = write([match], community=community, area=doing.place, vacant=(), plates={})
    return {"resident": writing.journal.made["Resident"][0]}


def read_home(text: str) -> DwellingKey:
    """The dwelling an address names. Raises Refusal."""
    home = read_address(text)
    if home is None:
        raise Refusal("address_unreadable")
    return home


def given(particulars: Particulars) -> dict[str, Any]:
    """The values said, numbers checked, birth date and sex filled from the identity number. Raises Refusal."""
    values = {k: v for k, v in particulars.model_dump().items() if v is not None}
    if values.get("citizen_id"):
        number = read_citizen_id(values["citizen_id"]).number
        if number is None:
            raise Refusal("citizen_id_wrong")
        values["citizen_id"] = number
        values.setdefault("born_on", birth_date(number))
        values.setdefault("sex", sex_of(number)[0])
    if values.get("phone"):
        found = read_phones(values["phone"])
        if not found.numbers or found.damaged:
            raise Refusal("phone_wrong")
        values["phone"], values["other_phones"] = found.numbers[0], " ".join(found.numbers[1:])
    return values


class CorrectResident(Decision):
    """Put right what the register says of a person."""

    needs = Can.KEEP_REGISTER
    resident: int
    name: Annotated[PrivateText, Limited(min_length=1, max_length=60)] | None = None
    particulars: Particulars = Particulars()

    def place(self) -> Area:
        """Where the resident lives."""
        return Resident.objects.select_related("area").get(pk=self.resident).area


@handles(CorrectResident)
def correct_resident(act: CorrectResident, doing: Doing) -> Answer:
    """Change what was given, and nothing else."""
    resident = present(act.resident)
    values = given(act.particulars) | ({"name": act.name} if act.name else {})
    filled = columns(values, employers_named(values.get("employer"), doing))
    index = filled.get("citizen_id_index")
    others = Resident.objects.filter(citizen_id_index=index, left_at=None).exclude(pk=resident.pk)
    if index and others.exists():
        raise Refusal("citizen_id_taken")
    for name, value in filled.items():
        setattr(resident, name, value)
    resident.save(update_fields=list(filled))
    return {"resident": resident.pk, "changed": sorted(values)}


def employers_named(name: str | None, doing: Doing) -> dict[str, int]:
    """The employer of this name, made if it is new."""
    if not name:
        return {}
    employer, _made = Employer.objects.get_or_create(area=community_of(doing.place), name=name)
    return {name: employer.pk}


def present(key: int) -> Resident:
    """A resident who has not left. Raises Refusal."""
    resident = Resident.objects.get(pk=key)
    if resident.left_at:
        raise Refusal("resident_left")
    return resident


class MoveResident(Decision):
    """Move a person to another address of the same community."""

    needs = Can.KEEP_REGISTER
    resident: int
    address: Annotated[str, Sealed(), Limited(min_length=1, max_length=100)]

    def place(self) -> Area:
        """Where the resident lives until now."""
        return Resident.objects.select_related("area").get(pk=self.resident).area


@handles(MoveResident)
def move_resident(act: MoveResident, doing: Doing) -> Answer:
    """A person has one current household: the new one takes the place of the old."""
    resident = present(act.resident)
    home = read_home(act.address)
    household = household_at(home, Writing(community_of(doing.place), doing.place))
    resident.household, resident.area_id, resident.is_head = household, household.area_id, False
    resident.save(update_fields=["household", "area", "is_head"])
    return {"resident": resident.pk, "household": household.pk}


def household_at(home: DwellingKey, writing: Writing) -> Household:
    """The first household of an address, made with its dwelling if they are new."""
    dwelling = dwellings_for([home], writing)[home]
    found = Household.objects.filter(dwelling=dwelling).order_by("ordinal").first()
    return found or Household.objects.create(dwelling=dwelling, area_id=dwelling.area_id)


class RecordDeparture(Fact):
    """A person moved away or died: no longer counted, not forgotten before the response ends."""

    needs = Can.KEEP_REGISTER
    resident: int

    def place(self) -> Area:
        """Where the resident lived."""
        return Resident.objects.select_related("area").get(pk=self.resident).area


@handles(RecordDeparture)
def record_departure(act: RecordDeparture, doing: Doing) -> Answer:
    """Note when; the first time counts."""
    Resident.objects.filter(pk=act.resident, left_at=None).update(left_at=doing.at)
    return {"resident": act.resident}
