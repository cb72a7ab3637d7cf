"""A plan of deliveries and what it says about itself."""

from dataclasses import dataclass

Params = tuple[tuple[str, str | int], ...]


@dataclass(frozen=True, slots=True)
class Visit:
    """One stop: when the deliverer is at the door, when the handing over begins and when it is over."""

    stop: str
    arrives: int
    begins: int
    ends: int


@dataclass(frozen=True, slots=True)
class Trip:
    """Out from the base and back. `urgent` trips carry nothing else. Loading is done when it `leaves`."""

    urgent: bool
    leaves: int
    returns: int
    visits: tuple[Visit, ...]
    load: int
    metres: float


@dataclass(frozen=True, slots=True)
class Tour:
    """All trips of one deliverer, in order."""

    deliverer: str
    trips: tuple[Trip, ...]

    @property
    def stops(self) -> tuple[str, ...]:
        """The stops in the order they are served."""
        return tuple(visit.stop for trip in self.trips for visit in trip.visits)

    @property
    def metres(self) -> float:
        """The whole way."""
        return sum(trip.metres for trip in self.trips)


@dataclass(frozen=True, slots=True)
class Repair:
    """What would let a stop be served: split_load, later_window, longer_shift, more_deliverers; with figures."""

    code: str
    params: Params


@dataclass(frozen=True, slots=True)
class Unmet:
    """A stop nobody serves, and why: too_heavy, too_far, no_time. Repairs stand cheapest first."""

    stop: str
    reason: str
    params: Params
    repairs: tuple[Repair, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan. `metres_free` is the shortest way found without keeping anybody's households; `kept` and `moved`
    count the stops whose household had a deliverer before."""

    tours: tuple[Tour, ...]
    unmet: tuple[Unmet, ...]
    metres: float
    metres_free: float
    kept: int
    moved: int
    seconds: float

    def deliverer_of(self) -> dict[str, str]:
        """Who serves each stop."""
        return {stop: tour.deliverer for tour in self.tours for stop in tour.stops}
