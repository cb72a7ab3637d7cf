"""Our cases and contacts as they leave the house, and the marks by which they are known again."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

# FX-371103150201-0007 is case 7 of that community, FX-371103150201-K0012 the contact whose row has the key 12.
MARK = re.compile(r"^FX-(\d{12})-(K?)(\d{4,})$")


@dataclass(frozen=True)
class PersonOut:
    """What leaves the house about a person besides what they are to us; never an identity number."""

    mark: str
    name: str
    sex: str = ""
    born_on: date | None = None
    phone: str = ""
    address: str = ""
    reported_on: date | None = None


@dataclass(frozen=True)
class CaseOut:
    """A case: its person, its class and days. `confirmed_on` only while it counts as confirmed."""

    person: PersonOut
    classification: str
    onset_on: date | None = None
    confirmed_on: date | None = None
    was_contact: bool = False


@dataclass(frozen=True)
class ContactOut:
    """A contact: the person, and the last day of exposure to any case."""

    person: PersonOut
    last_on: date | None = None


@dataclass(frozen=True)
class LinkOut:
    """One person was exposed to a case: the marks of both, whether the second is a case too, and the day."""

    source: str
    target: str
    target_is_case: bool
    on: date | None = None


@dataclass(frozen=True)
class Lists:
    """Everything of one place, ready to be written in another system's layout."""

    cases: tuple[CaseOut, ...] = ()
    contacts: tuple[ContactOut, ...] = ()
    links: tuple[LinkOut, ...] = ()


def case_mark(code: str, number: int) -> str:
    """The mark of a case: its community's code and its number there."""
    return f"FX-{code[:12]}-{number:04d}"


def contact_mark(code: str, key: int) -> str:
    """The mark of a contact."""
    return f"FX-{code[:12]}-K{key:04d}"


def marked(mark: str) -> tuple[str, bool, int] | None:
    """The community, whether it is a contact, and the number; None for a mark that is not of our making."""
    found = MARK.match(mark.strip())
    return (found[1], bool(found[2]), int(found[3])) if found else None


def given(values: Mapping[str, object]) -> list[str]:
    """The cells of a row in the order of its table: days as YYYY-MM-DD, yes and no as the systems spell them."""
    return ["" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
            for value in values.values()]  # fmt: skip
