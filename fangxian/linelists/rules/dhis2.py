"""Our cases as tables for the tracker of DHIS2, in the columns its manual gives for events and tracked entities.

Codes stand where DHIS2 has identifiers of its own, so events are imported with `idScheme=CODE` for program, stage,
organisation unit and data element. Each case has always the same identifier: a second import changes it, and adds none.
Source: DHIS2 documentation, "Tracker Web API", CSV of events and of tracked entities (2.42).
"""

import hashlib
import string
from collections.abc import Iterable, Iterator, Mapping

from fangxian.linelists.rules.ours import CaseOut, Lists
from fangxian.linelists.rules.tables import as_csv

EVENT = (
    "event", "status", "program", "programStage", "enrollment", "orgUnit", "occurredAt", "scheduledAt", "geometry",
    "latitude", "longitude", "followUp", "deleted", "createdAt", "createdAtClient", "updatedAt", "updatedAtClient",
    "completedBy", "completedAt", "updatedBy", "attributeOptionCombo", "attributeCategoryOptions", "assignedUser",
    "dataElement", "value", "storedBy", "providedElsewhere", "storedByDataValue", "updatedAtDataValue",
    "createdAtDataValue",
)  # fmt: skip
ENTITY = (
    "trackedEntity", "trackedEntityType", "createdAt", "createdAtClient", "updatedAt", "updatedAtClient", "orgUnit",
    "inactive", "deleted", "potentialDuplicate", "geometry", "latitude", "longitude", "storedBy", "createdBy",
    "updatedBy", "attrCreatedAt", "attrUpdatedAt", "attribute", "displayName", "value", "valueType",
)  # fmt: skip
PROGRAM, STAGE, ENTITY_TYPE = "FX_CASES", "FX_CASE", "FX_PERSON"
LETTERS = string.ascii_letters + string.digits


def identifier(text: str) -> str:
    """Eleven letters and digits beginning with a letter, as DHIS2 wants them; the same for the same text."""
    number = int.from_bytes(hashlib.sha256(text.encode()).digest())
    number, first = divmod(number, len(string.ascii_letters))
    found = string.ascii_letters[first]
    while len(found) < 11:
        number, at = divmod(number, len(LETTERS))
        found += LETTERS[at]
    return found


def events(lists: Lists, *, org_unit: str) -> str:
    """One row for each thing known of each case. No name: the event carries the case's mark."""
    return as_csv([EVENT], (row for one in lists.cases for row in event(one, org_unit)))


def event(one: CaseOut, org_unit: str) -> Iterator[list[str]]:
    """The rows of one case."""
    day = one.onset_on or one.person.reported_on
    values = {
        "FX_MARK": one.person.mark, "FX_CLASSIFICATION": one.classification, "FX_ONSET": one.onset_on,
        "FX_CONFIRMED": one.confirmed_on, "FX_SEX": one.person.sex, "FX_WAS_CONTACT": str(one.was_contact).lower(),
    }  # fmt: skip
    fixed = {
        "event": identifier(f"event:{one.person.mark}"), "status": "COMPLETED", "program": PROGRAM,
        "programStage": STAGE, "orgUnit": org_unit, "occurredAt": day, "followUp": "false", "deleted": "false",
        "providedElsewhere": "false",
    }  # fmt: skip
    yield from rows_of(EVENT, fixed, [{"dataElement": code, "value": said} for code, said in values.items()])


def entities(lists: Lists, *, org_unit: str) -> str:
    """The persons of the cases, one row for each thing known of each."""
    return as_csv([ENTITY], (row for one in lists.cases for row in entity(one, org_unit)))


def entity(one: CaseOut, org_unit: str) -> Iterator[list[str]]:
    """The rows of one person."""
    person = one.person
    values = [
        ("FX_MARK", "Mark", person.mark, "TEXT"), ("FX_NAME", "Name", person.name, "TEXT"),
        ("FX_SEX", "Sex", person.sex, "TEXT"), ("FX_BORN", "Date of birth", person.born_on, "DATE"),
        ("FX_PHONE", "Phone", person.phone, "PHONE_NUMBER"), ("FX_ADDRESS", "Address", person.address, "TEXT"),
    ]  # fmt: skip
    fixed = {
        "trackedEntity": identifier(f"person:{person.mark}"), "trackedEntityType": ENTITY_TYPE, "orgUnit": org_unit,
        "inactive": "false", "deleted": "false", "potentialDuplicate": "false",
    }  # fmt: skip
    said = [dict(zip(("attribute", "displayName", "value", "valueType"), each, strict=True)) for each in values]
    yield from rows_of(ENTITY, fixed, said)


def rows_of(
    head: tuple[str, ...], fixed: Mapping[str, object], said: Iterable[Mapping[str, object]]
) -> Iterator[list[str]]:
    """One row for each value that is there, everything else the same in all of them."""
    for each in said:
        if each["value"] not in (None, ""):
            cells = {**fixed, **each}
            yield [str(cells.get(name) or "") for name in head]
