"""What a plan of lanes answers: lanes and staff for each step, and the queue as a curve with its uncertainty."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Moment:
    """The queue of a stream at one moment: vehicles that wait (expected, and the 5 to 95 % between), and the wait.

    `share` of the vehicles that come then wait less than the limit.
    """

    minute: int
    mean: float
    low: int
    high: int
    share: float
    wait_min: float


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a stream: lanes, the share of its vehicles that wait less than the limit, and the worst moment's.

    `queue`, `low` and `high` are the vehicles waiting at its fullest moment.
    """

    start_min: int
    vehicles: float
    lanes: int
    share: float
    worst: float
    queue: float
    low: int
    high: int
    wait_min: float


@dataclass(frozen=True, slots=True)
class Line:
    """A stream's plan."""

    stream: str
    steps: tuple[Step, ...]
    curve: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class Staffing:
    """What has to stand there in one step, all streams together; an emergency lane is kept free beside `lanes`."""

    start_min: int
    lanes: int
    people: int


@dataclass(frozen=True, slots=True)
class Plan:
    """Lanes for every stream, staff for every step. `short` names stream and step where the limit is not kept."""

    lines: tuple[Line, ...]
    staff: tuple[Staffing, ...]
    lane_hours: float
    people_hours: float
    travellers: float
    short: tuple[tuple[str, int], ...]
