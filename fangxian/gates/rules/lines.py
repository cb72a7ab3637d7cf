"""What does not fit together in a line of passages, in the order in which they happened, whenever they arrived.

The verdict stays as it was given at the gate. Flags are recomputed whenever a passage of the same line arrives, so they
depend on what happened and never on the order of uploads.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from fangxian.gates.rules.ruling import GateRules, Way, too_soon


class Flag(StrEnum):
    """What a reader of the passages should look at."""

    DOUBLE_OUT = "double_out"
    NEVER_OUT = "never_out"
    NEVER_IN = "never_in"
    TRIP_TOO_SOON = "trip_too_soon"


@dataclass(frozen=True)
class Passed:
    """A passage that counts: it went through and was not taken back. `home`: began inside, since they live here."""

    id: UUID
    at: datetime
    way: Way
    home: bool
    subject: str
    trip_of: int | None = None


def flags(passages: Iterable[Passed], *, rules: GateRules) -> dict[UUID, tuple[str, ...]]:
    """For every passage its flags; passages of nobody in particular (`subject` empty) have none of movement."""
    found: dict[UUID, tuple[str, ...]] = {}
    inside: dict[str, bool] = {}
    last_trip: dict[int, datetime] = {}
    for each in sorted(passages, key=lambda passed: (passed.at, passed.id.bytes)):
        marks = [*_movement(each, inside), *_trip(each, last_trip, rules)]
        found[each.id] = tuple(marks)
    return found


def _movement(each: Passed, inside: dict[str, bool]) -> list[str]:
    """Compare with where this one was, and move it."""
    if not each.subject:
        return []
    known = each.subject in inside
    was_inside = inside.get(each.subject, each.home)
    inside[each.subject] = each.way is Way.IN
    if each.way is Way.IN and was_inside:
        return [Flag.NEVER_OUT]
    if each.way is Way.OUT and not was_inside:
        return [Flag.DOUBLE_OUT if known else Flag.NEVER_IN]
    return []


def _trip(each: Passed, last_trip: dict[int, datetime], rules: GateRules) -> list[str]:
    if each.trip_of is None or each.way is not Way.OUT:
        return []
    before = last_trip.get(each.trip_of)
    last_trip[each.trip_of] = each.at
    return [Flag.TRIP_TOO_SOON] if before is not None and too_soon(before, at=each.at, rules=rules) else []


def reflagged(
    line: dict[Passed, list[str]], *, subject: str, household: int | None, rules: GateRules
) -> dict[UUID, tuple[str, ...]]:
    """The flags to write for a line that is complete for one subject and for one household's trips, and only those.

    A row fetched for one of the two keeps what it carries of the other.
    """
    found = flags(line, rules=rules)
    return {each.id: _merged(each, held, found[each.id], subject, household) for each, held in line.items()}


def _merged(
    each: Passed, held: list[str], new: tuple[str, ...], subject: str, household: int | None
) -> tuple[str, ...]:
    movement = new if each.subject == subject else tuple(held)
    trips = new if each.trip_of == household else tuple(held)
    kept = [flag for flag in movement if flag != Flag.TRIP_TOO_SOON]
    return (*kept, *(flag for flag in trips if flag == Flag.TRIP_TOO_SOON))
