"""Questions about who lives where."""

from __future__ import annotations

import base64
import re
from typing import Any, TypeVar

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from fangxian.areas.closed import AreaBound
from fangxian.areas.models import Area
from fangxian.areas.queries import community_of
from fangxian.areas.rules import GRIDS, Span
from fangxian.door.sealed import blind
from fangxian.register.ledger import DwellingKey, Field, PersonRow, Reading, read_ledger
from fangxian.register.ledger.addresses import read_address
from fangxian.register.models import (
    Building,
    Dwelling,
    Employer,
    EmployerMerge,
    Household,
    Import,
    Layout,
    Resident,
    RowProblem,
    UnplacedRow,
    Upload,
    Vehicle,
)
from fangxian.register.rules import Known, Stated
from fangxian.register.workplaces import group_of

# Everything a ledger can state of a resident; `employer` by name.
FIELDS = (
    "name",
    "relation",
    "is_head",
    "sex",
    "born_on",
    "citizen_id",
    "phone",
    "other_phones",
    "document",
    "employer",
    "hukou",
    "non_local",
    "returned_on",
    "came_from",
    "note",
)
LIMITS = {"name": 60, "relation": 20, "employer": 100, "hukou": 100, "came_from": 100, "note": 500}
SHOWN = 50
Row = TypeVar("Row", bound=AreaBound)


def value_of(resident: Resident, name: str) -> Any:
    """A resident's value of a field as a ledger would state it."""
    if name == "employer":
        return resident.employer.name if resident.employer else ""
    return getattr(resident, name)


def known_residents(area: Area) -> list[Known]:
    """Everybody who lives in the community of a place, with all a ledger could state."""
    people = within(Resident.objects.filter(left_at=None), span_of_community(area))
    people = people.select_related("employer", "household__dwelling__building")
    return [known(resident) for resident in people.order_by("pk")]


def known(resident: Resident) -> Known:
    """A resident as the merging rules see it."""
    dwelling = resident.household.dwelling
    home = DwellingKey(dwelling.building.zone, dwelling.building.number, dwelling.unit, dwelling.room)
    return Known(resident.pk, home, resident.household_id, {name: value_of(resident, name) for name in FIELDS})


def stated_people(reading: Reading) -> list[Stated]:
    """The people of a ledger as the merging rules see them: only what it says, as long as the register keeps it."""
    return [Stated(p.dwelling, p.household_key, stated_values(p)) for p in reading.people]


def stated_values(person: PersonRow) -> dict[str, Any]:
    """The non-blank values of a person in a ledger, by resident field."""
    values: dict[str, Any] = {
        "name": person.name,
        "relation": person.relation,
        "is_head": person.is_head or None,
        "sex": person.sex[0] if person.sex else "",
        "born_on": person.born_on,
        "citizen_id": person.citizen_id,
        "phone": person.phones[0] if person.phones else "",
        "other_phones": " ".join(person.phones[1:]),
        "document": person.document,
        "employer": person.employer,
        "hukou": person.hukou,
        "non_local": person.non_local,
        "returned_on": person.returned_on,
        "came_from": person.came_from,
        "note": person.note,
    }
    said = {name: value for name, value in values.items() if value not in (None, "")}
    return {name: v[: LIMITS[name]] if name in LIMITS else v for name, v in said.items()}


def plates_of(reading: Reading) -> dict[int, str]:
    """The plates a ledger states, by position of the person: without spaces, in capitals."""
    found = {i: re.sub(r"[\s·.\-]", "", p.vehicle or "").upper()[:12] for i, p in enumerate(reading.people)}
    return {i: plate for i, plate in found.items() if plate}


def layouts_of(area: Area) -> dict[str, dict[str, Field]]:
    """The layouts people corrected in the community of a place."""
    kept = Layout.objects.filter(area=community_of(area))
    return {layout.signature: {letter: Field(f) for letter, f in layout.columns.items()} for layout in kept}


def span_of_community(area: Area) -> Span:
    """The keys of the community a place lies in, grids included."""
    community = community_of(area)
    return Span(community.pk, max(community.span.end, community.pk + GRIDS))


def within(rows: QuerySet[Row], span: Span) -> QuerySet[Row]:
    """The rows that lie in a span."""
    return rows.filter(area_id__gte=span.first, area_id__lt=span.end)


def residents_of(area: Area) -> QuerySet[Resident]:
    """Everybody who lives at a place or below it, household by household."""
    people = within(Resident.objects.filter(left_at=None), area.span)
    return people.select_related("employer", "household__dwelling__building").order_by(
        "household__dwelling__building__place_in_walk",
        "household__dwelling__building__zone",
        "household__dwelling__building__number",
        "household__dwelling__unit",
        "household__dwelling__room",
        "household__ordinal",
        "-is_head",
        "pk",
    )


def residents_like(area: Area, text: str) -> QuerySet[Resident]:
    """Who may be meant: a surname or a name, pinyin initials, a house, a phone or its last four digits, a plate.

    Several words narrow each other: `张 3-2` are the people called 张 in 3-2.
    """
    people = residents_of(area)
    for word in text.split()[:4]:
        people = people.filter(meant_by(word, area))
    return people


def meant_by(word: str, area: Area) -> Q:
    """The filter one word stands for."""
    if word.isdecimal():
        return meant_by_number(word)
    if word.isascii() and word.isalpha():
        return Q(initials__startswith=word.lower()) | Q(name__istartswith=word)
    home = read_address(word)
    found = Q(name__startswith=word) if len(word) <= 4 and home is None else Q(name=word)
    if home:
        found |= at_home(home)
    plate = re.sub(r"[\s·.\-]", "", word).upper()
    if any(c.isdecimal() for c in plate) and len(plate) >= 4:
        found |= Q(household_id__in=Vehicle.objects.filter(plate__endswith=plate).values("household_id"))
    if re.fullmatch(r"\d{17}[\dXx]", word):
        found |= Q(citizen_id_index=blind(word.upper(), purpose="citizen_id"))
    return found


def meant_by_number(word: str) -> Q:
    """The filter a number stands for: an identity number, a phone, its last four digits, a room or a house."""
    if len(word) == 18:
        return Q(citizen_id_index=blind(word, purpose="citizen_id"))
    if len(word) >= 7:
        return Q(phone_index=blind(word, purpose="phone"))
    found = Q(household__dwelling__room=word) | Q(household__dwelling__building__number=word)
    return found | Q(phone_tail_index=blind(word, purpose="phone_tail")) if len(word) == 4 else found


def at_home(home: DwellingKey) -> Q:
    """The filter for a dwelling; two parts may be building and room or building and unit."""
    found = Q(
        household__dwelling__building__number=home.building,
        household__dwelling__unit=home.unit,
        household__dwelling__room=home.room,
    )
    if home.room and not home.unit:
        found |= Q(household__dwelling__building__number=home.building, household__dwelling__room=home.room)
        found |= Q(household__dwelling__building__number=home.building, household__dwelling__unit=home.room)
    return found


def buildings_of(area: Area) -> QuerySet[Building]:
    """The buildings of a place along the way, each with its dwellings, households and people counted."""
    living = Q(dwellings__households__residents__left_at=None)
    along = within(Building.objects.order_by("place_in_walk", "zone", "number"), area.span)
    counted: QuerySet[Building] = along.annotate(
        dwelling_count=Count("dwellings", distinct=True),
        household_count=Count(
            "dwellings__households", distinct=True, filter=living & Q(dwellings__households__residents__isnull=False)
        ),
        resident_count=Count("dwellings__households__residents", distinct=True, filter=living),
    )
    return counted


def figures_of(area: Area) -> dict[str, int]:
    """How many live at a place: residents, households with somebody in them, dwellings, buildings."""
    lived_in = Exists(Resident.objects.filter(household=OuterRef("pk"), left_at=None))
    return {
        "residents": within(Resident.objects.filter(left_at=None), area.span).count(),
        "households": within(Household.objects.filter(lived_in), area.span).count(),
        "dwellings": within(Dwelling.objects.all(), area.span).count(),
        "buildings": within(Building.objects.all(), area.span).count(),
    }


def household_with(area: Area, key: int) -> Household | None:
    """A household of a place, with its address."""
    found = within(Household.objects.filter(pk=key), area.span)
    return found.select_related("dwelling__building").first()


def members_of(household: Household) -> list[Resident]:
    """The people of a household, the head first."""
    members = Resident.objects.filter(household=household, left_at=None).select_related("employer")
    return list(members.order_by("-is_head", "pk"))


def resident_with(area: Area, key: int) -> Resident | None:
    """Somebody who lives at a place, with their household's address."""
    found = within(Resident.objects.filter(pk=key, left_at=None), area.span)
    return found.select_related("employer", "household__dwelling__building").first()


def address_of(dwelling: Dwelling) -> str:
    """An address as one types it, so that it reads back as this very dwelling; empty where none does."""
    building = dwelling.building
    key = DwellingKey(building.zone, building.number, dwelling.unit, dwelling.room)
    inside = "-".join(part for part in (dwelling.unit, dwelling.room) if part)
    text = f"{building.zone}{building.number}" + (f"-{inside}" if inside else "号")
    return text if read_address(text) == key else ""


def particulars_of(resident: Resident) -> dict[str, Any]:
    """What a person may correct of a resident; the identity number is never shown, only replaced."""
    shown = ("name", "relation", "sex", "born_on", "employer", "hukou", "non_local", "returned_on", "came_from", "note")
    phones = " ".join(filter(None, (resident.phone, resident.other_phones)))
    return {name: value_of(resident, name) for name in shown} | {"phone": phones}


def vehicles_of(household: Household) -> list[Vehicle]:
    """The vehicles of a household."""
    return list(Vehicle.objects.filter(household=household).order_by("plate"))


def uploads_waiting(area: Area) -> list[Upload]:
    """Files that were sent and neither taken in nor thrown away."""
    waiting = within(Upload.objects.filter(discarded_at=None), area.span).defer("content")
    return list(waiting.select_related("uploaded_by").order_by("-uploaded_at")[:SHOWN])


def upload_waiting(area: Area, key: int) -> Upload | None:
    """A file of this place that still waits, with its content."""
    return within(Upload.objects.filter(pk=key, discarded_at=None), area.span).select_related("area").first()


def reading_of(upload: Upload) -> Reading:
    """What a waiting file holds, read with the layouts remembered there."""
    data = base64.b64decode(upload.content)
    return read_ledger(data, filename=upload.file_name, layouts=layouts_of(upload.area))


def upload_sent(area: Area, key: int) -> Upload | None:
    """A file of this place, whether it still waits or not, without its content."""
    return within(Upload.objects.filter(pk=key), area.span).defer("content").select_related("area").first()


def import_of_upload(upload: Upload) -> Import | None:
    """What became of a file that was taken in."""
    return Import.objects.filter(upload=upload).defer("journal").first()


def imports_of(area: Area) -> list[Import]:
    """What was taken in, newest first."""
    done = within(Import.objects.all(), area.span).defer("journal", "upload__content")
    return list(done.select_related("upload", "imported_by", "undone_by")[:SHOWN])


def import_with(area: Area, key: int) -> Import | None:
    """One import of a place."""
    found = within(Import.objects.filter(pk=key), area.span).defer("journal", "upload__content")
    return found.select_related("upload", "imported_by", "undone_by").first()


def problems_of(done: Import) -> QuerySet[RowProblem]:
    """The problems of an import in the order of its rows."""
    return RowProblem.objects.filter(of=done)


def unplaced_in(area: Area) -> QuerySet[UnplacedRow]:
    """Rows that wait for a person to place them."""
    return within(UnplacedRow.objects.filter(settled_at=None, of__undone_at=None), area.span).order_by("pk")


def employers_in(area: Area) -> QuerySet[Employer]:
    """The workplaces named in the community of a place, each with how many living here named it (`people`)."""
    named = within(Employer.objects.all(), span_of_community(area))
    living = Count("resident", filter=Q(resident__left_at=None))
    counted: QuerySet[Employer] = named.annotate(people=living)
    return counted.order_by("-people", "name")


def merges_of(area: Area) -> dict[int, int]:
    """Which name of a workplace means which other, in the community of a place, as people decided."""
    kept = within(EmployerMerge.objects.filter(undone_at=None), span_of_community(area))
    return dict(kept.order_by().values_list("employer_id", "same_as_id"))


def same_workplace(area: Area, employer: int) -> frozenset[int]:
    """Every name that means the same workplace as this one, by their numbers."""
    return group_of(employer, merges_of(area))


def merge_rows(area: Area) -> list[EmployerMerge]:
    """What people decided about names of workplaces, the latest first."""
    kept = within(EmployerMerge.objects.filter(undone_at=None), span_of_community(area))
    return list(kept.select_related("employer", "same_as", "by"))
