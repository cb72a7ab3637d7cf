"""Rule packs: load a folder, choose a pack, ask it for numbers with their source.

    pack = packaged_library().current("disease", jurisdiction="CN", disease="covid-19", on=day)
    pack.int("contacts.quarantine_days")     # 14
    pack.number("contacts.fever_c")          # Decimal("37.3")
    pack["contacts.fever_c"].source          # where it comes from

A pack states its own values and may extend another for the rest; both ends of its validity are included.
"""

from .errors import SENTENCES, PackError
from .library import PACKAGED, Library, load_packs, packaged_library
from .values import Cell, Contents, Pack, Row, Value

__all__ = [
    "PACKAGED",
    "SENTENCES",
    "Cell",
    "Contents",
    "Library",
    "Pack",
    "PackError",
    "Row",
    "Value",
    "load_packs",
    "packaged_library",
]
