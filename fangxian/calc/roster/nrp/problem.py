"""The values of a public instance and of its answer. Days count from 0, a Monday; minutes are minutes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shift:
    """A kind of shift, and those that may not follow it on the next day."""

    id: str
    minutes: int
    never_next: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Staff:
    """One employee and their contract; `most_of` limits kinds of shift, what is not in it is not limited."""

    id: str
    most_of: tuple[tuple[str, int], ...]
    most_minutes: int
    least_minutes: int
    most_in_row: int
    least_in_row: int
    least_off: int
    most_weekends: int
    days_off: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Ask:
    """A wish for a shift on a day; `weight` is paid when it is not met."""

    person: str
    day: int
    shift: str
    weight: int


@dataclass(frozen=True, slots=True)
class Cover:
    """So many people on a shift of a day; each one missing costs `under`, each one too many `over`."""

    day: int
    shift: str
    people: int
    under: int
    over: int


@dataclass(frozen=True, slots=True)
class NrpProblem:
    """A whole instance."""

    days: int
    shifts: tuple[Shift, ...]
    staff: tuple[Staff, ...]
    on: tuple[Ask, ...]
    off: tuple[Ask, ...]
    cover: tuple[Cover, ...]


@dataclass(frozen=True, slots=True)
class NrpRoster:
    """For every employee the shift of every day, empty for a day off; cost, proven bound, and how it ended."""

    lines: tuple[tuple[str, tuple[str, ...]], ...]
    cost: int
    bound: float
    ended: str
    seconds: float
