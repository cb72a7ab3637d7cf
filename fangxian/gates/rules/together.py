"""Who was at a gate at the same time as somebody else: the stretches of time to look at."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Stretch:
    """A stretch of time at one gate, both ends included."""

    gate: int
    since: datetime
    until: datetime


def stretches(passages: Iterable[tuple[int, datetime]], *, within: timedelta) -> list[Stretch]:
    """The times at each gate that lie `within` of a passage there, overlapping ones joined, in order.

    `passages` are pairs of gate and moment. A moment lies in a stretch exactly if some passage is as near as that.
    """
    by_gate: dict[int, list[datetime]] = defaultdict(list)
    for gate, at in passages:
        by_gate[gate].append(at)
    return [each for gate in sorted(by_gate) for each in _joined(gate, sorted(by_gate[gate]), within)]


def _joined(gate: int, moments: list[datetime], within: timedelta) -> list[Stretch]:
    found: list[Stretch] = []
    for at in moments:
        if found and at - within <= found[-1].until:
            found[-1] = Stretch(gate, found[-1].since, at + within)
        else:
            found.append(Stretch(gate, at - within, at + within))
    return found
