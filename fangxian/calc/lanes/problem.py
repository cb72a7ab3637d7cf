"""What is asked of a checkpoint: how many vehicles come when, how long one takes, how long anybody may wait."""

from dataclasses import dataclass
from math import isfinite

MOST_PER_HOUR = 5000
MOST_WAITING = 2000
MOST_MINUTES = 7 * 1440


class LaneError(ValueError):
    """Traffic that cannot be planned for. One sentence; `field` and `subject` name the place to put right."""

    def __init__(self, sentence: str, *, field: str, subject: str = "") -> None:
        super().__init__(sentence)
        self.field = field
        self.subject = subject


@dataclass(frozen=True, slots=True)
class Stream:
    """Vehicles that queue for lanes of their own: how many come in each step, and how long one is checked.

    Vehicles come by chance at each step's rate, and checks last by chance around `service_s` seconds (exponentially:
    a trouble-free driver is waved through, a full coach is not). Checks that are all alike would wait less.
    `waiting` stand in the queue at the beginning.
    """

    name: str
    vehicles: tuple[float, ...]
    service_s: float
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """Find lanes for each step so that at every moment `share` of the vehicles that come wait less than `wait_min`.

    A step lasts `step_min` minutes from `start_min` (minutes of the day) on. With `lanes` the lanes are given, one
    tuple for each stream, and the answer says what would happen. `emergency_lane` is one more lane that is kept free
    and serves no queue. `people_per_lane` stand at each lane that is open.
    """

    streams: tuple[Stream, ...]
    step_min: int = 60
    start_min: int = 0
    wait_min: float = 10.0
    share: float = 0.95
    people_per_lane: int = 3
    people_per_vehicle: float = 2.3
    min_lanes: int = 1
    max_lanes: int | None = None
    emergency_lane: bool = True
    emergency_people: int = 0
    lanes: tuple[tuple[int, ...], ...] | None = None

    def __post_init__(self) -> None:
        if not self.streams or not self.streams[0].vehicles:
            raise LaneError("vehicles is empty; there is nothing to plan for.", field="vehicles")
        check_numbers(self)
        for stream in self.streams:
            check_stream(self, stream)
        check_lanes(self)

    @property
    def steps(self) -> int:
        """How many steps are planned."""
        return len(self.streams[0].vehicles)

    def clock(self, step: int) -> str:
        """When a step begins, as people read it."""
        return clock(self.start_min + step * self.step_min)


def clock(minute: float) -> str:
    """A minute of the day as 17:00; the next day goes on from 00:00."""
    return f"{int(minute) // 60 % 24:02d}:{int(minute) % 60:02d}"


def check_numbers(problem: Problem) -> None:
    """Raises `LaneError` for a number outside what it can be."""
    ranges = {
        "step_min": (1, 1440), "start_min": (0, 1439), "wait_min": (0, 600), "people_per_lane": (0, 50),
        "people_per_vehicle": (0, 100), "min_lanes": (0, 100), "emergency_people": (0, 50),
    }  # fmt: skip
    for field, (low, high) in ranges.items():
        if not low <= getattr(problem, field) <= high:
            raise LaneError(f"{field} must lie between {low} and {high}.", field=field)
    if problem.steps * problem.step_min > MOST_MINUTES:
        raise LaneError(f"vehicles has {problem.steps} steps of {problem.step_min} minutes; plan at most a week.",
                        field="vehicles")  # fmt: skip
    if not 0 < problem.share < 1:
        raise LaneError("share must lie between 0 and 1, such as 0.95.", field="share")
    if problem.max_lanes is not None and problem.max_lanes < max(1, problem.min_lanes):
        raise LaneError("max_lanes must be at least 1 and not below min_lanes.", field="max_lanes")


def check_stream(problem: Problem, stream: Stream) -> None:
    """Raises `LaneError` for a stream that is too long, too short, or holds a number that cannot be."""
    if len(stream.vehicles) != problem.steps:
        raise LaneError(
            f"{stream.name} has {len(stream.vehicles)} steps, but {problem.streams[0].name} has {problem.steps}.",
            field=stream.name,
        )
    for step, number in enumerate(stream.vehicles):
        if not isfinite(number) or not 0 <= number * 60 / problem.step_min <= MOST_PER_HOUR:
            raise LaneError(
                f"{stream.name} at {problem.clock(step)} is {number:g}; "
                f"it must lie between 0 and {MOST_PER_HOUR} an hour.",
                field=stream.name,
                subject=problem.clock(step),
            )
    if not 1 <= stream.service_s <= 3600:
        raise LaneError(
            f"service_s of {stream.name} must lie between 1 and 3600 seconds.", field="service_s", subject=stream.name
        )
    if not 0 <= stream.waiting <= MOST_WAITING:
        raise LaneError(f"waiting of {stream.name} must lie between 0 and {MOST_WAITING}.", field="waiting")


def check_lanes(problem: Problem) -> None:
    """Raises `LaneError` when the lanes that are given do not fit the steps."""
    if problem.lanes is None:
        return
    for stream, lanes in zip(problem.streams, problem.lanes, strict=True):
        if len(lanes) != problem.steps:
            raise LaneError(
                f"lanes of {stream.name} has {len(lanes)} steps, but there are {problem.steps}.", field="lanes"
            )
        for step, number in enumerate(lanes):
            if not 0 <= number <= 100:
                raise LaneError(
                    f"lanes of {stream.name} at {problem.clock(step)} is {number}; it must lie between 0 and 100.",
                    field="lanes",
                    subject=problem.clock(step),
                )
