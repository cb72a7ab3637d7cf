"""Lanes of a checkpoint on a file. Vehicles by the step, an hour unless said otherwise."""

from pydantic import BaseModel, ConfigDict, Field

from fangxian.calc.lanes import LaneError, Line, Problem, Stream, clock, plan

MOST_STEPS = 1000


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Input(_Part):
    """A checkpoint's day. `vehicles` come in each step; `freight` has lanes of its own.

    With `lanes` (and `freight_lanes`) given, the answer says what would happen. `waiting` stand there at the start.
    Everybody who comes, at every moment, is to wait less than `wait_min` with the probability `share`.
    """

    vehicles: tuple[float, ...] = Field(min_length=1, max_length=MOST_STEPS)
    freight: tuple[float, ...] | None = None
    start: str = Field("00:00", pattern=r"^([01]\d|2[0-3]):[0-5]\d$")
    step_min: int = 60
    service_s: float = 30
    freight_service_s: float = 60
    wait_min: float = 10
    share: float = 0.95
    people_per_lane: int = 3
    people_per_vehicle: float = 2.3
    min_lanes: int = 1
    max_lanes: int | None = None
    emergency_lane: bool = True
    emergency_people: int = 0
    waiting: int = 0
    lanes: tuple[int, ...] | None = None
    freight_lanes: tuple[int, ...] | None = None


class StepPart(_Part):
    """One step: lanes for cars and freight, people to stand there, and how long one waits.

    `share` of the vehicles wait less than the limit, `worst_share` at the worst moment; `queue` vehicles wait at the
    fullest moment, between `low` and `high` in 90 of 100 days.
    """

    at: str
    vehicles: float
    lanes: int
    staff: int
    share: float
    worst_share: float
    queue: float
    low: int
    high: int
    wait_min: float | None
    freight_lanes: int | None
    freight_worst_share: float | None


class MomentPart(_Part):
    """A point of the curve of cars waiting: expected, and the 5 to 95 % between."""

    minute: int
    queue: float
    low: int
    high: int
    share: float


class Output(_Part):
    """Lanes and staff, the curve every five minutes, and where the promise is not kept."""

    lanes: tuple[int, ...]
    freight_lanes: tuple[int, ...] | None
    emergency_lane: bool
    staff: tuple[int, ...]
    lane_hours: float
    people_hours: float
    travellers: float
    kept: bool
    short: tuple[str, ...]
    steps: tuple[StepPart, ...]
    curve: tuple[MomentPart, ...]


def solve(data: Input, *, seconds: float, seed: int) -> Output:
    """Raises `LaneError`, whose sentence names the field and the hour. Nothing is drawn by chance."""
    problem = problem_of(data)
    found = plan(problem)
    cars, freight = found.lines[0], found.lines[1] if data.freight is not None else None
    return Output(
        lanes=tuple(step.lanes for step in cars.steps),
        freight_lanes=tuple(step.lanes for step in freight.steps) if freight else None,
        emergency_lane=data.emergency_lane,
        staff=tuple(staff.people for staff in found.staff),
        lane_hours=found.lane_hours,
        people_hours=found.people_hours,
        travellers=round(found.travellers, 1),
        kept=not found.short,
        short=tuple(f"{stream} at {problem.clock(step)}" for stream, step in found.short),
        steps=tuple(_step(cars, freight, [s.people for s in found.staff], at) for at in range(problem.steps)),
        curve=tuple(
            MomentPart(minute=m.minute, queue=round(m.mean, 2), low=m.low, high=m.high, share=round(m.share, 4))
            for m in cars.curve
        ),
    )


def problem_of(data: Input) -> Problem:
    """The planner's problem of an input."""
    streams = [Stream("vehicles", data.vehicles, data.service_s, data.waiting)]
    if data.freight is not None:
        streams.append(Stream("freight", data.freight, data.freight_service_s))
    hours, minutes = data.start.split(":")
    same = (
        "step_min", "wait_min", "share", "people_per_lane", "people_per_vehicle", "min_lanes", "max_lanes",
        "emergency_lane", "emergency_people",
    )  # fmt: skip
    return Problem(
        streams=tuple(streams),
        start_min=int(hours) * 60 + int(minutes),
        lanes=_given(data),
        **{name: getattr(data, name) for name in same},
    )


def _given(data: Input) -> tuple[tuple[int, ...], ...] | None:
    """The lanes that are given, for every stream or for none. Raises `LaneError`."""
    if data.freight is None and data.freight_lanes is not None:
        raise LaneError("freight_lanes is given, but no freight.", field="freight_lanes")
    if data.freight is not None and (data.lanes is None) != (data.freight_lanes is None):
        raise LaneError("lanes and freight_lanes must both be given, or neither.", field="freight_lanes")
    return tuple(one for one in (data.lanes, data.freight_lanes) if one is not None) or None


def _step(cars: Line, freight: Line | None, people: list[int], at: int) -> StepPart:
    step = cars.steps[at]
    other = freight.steps[at] if freight else None
    endless = step.wait_min == float("inf")
    return StepPart(
        at=clock(step.start_min), vehicles=step.vehicles, lanes=step.lanes, staff=people[at],
        share=round(step.share, 4), worst_share=round(step.worst, 4), queue=round(step.queue, 2), low=step.low,
        high=step.high, wait_min=None if endless else round(step.wait_min, 2),
        freight_lanes=other.lanes if other else None,
        freight_worst_share=round(other.worst, 4) if other else None,
    )  # fmt: skip
