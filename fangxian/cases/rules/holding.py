"""Until when somebody stays under observation when one of several reasons falls away."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Reason:
    """A reason to be under observation: its category and its last day."""

    category: str
    until: date


def longest(reasons: Iterable[Reason]) -> Reason | None:
    """The reason that lasts longest, or None when none is left: then the observation ends."""
    return max(reasons, key=lambda reason: (reason.until, reason.category), default=None)


def not_ours(written: Iterable[Reason], ours: Iterable[Reason]) -> list[Reason]:
    """The reasons written beside an observation that did not come from a case or a signal, and so still hold."""
    known = set(ours)
    return [reason for reason in written if reason not in known]
