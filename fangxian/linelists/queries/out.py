"""What leaves the house: the cases of a place, those decided to be their contacts, and who was exposed to whom."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone

from fangxian.areas import scope
from fangxian.areas.models import Area
from fangxian.cases.models import Case, Classification, Contact, ContactFinding
from fangxian.cases.queries import Known, findings_in_force, known_cases, sources_in
from fangxian.linelists.rules.hxl import Place
from fangxian.linelists.rules.ours import CaseOut, ContactOut, LinkOut, Lists, PersonOut, case_mark, contact_mark
from fangxian.register.models import Resident
from fangxian.register.queries import address_of

HOME = "household__dwelling__building"


def lists_of(area: Area, *, at: datetime) -> Lists:
    """The lists of a place and below as they stand at a moment, with the reader's eyes.

    A contact is somebody an investigator decided to be one. Whoever is a case as well stands among the cases alone.
    """
    known = known_cases(area, at=at)
    span = area.span
    contacts = Contact.objects.filter(case__area_id__gte=span.first, case__area_id__lt=span.end)
    found = findings_in_force(contacts.select_related("case"))
    people = residents_of([one.case for one in known], [row.contact for row in found])
    marks = {one.case.pk: case_mark(one.case.community.code, one.case.number) for one in known}
    ill = {one.case.resident_id: marks[one.case.pk] for one in known if one.case.resident_id}
    held = by_person(found)
    exposed = {row.contact.resident_id for row in found if row.contact.resident_id}
    return Lists(
        cases=tuple(case_out(one, marks, people, exposed) for one in known),
        contacts=tuple(contact_out(rows, people) for person, rows in held.items() if person not in ill),
        links=tuple(links(held, marks, ill, sources_in(area))),
    )


def residents_of(cases: Iterable[Case], contacts: Iterable[Contact]) -> dict[int, Resident]:
    """The residents among cases and contacts, with their homes."""
    keys = {one.resident_id for one in cases} | {one.resident_id for one in contacts}
    return {one.pk: one for one in Resident.objects.filter(pk__in=keys - {None}).select_related(HOME)}


def by_person(found: Iterable[ContactFinding]) -> dict[int | str, list[ContactFinding]]:
    """The findings on each person: by resident, or by contact where only a name is known."""
    people: dict[int | str, list[ContactFinding]] = {}
    for row in sorted(found, key=lambda one: one.contact_id):
        people.setdefault(row.contact.resident_id or f"contact {row.contact_id}", []).append(row)
    return people


def case_out(one: Known, marks: dict[int, str], people: dict[int, Resident], exposed: set[int]) -> CaseOut:
    """A case as it leaves."""
    case = one.case
    person = person_out(marks[case.pk], people.get(case.resident_id or 0), case.name, "", case.recorded_at)
    return CaseOut(person, one.classification, case.onset_on, one.confirmed_on, case.resident_id in exposed)


def contact_out(rows: list[ContactFinding], people: dict[int, Resident]) -> ContactOut:
    """A contact as it leaves: of several cases, once, with the last day of all."""
    first = rows[0].contact
    person = person_out(mark_of(rows), people.get(first.resident_id or 0), first.name, first.phone, first.at)
    return ContactOut(person, max(row.last_on for row in rows))


def mark_of(rows: list[ContactFinding]) -> str:
    """The mark of a contact: that of the first row about the person."""
    return contact_mark(str(rows[0].area_id)[:12], rows[0].contact_id)


def person_out(mark: str, resident: Resident | None, name: str, phone: str, at: datetime) -> PersonOut:
    """A person as they leave: never with an identity number."""
    day = timezone.localdate(at)
    if resident is None:
        return PersonOut(mark, name, phone=phone, reported_on=day)
    home = resident.household.dwelling
    return PersonOut(mark, resident.name, resident.sex, resident.born_on, resident.phone, address_of(home), day)


def links(
    held: dict[int | str, list[ContactFinding]], marks: dict[int, str], ill: dict[int, str], sources: dict[int, int]
) -> list[LinkOut]:
    """Who was exposed to whom: every contact to each of its cases, and every case to the one it comes from."""
    found: dict[tuple[str, str], LinkOut] = {}
    for person, rows in held.items():
        target = ill.get(person) if isinstance(person, int) else None
        for row in rows:
            source, mark = marks.get(row.contact.case_id), target or mark_of(rows)
            if source and source != mark:
                found[source, mark] = LinkOut(source, mark, target is not None, row.last_on)
    for case, infected_by in sources.items():
        pair = marks.get(infected_by), marks.get(case)
        if pair[0] and pair[1] and (pair[0], pair[1]) not in found:
            found[pair[0], pair[1]] = LinkOut(pair[0], pair[1], target_is_case=True)
    return list(found.values())


def histories_in(area: Area, *, at: datetime) -> list[Place]:
    """The communities of a place with cases and how each case was classified over time: days and classes, no case.

    For whoever may count but not read, with the whole sight of the place: only numbers may be made of it.
    """
    span = area.span
    with scope.counting(span):
        rows = Classification.objects.filter(case__area_id__gte=span.first, case__area_id__lt=span.end, at__lte=at)
        places: dict[int, Area] = {}
        histories: dict[int, dict[int, list[tuple[date, str]]]] = {}
        for row in rows.select_related("case__community").order_by("case__community_id", "case_id", "on", "pk"):
            place = places.setdefault(row.case.community_id, row.case.community)
            histories.setdefault(place.pk, {}).setdefault(row.case_id, []).append((row.on, row.classification))
        return [
            Place(place.code, place.name, tuple(tuple(one) for one in histories[key].values()))
            for key, place in places.items()
        ]
