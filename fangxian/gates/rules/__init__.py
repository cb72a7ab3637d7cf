"""Pure judgement at the gate: who may pass, what does not fit together afterwards, and what was typed."""

from fangxian.gates.rules.book import Line, Written, read_book
from fangxian.gates.rules.lines import Flag, Passed, flags, reflagged
from fangxian.gates.rules.passes import Checked, Pass
from fangxian.gates.rules.reading import Address, Typed, bare_plate, read_code, typed
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
    "Checked",
    "Flag",
    "GateRules",
    "Kind",
    "Line",
    "Pass",
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
    "read_code",
    "reflagged",
    "typed",
    "verdict",
]
