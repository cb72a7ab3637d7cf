"""Every key a rule pack may set, with type, unit, range and label: what is not here cannot be loaded."""

from .contacts import CONTACTS
from .disinfection import DISINFECTION
from .epidemic import EPIDEMIC
from .field import GATES, HOMES, PPE, STAFFING, SUPPLIES
from .rest import REST_KEYS
from .retention import RETENTION
from .situation import SITUATION, STEPDOWN
from .types import (
    Clock,
    Column,
    Content,
    Exact,
    Flag,
    Key,
    Label,
    PackKind,
    Plain,
    Table,
    Text,
    Whole,
    Word,
    Words,
)
from .words import DISEASES, EVIDENCE, GROUPS, JURISDICTIONS, UNITS, VOCABULARIES, Vocabulary

DISEASE_KEYS: tuple[Key, ...] = (
    *SITUATION,
    *CONTACTS,
    *STEPDOWN,
    *GATES,
    *DISINFECTION,
    *PPE,
    *SUPPLIES,
    *STAFFING,
    *HOMES,
    *RETENTION,
    *EPIDEMIC,
)
KEYS: dict[str, Key] = {key.name: key for key in (*DISEASE_KEYS, *REST_KEYS)}


def keys_of(kind: PackKind) -> tuple[Key, ...]:
    """The keys a pack of this kind may set, in the order of the page."""
    return tuple(key for key in KEYS.values() if key.kind == kind)


__all__ = [
    "DISEASES",
    "EVIDENCE",
    "GROUPS",
    "JURISDICTIONS",
    "KEYS",
    "UNITS",
    "VOCABULARIES",
    "Clock",
    "Column",
    "Content",
    "Exact",
    "Flag",
    "Key",
    "Label",
    "PackKind",
    "Plain",
    "Table",
    "Text",
    "Vocabulary",
    "Whole",
    "Word",
    "Words",
    "keys_of",
]
