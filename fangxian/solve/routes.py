"""Deliveries on a file. Clock times are "HH:MM" or "HH:MM:SS" of one day, lengths metres, loads bags."""

from collections.abc import Callable
from functools import partial
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from fangxian.calc.routes import Limits, Plan, Problem, RouteError, plan, replan, shapes
from fangxian.calc.routes import problem as asked
from fangxian.calc.routes.public import Answer, as_sol
from fangxian.calc.routes.public import read as read_public
from fangxian.calc.routes.public import solve as solve_public
from fangxian.calc.routes.public.instance import EXACT, ROUNDED, TENTHS
from fangxian.calc.routes.result import Trip, Unmet

Clock = str
WORKERS = 2
MODES = {"foot": (1.2, 6), "tricycle": (2.6, 30)}
"""Metres a second and bags a trip, where a file says only how somebody goes."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class StopPart(_Part):
    """One delivery to a door; handing over begins between `since` and `until`. Urgent: insulin, infants' food."""

    id: str = Field(min_length=1)
    place: str = Field(min_length=1)
    load: int = 1
    service_s: int = 0
    since: Clock = "00:00"
    until: Clock = "24:00"
    urgent: bool = False
    unit: str = ""
    floor: int = 0
    door: str = ""


class DelivererPart(_Part):
    """Somebody who carries, back at the base by `until`. `mode` gives speed and load unless they are written."""

    id: str = Field(min_length=1)
    mode: Literal["foot", "tricycle"] = "foot"
    capacity: int | None = None
    speed_m_s: float | None = None
    since: Clock = "08:00"
    until: Clock = "18:00"
    loading_s: int = 0
    trips: int | None = None


class PathPart(_Part):
    """A footpath both ways; without metres it is straight."""

    a: str
    b: str
    metres: float | None = Field(default=None, ge=0)


class Input(_Part):
    """Deliveries asked for. `places` are metres in a flat frame; `paths` or `matrix` say how far it really is.

    With `old` (who was to bring each stop, in order) the plan is mended from `now` on with the fewest stops changing
    hands; stops `done` stay as they are. `plain` is filled by itself from a plain delivery file (depot, stops,
    couriers); `public` holds a public instance's text, `convention` how it counts lengths.
    """

    base: str = "base"
    stops: tuple[StopPart, ...] = ()
    deliverers: tuple[DelivererPart, ...] = ()
    places: dict[str, tuple[float, float]] = {}
    detour: float = 1.3
    paths: tuple[PathPart, ...] = ()
    matrix: dict[str, dict[str, float]] = {}
    keep: dict[str, str] = {}
    keep_share: float = Field(default=0.1, ge=0)
    balance: float | None = 1.25
    stairs_s: int = Field(default=0, ge=0)
    old: dict[str, str] | None = None
    now: Clock = "00:00"
    done: tuple[str, ...] = ()
    plain: dict[str, Any] | None = None
    public: str = ""
    convention: Literal["", "rounded", "tenths", "exact"] = ""

    @model_validator(mode="before")
    @classmethod
    def _from_plain(cls, data: Any) -> Any:
        return {"plain": data} if isinstance(data, dict) and shapes.is_shape(data) else data


class VisitPart(_Part):
    """One door: when the deliverer is there, when handing over begins and ends."""

    stop: str
    arrives: Clock
    begins: Clock
    ends: Clock


class TripPart(_Part):
    """Out from the base and back; an urgent trip carries nothing else."""

    urgent: bool
    leaves: Clock
    returns: Clock
    load: int
    metres: float
    visits: tuple[VisitPart, ...]


class TourPart(_Part):
    """All trips of one deliverer."""

    deliverer: str
    metres: float
    trips: tuple[TripPart, ...]


class UnmetPart(_Part):
    """A stop nobody serves: too_heavy, too_far or no_time, with the cheapest repairs first."""

    stop: str
    reason: dict[str, Any]
    repairs: tuple[dict[str, Any], ...]


class Output(_Part):
    """Tours, what is not met and why, and the way in all.

    `metres_free` is the shortest way found without keeping households with their deliverers; `kept` and `moved` count
    those that had one. For a public instance: `routes` of customers (1 to n as in `.sol` files), `cost` as
    `convention` counts it, and whether every limit is kept.
    """

    tours: tuple[TourPart, ...] = ()
    unmet: tuple[UnmetPart, ...] = ()
    metres: float = 0
    metres_free: float = 0
    kept: int = 0
    moved: int = 0
    seconds: float
    routes: tuple[tuple[int, ...], ...] = ()
    cost: float | None = None
    feasible: bool = True
    convention: str = ""


def solve(data: Input, *, seconds: float, seed: int) -> Output:
    """Raises `RouteError`, whose sentence names the field and the stop or deliverer."""
    limits = Limits(seconds=seconds, seed=seed, workers=WORKERS)
    if data.public:
        return _solve_public(data, limits)
    problem = shapes.problem_of(data.plain) if data.plain is not None else problem_of(data)
    if data.old is None:
        return _output(plan(problem, limits=limits))
    now, done = _second(data.now, "now"), frozenset(data.done)
    return _output(replan(problem, data.old, now=now, done=done, limits=limits))


def problem_of(data: Input) -> Problem:
    """The planner's problem of an input."""
    return Problem(
        stops=tuple(_stop(part) for part in data.stops),
        deliverers=tuple(_deliverer(part) for part in data.deliverers),
        ground=asked.Ground(
            xy=dict(data.places),
            detour=data.detour,
            paths=tuple(asked.Path(path.a, path.b, path.metres) for path in data.paths),
            matrix=data.matrix,
        ),
        base=data.base,
        keep=data.keep,
        keep_share=data.keep_share,
        balance=data.balance,
        stairs_s=data.stairs_s,
    )


def _stop(part: StopPart) -> asked.Stop:
    values = part.model_dump(exclude={"since", "until"})
    window = (_second(part.since, f"since of {part.id}"), _second(part.until, f"until of {part.id}"))
    return asked.Stop(**values, window=window)


def _deliverer(part: DelivererPart) -> asked.Deliverer:
    speed, capacity = MODES[part.mode]
    return asked.Deliverer(
        id=part.id,
        capacity=capacity if part.capacity is None else part.capacity,
        since=_second(part.since, f"since of {part.id}"),
        until=_second(part.until, f"until of {part.id}"),
        speed_m_s=speed if part.speed_m_s is None else part.speed_m_s,
        loading_s=part.loading_s,
        trips=part.trips,
    )


def _second(clock: Clock, what: str) -> int:
    parts = clock.split(":")
    if 2 <= len(parts) <= 3 and all(part.isdecimal() and len(part) == 2 for part in parts):
        hours, minutes, seconds = (*map(int, parts), 0)[:3]
        if minutes < 60 and seconds < 60 and hours * 3600 + minutes * 60 + seconds <= asked.DAY_S:
            return hours * 3600 + minutes * 60 + seconds
    raise RouteError(f"{what}: {clock!r} is no time of day.", field=what.partition(" ")[0])


def _clock(second: int) -> Clock:
    return f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"


def _output(made: Plan) -> Output:
    return Output(
        tours=tuple(
            TourPart(deliverer=tour.deliverer, metres=round(tour.metres, 1), trips=tuple(map(_trip, tour.trips)))
            for tour in made.tours
        ),
        unmet=tuple(_unmet(each) for each in made.unmet),
        metres=round(made.metres, 1),
        metres_free=round(made.metres_free, 1),
        kept=made.kept,
        moved=made.moved,
        seconds=made.seconds,
    )


def _trip(trip: Trip) -> TripPart:
    return TripPart(
        urgent=trip.urgent,
        leaves=_clock(trip.leaves),
        returns=_clock(trip.returns),
        load=trip.load,
        metres=round(trip.metres, 1),
        visits=tuple(
            VisitPart(stop=v.stop, arrives=_clock(v.arrives), begins=_clock(v.begins), ends=_clock(v.ends))
            for v in trip.visits
        ),
    )


def _unmet(each: Unmet) -> UnmetPart:
    return UnmetPart(
        stop=each.stop,
        reason={"code": each.reason, **dict(each.params)},
        repairs=tuple({"code": repair.code, **_spoken(dict(repair.params))} for repair in each.repairs),
    )


def _spoken(params: dict[str, str | int]) -> dict[str, str | int]:
    return {k: _clock(int(v)) if k in {"since", "until"} else v for k, v in params.items()}


def _solve_public(data: Input, limits: Limits) -> Output:
    instance = read_public(data.public, convention=data.convention)
    found = solve_public(instance, limits=limits)
    return Output(
        routes=found.routes,
        cost=found.cost,
        feasible=found.feasible,
        convention=instance.convention,
        seconds=found.seconds,
    )


def _public(text: str, *, convention: Literal["", "rounded", "tenths", "exact"] = "") -> Input:
    read_public(text, convention=convention)
    return Input(public=text, convention=convention)


def _sol(output: Output) -> str:
    return as_sol(Answer(output.routes, output.cost or 0.0, output.feasible, output.seconds))


FORMATS: dict[str, Callable[[str], Input]] = {
    "vrplib": _public,
    "vrplib-rounded": partial(_public, convention=ROUNDED),
    "vrplib-tenths": partial(_public, convention=TENTHS),
    "vrplib-exact": partial(_public, convention=EXACT),
}
OUTPUTS: dict[str, Callable[[Output], str]] = {".sol": _sol}
