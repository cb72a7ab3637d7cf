"""Every read of the gates room, named as a question."""

from fangxian.gates.queries.finding import Candidate, find_at_gate, residents_named
from fangxian.gates.queries.passages import (
    Balance,
    Counts,
    Filter,
    balance,
    by_hour,
    inside_count,
    last_handover,
    line_of,
    passages_of,
    recent_passages,
)
from fangxian.gates.queries.standing import (
    Mover,
    Ruled,
    authorisations_of,
    gate_rules,
    here,
    ruled,
    ruled_all,
)

__all__ = [
    "Balance",
    "Candidate",
    "Counts",
    "Filter",
    "Mover",
    "Ruled",
    "authorisations_of",
    "balance",
    "by_hour",
    "find_at_gate",
    "gate_rules",
    "here",
    "inside_count",
    "last_handover",
    "line_of",
    "passages_of",
    "recent_passages",
    "residents_named",
    "ruled",
    "ruled_all",
]
