"""What rounds of deliveries are asked for: stops, deliverers, the ground between them. Plain values, no Django.

Moments are whole seconds after the midnight of the day, lengths metres, loads bags.
"""

from dataclasses import dataclass, field

DAY_S = 86_400


class RouteError(ValueError):
    """Stops or doors that cannot be walked. One sentence; `field` and `subject` name the place to put right."""

    def __init__(self, sentence: str, *, field: str = "", subject: str = "") -> None:
        super().__init__(sentence)
        self.field = field
        self.subject = subject


@dataclass(frozen=True, slots=True)
class Stop:
    """One delivery to one door. Handing over takes `service_s` and begins inside `window`.

    `urgent` (insulin, infants' food) goes out on a trip of its own, before and apart from everything else.
    `floor` counts from 1; 0 is unknown and costs no stairs.
    """

    id: str
    place: str
    load: int = 1
    service_s: int = 0
    window: tuple[int, int] = (0, DAY_S)
    urgent: bool = False
    unit: str = ""
    floor: int = 0
    door: str = ""


@dataclass(frozen=True, slots=True)
class Deliverer:
    """Somebody who carries, from `since` until back at the base by `until`; loading there takes `loading_s` a trip."""

    id: str
    capacity: int
    since: int
    until: int
    speed_m_s: float = 1.2
    loading_s: int = 0
    trips: int | None = None


@dataclass(frozen=True, slots=True)
class Path:
    """A footpath between two places, both ways; without a length it is straight."""

    a: str
    b: str
    metres: float | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """How far it is: a matrix in metres where there is one, else drawn footpaths, else the straight line × `detour`.

    `xy` are metres in any flat frame. Places that are no node of the paths are joined to the nearest node.
    """

    xy: dict[str, tuple[float, float]] = field(default_factory=dict)
    detour: float = 1.3
    paths: tuple[Path, ...] = ()
    matrix: dict[str, dict[str, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Problem:
    """Deliveries asked for. `keep` says who served a stop's household before, in the order they went.

    Everybody keeps their households unless that costs more than `keep_share` of the walking; nobody is given more
    than `balance` times the fair share of the work, where that leaves nothing unmet. A floor of stairs takes
    `stairs_s`.
    """

    stops: tuple[Stop, ...]
    deliverers: tuple[Deliverer, ...]
    ground: Ground
    base: str
    keep: dict[str, str] = field(default_factory=dict)
    keep_share: float = 0.1
    balance: float | None = 1.25
    stairs_s: int = 0


@dataclass(frozen=True, slots=True)
class Limits:
    """How hard to try. With `effort` (iterations) and time enough, the same seed and workers give the same plan."""

    seconds: float = 10.0
    seed: int = 1
    workers: int = 1
    effort: int | None = None
