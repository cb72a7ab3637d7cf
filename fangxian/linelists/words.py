"""Why a row waits for a person, and what is wrong with a cell, in a sentence."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fangxian.door.words import known_codes, sentence_of
from fangxian.linelists.rules.fields import Field

FIELD_NAMES: dict[str, str | Promise] = {
    "": _("not used"),
    Field.NAME: _("name"),
    Field.FIRST_NAME: _("given name"),
    Field.MIDDLE_NAME: _("middle name"),
    Field.LAST_NAME: _("surname"),
    Field.SEX: _("sex"),
    Field.BORN_ON: _("birth date"),
    Field.CITIZEN_ID: _("identity number"),
    Field.PHONE: _("phone"),
    Field.ADDRESS: _("whole address"),
    Field.CLASSIFICATION: _("classification"),
    Field.ONSET_ON: _("first symptoms on"),
    Field.BECAME_ON: _("became a case on"),
    Field.REPORTED_ON: _("reported on"),
    Field.OF_CASE: _("case they were exposed to"),
    Field.LAST_ON: _("last met on"),
    Field.NUMBER: _("number of the person in the list"),
    Field.MARK: _("mark of the other system"),
    Field.SOURCE: _("source: number of the case"),
    Field.SOURCE_MARK: _("source: mark of the other system"),
    Field.TARGET: _("exposed: number of the person"),
    Field.TARGET_MARK: _("exposed: mark of the other system"),
    Field.CLINICAL: _("clinical: left out, for medics only"),
    Field.IGNORED: _("ignore on purpose"),
}
REASONS: dict[str, str | Promise] = {
    "unmatched": _("Nobody in the register fits. Choose who it is, or record a name from outside."),
    "namesakes": _("Several residents may be meant. Choose who it is."),
    "name_missing": _("A name is missing here."),
    "class_missing": _("The classification is missing here."),
    "class_unknown": _("This classification is none of suspected, probable, confirmed and not a case."),
    "day_unreadable": _("This date cannot be read."),
    "day_ahead": _("This day has not come yet."),
    "id_precision_lost": _("Excel has rounded this identity number; its last digits are lost. Copy it from the card."),
    "id_checksum": _("This identity number has a wrong digit. The row is read without it."),
    "phone_format": _("This is no phone number that can be dialled."),
    "case_unsaid": _("The list does not say to which case this person was exposed. Choose the case."),
    "case_unfound": _("The case named here is not on record yet. Take in the list of cases first."),
    "last_on_missing": _("The day of the last exposure is missing here."),
    "ends_missing": _("This row does not say who was exposed to whom."),
    "target_unfound": _("The person named here is not on record yet. Take in the list of contacts first."),
}
# A cell that cannot be read and is not needed: the row is taken in without it.
HARMLESS = frozenset({"phone_format", "id_checksum", "id_precision_lost"})


def reason(code: str, params: Mapping[str, Any]) -> str:
    """The sentence for why a row waits, or for a fault, in the reader's language."""
    if code in REASONS:
        return str(REASONS[code]) % params if params else str(REASONS[code])
    return str(sentence_of(code, params)) if code in known_codes() else ""
