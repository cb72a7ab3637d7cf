"""What is wrong with a cell or a row, in a sentence (architecture.md §8)."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PROBLEMS: dict[str, str | Promise] = {
    "id_precision_lost": _("Excel has rounded this identity number; its last digits are lost. Copy it from the card."),
    "id_checksum": _("This identity number has a wrong digit. The person was taken in without it."),
    "phone_format": _("This is no phone number that can be dialled."),
    "date_unparsed": _("This date cannot be read."),
    "duplicate_person": _("This person already stands in row %(earlier_row)s and is counted once."),
    "missing_name": _("A name is missing here."),
    "address_unparsed": _("This address cannot be read. The row is kept until somebody places it."),
    "member_count_mismatch": _("The ledger says %(stated)s people, but lists %(listed)s."),
}


def problem_sentence(code: str, params: Mapping[str, Any]) -> str:
    """The sentence for a problem, filled in, in the reader's language."""
    return str(PROBLEMS[code]) % params
