"""Our lists in the layout of Go.Data's importer: the names of its fields as columns, its tokens as values.

Source: the field maps and reference data of Go.Data's case, contact and relationship models (GoDataSource-API,
common/models). Go.Data gives an address a place of its own hierarchy, which nobody here knows: the importer asks.
"""

from collections.abc import Callable, Mapping

from fangxian.linelists.rules.ours import CaseOut, ContactOut, LinkOut, Lists, PersonOut, given
from fangxian.linelists.rules.tables import as_csv

REFERENCE = "LNG_REFERENCE_DATA_CATEGORY"
CLASSES = {
    "suspected": f"{REFERENCE}_CASE_CLASSIFICATION_SUSPECT", "probable": f"{REFERENCE}_CASE_CLASSIFICATION_PROBABLE",
    "confirmed": f"{REFERENCE}_CASE_CLASSIFICATION_CONFIRMED",
    "discarded": f"{REFERENCE}_CASE_CLASSIFICATION_NOT_A_CASE_DISCARDED",
}  # fmt: skip
SEXES = {"f": f"{REFERENCE}_GENDER_FEMALE", "m": f"{REFERENCE}_GENDER_MALE", "": ""}
TYPES = {True: f"{REFERENCE}_PERSON_TYPE_CASE", False: f"{REFERENCE}_PERSON_TYPE_CONTACT"}
HOME = f"{REFERENCE}_ADDRESS_TYPE_USUAL_PLACE_OF_RESIDENCE"
Cells = Mapping[str, object]


def person(one: PersonOut) -> dict[str, object]:
    """What both lists say of a person. The whole name stands as first name: where to cut it is not guessed."""
    at_home = bool(one.address or one.phone)
    return {
        "visualId": one.mark, "firstName": one.name, "lastName": "", "gender": SEXES[one.sex], "dob": one.born_on,
        "dateOfReporting": one.reported_on, "addresses[0].typeId": HOME if at_home else "",
        "addresses[0].addressLine1": one.address, "addresses[0].phoneNumber": one.phone,
    }  # fmt: skip


def case(one: CaseOut) -> Cells:
    """A row of the list of cases."""
    return person(one.person) | {
        "classification": CLASSES[one.classification], "dateOfOnset": one.onset_on, "dateBecomeCase": one.confirmed_on,
        "wasContact": one.was_contact,
    }  # fmt: skip


def contact(one: ContactOut) -> Cells:
    """A row of the list of contacts."""
    return person(one.person) | {"dateOfLastContact": one.last_on, "wasCase": False}


def link(one: LinkOut) -> Cells:
    """A row of the list of relationships: from the case to whoever was exposed to it."""
    return {
        "sourcePerson.visualId": one.source, "sourcePerson.type": TYPES[True], "targetPerson.visualId": one.target,
        "targetPerson.type": TYPES[one.target_is_case], "contactDate": one.on,
    }  # fmt: skip


def table(row: Callable[..., Cells], things: tuple[object, ...], empty: object) -> str:
    """A list as CSV, its head there even when nobody stands in it."""
    return as_csv([list(row(empty))], [given(row(one)) for one in things])


def cases(lists: Lists) -> str:
    """The list of cases."""
    return table(case, lists.cases, CaseOut(PersonOut("", ""), "suspected"))


def contacts(lists: Lists) -> str:
    """The list of contacts."""
    return table(contact, lists.contacts, ContactOut(PersonOut("", "")))


def relationships(lists: Lists) -> str:
    """Who was exposed to whom."""
    return table(link, lists.links, LinkOut("", "", target_is_case=False))
