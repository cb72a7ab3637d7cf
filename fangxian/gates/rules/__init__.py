"""Pure judgement at the gate: who may pass, what does not fit together afterwards, and what was typed."""

from fangxian.gates.rules.book import Line, Written, read_book
from fangxian.gates.rules.lines import Flag, Passed, flags, reflagged
from fangxian.gates.rules.reading import Address, Typed, bare_plate, typed
from fangxian.gates.rules.ruling import (
    GateRules,
    Kind,
    Permit,
    Ruling,
    Standing,
    Trip,
    Verdict,
    Way,
    verdict,
)

__all__ = [
    "Address",
    "Flag",
    "GateRules",
    "Kind",
    "Line",
    "Passed",
    "Permit",
    "Ruling",
    "Standing",
    "Trip",
    "Typed",
    "Verdict",
    "Way",
    "Written",
    "bare_plate",
    "flags",
    "read_book",
    "reflagged",
    "typed",
    "verdict",
]
