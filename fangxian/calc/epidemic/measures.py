"""What can be done about an outbreak, as plain values. Days count from the first day of the scenario, day 0.

Every number has a meaning in the field; none has a default that would hide an effect. `left` says, by layer, what
share of contacts is left among those who keep to a measure; a layer that is not named is not touched.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from .disease import Delay
from .places import Kind

Left = Mapping[str, float]


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A measure from day `start` on, until before day `end` (None: to the last day).

    `coverage` is the share of people, households or places it is meant for that it reaches, `adherence` the share of
    those who keep to it; `delay` the days from its reason until it takes effect.
    """

    start: int = 0
    end: int | None = None
    coverage: float = 1.0
    adherence: float = 1.0
    delay: int = 0


@dataclass(frozen=True, kw_only=True)
class CloseVillage(Measure):
    """Nobody goes out or comes in without need: what is left of crossings and of visitors, and of contacts by layer."""

    outside: float
    visitors: float
    left: Left = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ClosePlace(Measure):
    """Close places of one kind: those named by their register numbers, or each one when `cases` are found in it.

    A place that closes on cases stays closed for `days`, longer when more are found; its people count as restricted.
    """

    kind: Kind
    left: Left
    places: Sequence[int] = ()
    cases: int = 0
    days: int = 0


@dataclass(frozen=True, kw_only=True)
class OneGate(Measure):
    """One gate with screening: somebody crossing with a fever is turned back, and found, with this sensitivity.

    People without symptoms or fever pass. `visitors` and `left` are what one gate leaves of visitors and contacts.
    """

    sensitivity: float
    visitors: float = 1.0
    left: Left = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class StayHome(Measure):
    """Households stay at home: what is left of their contacts by layer, and of their crossings."""

    left: Left
    outside: float = 1.0


@dataclass(frozen=True, kw_only=True)
class LimitTrips(Measure):
    """Each household goes out once in `every` days instead of `usual` times a day."""

    every: float
    usual: float


@dataclass(frozen=True, kw_only=True)
class Deliver(Measure):
    """Bring to the door what households would go out for: what is left of their gate contacts and crossings."""

    left: Left
    outside: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Masks(Measure):
    """Masks outside the home: how much less an ill wearer gives off and a healthy wearer takes in, by layer."""

    source: float
    wearer: float
    layers: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Disinfect(Measure):
    """Disinfection: by layer the share of infections that surfaces pass on, of which it removes `effect`."""

    effect: float
    surfaces: Left


@dataclass(frozen=True, kw_only=True)
class Dated(Measure):
    """One row of a dated table: contacts of a layer (or of all), everywhere or in one kind's places, times `factor`.

    Of places without a layer: all contacts of their people but those within households.
    A factor above 1 raises ValueError: measures can only leave contacts out.
    """

    factor: float
    layer: str | None = None
    kind: Kind = Kind.EVERYWHERE
    places: Sequence[int] = ()

    def __post_init__(self) -> None:
        if not 0.0 <= self.factor <= 1.0:
            raise ValueError(f"A dated factor is between 0 and 1, not {self.factor}.")


@dataclass(frozen=True, kw_only=True)
class Test(Measure):
    """Chances per day that somebody infectious is tested; `delay` is until the result, `sensitivity` of one test.

    With `everyone_every` > 0 everybody (a share of `coverage`) is tested on every so-many-th day as well.
    """

    # Else pytest takes it for tests wherever it is imported.
    __test__ = False

    symptomatic: float = 0.0
    others: float = 0.0
    symptomatic_quarantined: float | None = None
    others_quarantined: float | None = None
    sensitivity: float = 1.0
    everyone_every: int = 0


@dataclass(frozen=True, kw_only=True)
class Report(Measure):
    """Who falls ill says so: the share `coverage` × `adherence` is found some days after onset."""

    onset_to_found: Delay


@dataclass(frozen=True, kw_only=True)
class Watch(Measure):
    """Daily checks at workplaces: an onset is found with this sensitivity a day, where `cases` were found before.

    `workplaces` by register number, empty for all; `cases` 0 watches from the start.
    """

    sensitivity: float
    workplaces: Sequence[int] = ()
    cases: int = 0
    days: int = 0


@dataclass(frozen=True, kw_only=True)
class Isolate(Measure):
    """Isolate who is found, until the end of the illness and at least `days`; `left` is what remains, by layer."""

    where: Literal["home", "away"]
    left: Left
    days: int = 0


@dataclass(frozen=True, kw_only=True)
class Trace(Measure):
    """Trace the contacts of who is found: `shares` by layer, and quarantine them `delay` days later, until `days` after
    the tracing began: who is reached sooner is in quarantine longer.

    `delays` by layer comes before `delay`. `capacity` is how many contacts can be reached in a day; the rest wait
    for the next one, and 0 is no tracing. `left` is what quarantine leaves, by layer. `coverage` is how much of the
    shares is traced at all, `adherence` how many of those reached keep their quarantine.

    `naming`: with "per_case" each case names each of its contacts with the layer's share, so that whoever two cases met
    is named more surely. With "per_day" the cases of a day are one list, as in Covasim: somebody is named once in a
    layer and day with its share, by however many, and counts once a day for the capacity.
    """

    shares: Left
    days: int
    left: Left
    delays: Mapping[str, int] = field(default_factory=dict)
    capacity: int | None = None
    naming: Literal["per_case", "per_day"] = "per_case"
